"""A deadline for work on strangers' files that is done in this process."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 20.0  # for one repository or file; the slowest of 780 real repositories took 1.4 s
_AGAIN = 0.2  # seconds between two alarms: what catches the first and goes on with the next question meets another


@contextmanager
def deadline(seconds: float = SECONDS) -> Iterator[None]:
    """Raise TimeoutError inside the block from `seconds` on, until it is left. For the main thread of a process."""

    def passed(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"not finished within {seconds:g} s")

    before = signal.signal(signal.SIGALRM, passed)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

"""One run at a time on one database."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from crawler.errors import Locked

PATIENCE = 2.0  # seconds: a run that was killed a moment ago, or a process it was just starting, is on its way out


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a database; the system frees it however the process ends. Raises Locked when another has it.

    The descriptor is closed in whatever program a run starts, so that the lock dies with the run itself.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as file:
        ends = time.monotonic() + PATIENCE
        while not _take(file):
            if time.monotonic() > ends:
                raise Locked(f"another run is at work on {path}")
            time.sleep(0.05)
        yield


def _take(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

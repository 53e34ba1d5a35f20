"""Ending on SIGTERM and SIGINT: the first breaks off what is under way, within ten seconds; a second ends at once.

Whatever was committed is kept, so ending needs no care but that it comes: a thread that nothing of the program can hold
up hears of every signal by Python's wake-up descriptor, also while the main thread sits in C code, and ends the process
when its own way out takes too long.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Never, NoReturn

SIGNALS = (signal.SIGTERM, signal.SIGINT)
GRACE = 8.0  # seconds for the program's own way out
SAYS = "interrupted; what was stored is kept, the next run goes on from there"
EXIT = 1  # as every run that did not finish its work


def install() -> None:
    """Take over both signals; to be called once, by the main thread, before there is anything to break off."""
    heard, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    threading.Thread(target=_watch, args=(heard,), name="stopping", daemon=True).start()
    for number in SIGNALS:
        signal.signal(number, _break_off)


@contextmanager
def left_to_server() -> Iterator[None]:
    """For a command that serves: uvicorn ends on a signal by itself, then raises it again, which is no second one."""
    signal.set_wakeup_fd(-1)
    for number in SIGNALS:  # not by way of the loop, which has ended its work by then
        signal.signal(number, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        yield


def _break_off(_: int, __: FrameType | None) -> None:
    """Raised wherever the program happens to be; under an event loop by the loop itself, between two steps.

    Some of what runs in a loop catches everything and goes on: a signal that reached aiohttp's parser was lost.
    """
    for number in SIGNALS:
        signal.signal(number, _already)
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        raise KeyboardInterrupt from None
    loop.call_soon_threadsafe(_interrupt)


def _interrupt() -> NoReturn:
    raise KeyboardInterrupt


def _already(_: int, __: FrameType | None) -> None:
    """A second signal is the watching thread's; an exception here would only spoil the way out."""


def _watch(heard: int) -> Never:
    _next(heard)
    if select.select([heard], [], [], GRACE)[0]:
        _next(heard)
    os.write(2, f"hub-openness: {SAYS}\n".encode())
    os._exit(EXIT)


def _next(heard: int) -> None:
    """Wait for the next of our signals; others wake the descriptor as well."""
    while os.read(heard, 1)[0] not in SIGNALS:
        pass

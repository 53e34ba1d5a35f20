"""One run at a time on one database."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.errors import Locked


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a database; the system frees it however the process ends. Raises Locked when another has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Locked(f"another run is at work on {path}") from None
        yield

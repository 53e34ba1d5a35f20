"""Processor seconds and memory of the processes under this one, by what they do: a busy machine's clock says little."""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EVERY = 0.25  # seconds between looks; what a process does after the last one before its end is missed
_TICKS, _PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
KINDS = (
    ("dask_scheduler", "scheduler"),
    ("dask_worker", "workers"),
    ("forkserver", "detectors"),
    ("crawler", "writer"),
)


class Spent:
    """Seconds by kind of process, and the most memory that all of them together had (bytes, shared pages once each)."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[int, str], str] = {}  # by process and the moment it began
        self._before: dict[tuple[int, str], float] = {}  # seconds at the first look; those that begin later begin at 0
        self._seconds: dict[tuple[int, str], float] = {}
        self.peak: dict[str, int] = defaultdict(int)

    def look(self) -> None:
        """Take note of what every process has used by now."""
        memory: dict[str, int] = defaultdict(int)
        for pid in _under(os.getpid()):
            try:
                command = Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace")
                fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                resident = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
            except OSError:  # it ended
                continue
            kind = self._kinds.get((pid, fields[19])) or next((k for part, k in KINDS if part in command), "others")
            if kind != "others":  # what has ended and is not yet waited for has no command
                self._kinds[pid, fields[19]] = kind
            self._seconds[pid, fields[19]] = (int(fields[11]) + int(fields[12])) / _TICKS
            memory[kind] += resident
            memory["all"] += resident
        for kind, size in memory.items():
            self.peak[kind] = max(self.peak[kind], size)

    def begin(self) -> None:
        """Count from here."""
        self.look()
        self._before = dict(self._seconds)

    def seconds(self) -> dict[str, float]:
        """By kind of process."""
        found: dict[str, float] = defaultdict(float)
        for process, seconds in self._seconds.items():
            found[self._kinds.get(process, "others")] += seconds - self._before.get(process, 0)
        return dict(found)


@contextmanager
def watched() -> Iterator[Spent]:
    """What the processes that are begun within use."""
    spent, over = Spent(), threading.Event()
    spent.begin()

    def watch() -> None:
        while not over.wait(EVERY):
            spent.look()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield spent
    finally:
        over.set()
        thread.join()


def _under(pid: int) -> Iterator[int]:
    """The processes below one."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        for child in children:
            yield int(child)
            yield from _below(int(child))


def _below(pid: int) -> Iterator[int]:
    try:
        yield from _under(pid)
    except OSError:
        return

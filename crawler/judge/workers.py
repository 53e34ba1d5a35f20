"""Processes for the detectors. A repository that passes its deadline, or kills its worker, costs its own answers."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from crawler.deadline import SECONDS, deadline
from crawler.model import Evidence, Finding, Outcome, Snapshot
from pipelines import detection
from pipelines.repository import Memory, Repository

KILLED = 1.5 * SECONDS  # until a worker is killed that does not hear its alarm, as deep in a C library
WORTH_PROCESSES = 400  # models; below that a second process costs more than it saves
CHUNK = 16
Found = list[tuple[str, Finding]]


@contextmanager
def workers(total: int) -> Iterator[Callable[[Sequence[Snapshot]], Iterator[Found]]]:
    """A map over snapshots that gives their findings in order: one process for a few, one a core for many."""
    context = multiprocessing.get_context("spawn")  # a fork would keep the run's lock when the run is killed
    count = (os.cpu_count() or 1) if total >= WORTH_PROCESSES else 1
    with ProcessPool(count, context=context, initializer=_begin) as pool:
        try:
            yield partial(_map, pool)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def run_detectors(snapshot: Snapshot) -> Found:
    """Findings by detector name, in a form that travels between processes; those not made in time are errors."""
    found: dict[str, Finding] = {}
    try:
        with deadline():
            for detector, finding in detection.run(Repository(snapshot, _memory())):
                found[detector.name] = finding
    except TimeoutError:  # between two detectors
        pass
    late = _unfinished(f"not finished in {SECONDS:g} s")
    return [(each.name, found.get(each.name, late)) for each in detection.load()]


def _unfinished(why: str) -> Finding:
    return Finding(Outcome.ERROR, "the detector did not finish", (Evidence("", why, "detector-deadline"),))


def _map(pool: ProcessPool, snapshots: Sequence[Snapshot]) -> Iterator[Found]:
    chunks = [snapshots[start : start + CHUNK] for start in range(0, len(snapshots), CHUNK)]
    tasks = [(chunk, _start(pool, chunk)) for chunk in chunks]
    for chunk, task in tasks:
        yield from _result(pool, chunk, task)


def _start(pool: ProcessPool, chunk: Sequence[Snapshot]) -> ProcessFuture[list[Found]]:
    return pool.schedule(_run_all, args=(chunk,), timeout=KILLED)


def _run_all(chunk: Sequence[Snapshot]) -> list[Found]:
    return [run_detectors(snapshot) for snapshot in chunk]


def _result(pool: ProcessPool, chunk: Sequence[Snapshot], task: ProcessFuture[list[Found]]) -> list[Found]:
    """What a worker answered; where it was killed or died, each of its repositories is tried alone."""
    try:
        answers: list[Found] = task.result()
    except (TimeoutError, ProcessExpired):
        if len(chunk) == 1:
            return [[(each.name, _unfinished("its worker was killed")) for each in detection.load()]]
        return [found for one in chunk for found in _result(pool, [one], _start(pool, [one]))]
    return answers


@cache
def _memory() -> Memory:
    """One a process: the texts of licences that many models carry are read once."""
    return Memory()


def _begin() -> None:
    """A worker has its rules read before the first repository's time runs, and dies with the run."""
    threading.Thread(target=_die_with_parent, daemon=True).start()
    detection.load()


def _die_with_parent() -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)

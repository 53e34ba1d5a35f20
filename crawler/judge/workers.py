"""What detectors run on. A repository that passes its deadline, or ends its worker, costs its own answers.

An engine takes repositories by chunks and answers each in its time. Processes of this machine are the one that is
always there; `cluster.py` hands chunks to the same processes of other machines.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import Protocol

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from crawler.deadline import SECONDS, deadline
from crawler.errors import Unhealthy
from crawler.judge.license_texts import LicenseText, text_read
from crawler.model import Evidence, Finding, Outcome, Snapshot, Term
from pipelines import detection
from pipelines.licences.by_part import PartLicence, licences_by_part
from pipelines.licences.own_terms import own_terms
from pipelines.repository import Memory, Repository

KILLED = 1.5 * SECONDS  # until a worker is killed that does not hear its alarm, as deep in a C library
WORTH_PROCESSES = 400  # models; below that a second process costs more than it saves
CHUNK = 16


@dataclass(frozen=True, slots=True)
class Answers:
    """What was found of one repository, in a form that travels between processes: findings by detector name."""

    findings: tuple[tuple[str, Finding], ...]
    license_text: LicenseText | None = None  # the text that the effective licence was read from
    terms: tuple[Term, ...] = ()  # what its own texts state; none where they were not read to the end
    licenses: tuple[PartLicence, ...] = ()  # of each part

    @property
    def failed(self) -> bool:
        """Did a detector fail, or not finish?"""
        return any(finding.outcome is Outcome.ERROR for _, finding in self.findings)


class Engine(Protocol):
    """Something that asks the detectors of chunks of repositories, several at a time."""

    @property
    def slots(self) -> int:
        """How many chunks are worked on at once."""

    @property
    def chunk(self) -> int:
        """How many repositories are handed over together."""

    def submit(self, chunk: Sequence[Snapshot]) -> Callable[[], list[Answers]]:
        """Hand a chunk over; what is given back waits for its answers."""


Engines = Callable[[int], AbstractContextManager[Engine]]  # given how many repositories there will be


@dataclass(frozen=True, slots=True)
class Processes:
    """An engine of processes on this machine."""

    pool: ProcessPool
    slots: int
    chunk: int = CHUNK

    def submit(self, chunk: Sequence[Snapshot]) -> Callable[[], list[Answers]]:
        """Hand a chunk to the next free process."""
        return partial(_result, self.pool, chunk, _start(self.pool, chunk))


@contextmanager
def processes(total: int) -> Iterator[Processes]:
    """One process for a few repositories, else one a core."""
    count = (os.cpu_count() or 1) if total >= WORTH_PROCESSES else 1
    engine = started(count)
    with engine.pool:
        try:
            yield engine
        except BaseException:
            engine.pool.stop()  # type: ignore[no-untyped-call]
            raise


def started(count: int) -> Processes:
    """That many processes; who asks for them ends them."""
    context = multiprocessing.get_context("forkserver")  # a plain fork would keep the run's lock when it is killed
    context.set_forkserver_preload(["crawler.judge.warm"])
    return Processes(ProcessPool(count, context=context, initializer=_begin), count)


def detect(engine: Engine, snapshots: Sequence[Snapshot]) -> Iterator[Answers]:
    """Hand snapshots over, all at once; gives their answers in order as they come."""
    chunks = [snapshots[start : start + engine.chunk] for start in range(0, len(snapshots), engine.chunk)]
    waiting = [engine.submit(chunk) for chunk in chunks]
    return (answers for result in waiting for answers in result())


def answers(snapshot: Snapshot) -> Answers:
    """Read a repository once and ask every detector of it; those not done in time are errors."""
    found: dict[str, Finding] = {}
    terms: tuple[Term, ...] = ()
    licenses: tuple[PartLicence, ...] = ()
    text = None
    try:
        with deadline():
            repository = Repository(snapshot, _memory())
            for detector, finding in detection.run(repository):
                found[detector.name] = finding
            path = next((f.columns["license_path"] for f in found.values() if "license_path" in f.columns), "")
            text = text_read(repository, path) if path else None
            terms = _terms(repository, found)
            if found["license_id"].outcome is not Outcome.ERROR:  # what failed there would fail here
                licenses = licences_by_part(repository)
    except TimeoutError:  # what is not found by now is told as an error
        pass
    late = _unfinished(f"not finished in {SECONDS:g} s")
    return Answers(tuple((each.name, found.get(each.name, late)) for each in detection.load()), text, terms, licenses)


def ended() -> Answers:
    """What is known of a repository that ended its worker."""
    return Answers(tuple((each.name, _unfinished("its worker was ended")) for each in detection.load()))


def _terms(repository: Repository, found: Mapping[str, Finding]) -> tuple[Term, ...]:
    """What the licence asks, where the question which licence it is was answered."""
    answered = found["license_id"].outcome in (Outcome.YES, Outcome.NO)
    return own_terms(repository) if answered else ()


def _unfinished(why: str) -> Finding:
    return Finding(Outcome.ERROR, "the detector did not finish", (Evidence("", why, "detector-deadline"),))


def _start(pool: ProcessPool, chunk: Sequence[Snapshot]) -> ProcessFuture[list[Answers]]:
    return pool.schedule(_answer_all, args=(chunk,), timeout=KILLED)


def _answer_all(chunk: Sequence[Snapshot]) -> list[Answers]:
    return [answers(snapshot) for snapshot in chunk]


def _result(pool: ProcessPool, chunk: Sequence[Snapshot], task: ProcessFuture[list[Answers]]) -> list[Answers]:
    """What a worker answered; where it was killed or died, each of its repositories is tried alone.

    Raises Unhealthy where no worker lives long enough to take anything.
    """
    try:
        answered: list[Answers] = task.result()
    except BrokenProcessPool as error:
        raise Unhealthy(f"the processes that judge end as they begin ({error}): is memory short?") from error
    except (TimeoutError, ProcessExpired):
        if len(chunk) == 1:
            return [ended()]
        return [one for snapshot in chunk for one in _result(pool, [snapshot], _start(pool, [snapshot]))]
    return answered


@cache
def _memory() -> Memory:
    """One a process: the texts of licences that many models carry are read once."""
    return Memory()


def _begin() -> None:
    """A worker has its rules read before the first repository's time runs, and dies with the run.

    Ctrl+C reaches every process of a terminal; it is the run that ends its workers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    detection.load()


def _die_with_parent() -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)

"""What detectors run on. A repository that passes its deadline, or ends its worker, costs its own answers.

An engine takes repositories by chunks and answers each in its time. Processes of this machine are the one that is
always there (`processes.py`); `cluster.py` hands chunks to the same processes of other machines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from crawler.deadline import SECONDS, deadline
from crawler.judge.license_texts import LicenseText, text_read
from crawler.model import Evidence, Finding, Outcome, Snapshot, Term
from pipelines import detection
from pipelines.licences.by_part import PartLicence, licences_by_part
from pipelines.licences.own_terms import own_terms
from pipelines.repository import Memory, Repository


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


@cache
def _memory() -> Memory:
    """One a process: the texts of licences that many models carry are read once."""
    return Memory()

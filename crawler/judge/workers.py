"""Asking the detectors, in this process for a few repositories, over all cores for many."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from crawler.judge.license_texts import LicenseText, text_read
from crawler.model import Finding, Snapshot
from pipelines import detection
from pipelines.repository import Memory, Repository

WORTH_PROCESSES = 400  # models; below that starting processes costs more than it saves


@dataclass(frozen=True, slots=True)
class Answers:
    """What was found of one repository, in a form that travels between processes: findings by detector name."""

    findings: tuple[tuple[str, Finding], ...]
    license_text: LicenseText | None  # the text that the effective licence was read from


def answers(snapshot: Snapshot) -> Answers:
    """Read a repository once and ask every detector of it."""
    repository = Repository(snapshot, _memory())
    findings = tuple((detector.name, finding) for detector, finding in detection.run(repository))
    path = next((finding.columns["license_path"] for _, finding in findings if "license_path" in finding.columns), "")
    return Answers(findings, text_read(repository, path) if path else None)


@cache
def _memory() -> Memory:
    """One a process: the texts of licences that many models carry are read once."""
    return Memory()


@contextmanager
def detecting(total: int) -> Iterator[Callable[[list[Snapshot]], Iterable[Answers]]]:
    """A map over snapshots, in their order; `total` is how many there will be."""
    if total < WORTH_PROCESSES:
        yield lambda snapshots: map(answers, snapshots)
        return
    context = multiprocessing.get_context("spawn")  # a fork would keep the run's lock when the run is killed
    with ProcessPoolExecutor(os.cpu_count(), context, initializer=_die_with_parent) as pool:
        yield lambda snapshots: pool.map(answers, snapshots, chunksize=16)


def _die_with_parent() -> None:
    """A worker whose run was killed has nobody left to answer to."""

    def watch() -> None:
        if (parent := multiprocessing.parent_process()) is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()

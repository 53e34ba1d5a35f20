"""A repository that takes too long, or ends its worker, costs its own answers and nothing else."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from pebble import ProcessPool

from crawler.deadline import deadline
from crawler.errors import Unhealthy
from crawler.judge import processes, workers
from crawler.model import Outcome, Snapshot
from pipelines import detection, wording
from tests.snapshots import read_case

SLOW, DEADLY = "lab/slow-1b", "lab/deadly-1b"
FORK = multiprocessing.get_context("fork")


def _hostile(snapshot: Snapshot) -> workers.Answers:
    """What a worker does, but that two repositories are as bad as can be: one hangs deep in C, one ends the process."""
    if snapshot.repo_id == DEADLY:
        os._exit(11)
    if snapshot.repo_id == SLOW:
        time.sleep(60)
    return workers.answers(snapshot)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[processes.Processes]:
    workers.answers(Snapshot("lab/gull-1b", files=()))  # rules are read by now, and a fork has them
    monkeypatch.setattr(processes, "KILLED", 4.0)
    monkeypatch.setattr(processes, "answers", _hostile)
    monkeypatch.setattr(processes, "_pool", lambda count: ProcessPool(count, context=FORK))
    with processes.processes(1) as made:
        yield made


def test_a_worker_that_hangs_or_dies_costs_one_repository(engine):
    ids = ["lab/gull-1b", SLOW, "lab/tern-1b", DEADLY, "lab/skua-1b"]
    answered = workers.detect(engine, [Snapshot(repo_id, files=()) for repo_id in ids])
    found = dict(zip(ids, answered, strict=True))
    failed = {repo_id for repo_id, answers in found.items() if answers.failed}
    assert failed == {SLOW, DEADLY}
    assert len({tuple(name for name, _ in answers.findings) for answers in found.values()}) == 1, (
        "every question is answered"
    )


def test_a_worker_that_dies_with_no_work_costs_nothing(monkeypatch):
    """The first process ends before it takes anything: its pool is broken, and the next one does the work."""
    pools = [ProcessPool(1, context=FORK, initializer=_ends), ProcessPool(1, context=FORK)]
    monkeypatch.setattr(processes, "_pool", lambda count: pools.pop(0))
    ids = [f"lab/gull-{number}b" for number in range(40)]
    with processes.processes(1) as engine:
        answered = list(workers.detect(engine, [Snapshot(repo_id, files=()) for repo_id in ids]))
    assert len(answered) == 40 and not any(answers.failed for answers in answered)
    assert not pools


def _ends() -> None:
    os._exit(3)


def test_workers_that_end_as_they_begin_are_told_in_one_line(monkeypatch):
    monkeypatch.setattr(processes, "_begin", _ends)
    with pytest.raises(Unhealthy, match="the processes that judge"), processes.processes(1) as engine:
        list(workers.detect(engine, [Snapshot("lab/gull-1b", files=())]))


def test_detectors_that_are_not_done_in_time_are_errors(monkeypatch):
    monkeypatch.setattr(workers.detection, "run", lambda repository: iter(_endless, None))
    monkeypatch.setattr(workers, "deadline", lambda: deadline(0.05))
    found = workers.answers(Snapshot("lab/gull-1b", files=()))
    assert {finding.outcome for _, finding in found.findings} == {Outcome.ERROR}
    assert {finding.evidence[0].rule for _, finding in found.findings} == {"detector-deadline"}


def _endless() -> None:
    while True:
        time.sleep(0.01)


def _asked_by_cases() -> int:
    """Lists of expressions that recorded cases ask for and a process that begins as workers do has not compiled."""
    import_module("crawler.judge.warm")
    compiled = wording.pattern.cache_info().misses
    for snapshot in sorted((Path(__file__).parent / "cases").glob("*/snapshot.json")):
        list(detection.run(read_case(snapshot.parent)))
    return wording.pattern.cache_info().misses - compiled


def test_workers_begin_with_the_expressions_that_cases_ask_for():
    """What one of them asks for anew is to be named in `crawler/judge/warm.py`: a worker pays for each."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert not pool.apply(_asked_by_cases)


def test_an_alarm_that_is_caught_comes_again():
    caught = 0
    with pytest.raises(TimeoutError), deadline(0.01):
        while True:
            try:
                _endless()
            except TimeoutError:
                caught += 1
                if caught == 3:
                    raise
    assert caught == 3

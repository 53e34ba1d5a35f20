"""Detectors on the workers of a Dask cluster: each worker is a machine with processes as this one has.

Only snapshots and answers travel; the database has one writer, here. Dask gives the chunks of a worker that was lost to
another one.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from crawler.errors import Unhealthy, WrongUsage
from crawler.judge import workers
from crawler.judge.processes import Processes, processes
from crawler.judge.workers import Answers, Engines
from crawler.model import Snapshot
from pipelines import detection

if TYPE_CHECKING:
    from distributed import Client, Future

CHUNKS = (128, 64, 32, 16)  # repositories of one task: every task costs the scheduler and its worker some milliseconds
EACH = 16  # tasks of a slot, where there are enough repositories: the last ones end at about the same time
PATIENCE = 60  # seconds to find a scheduler, and a worker of it
_one_at_a_time = threading.Lock()
_here: list[Processes] = []  # of a worker's process, from its first chunk on


@dataclass(frozen=True, slots=True)
class Cluster:
    """An engine of all workers that a scheduler has; those that come later are given work too."""

    client: Client
    address: str
    slots: int
    chunk: int

    def submit(self, chunk: Sequence[Snapshot]) -> Callable[[], list[Answers]]:
        """Hand a chunk to the scheduler, pickled: neither it nor a worker takes apart what it only passes on."""
        packed = pickle.dumps(chunk)
        return partial(self._result, chunk, self._start(packed))

    def _start(self, packed: bytes) -> Future[bytes]:
        return self.client.submit(answer, packed, _rules(), pure=False)

    def _result(self, chunk: Sequence[Snapshot], task: Future[bytes]) -> list[Answers]:
        """What was answered; a chunk with which several workers were lost is tried one repository at a time."""
        from distributed import KilledWorker

        try:
            answered: list[Answers] = pickle.loads(task.result())  # noqa: S301 - whoever reaches a scheduler is trusted
        except KilledWorker:
            if len(chunk) == 1:
                return [workers.ended()]
            return [one for snapshot in chunk for one in self.submit([snapshot])()]
        except (CancelledError, OSError) as error:
            raise Unhealthy(f"the scheduler {self.address} was lost: {error}; what was stored is kept") from error
        return answered


def engines(scheduler: str | None) -> Engines:
    """What detectors run on: the workers of that scheduler, or processes here. Raises WrongUsage without the extra."""
    if scheduler is None:
        return processes
    try:
        import distributed  # noqa: F401 - takes half a second, for those who asked for it
    except ImportError as error:
        raise WrongUsage("--scheduler needs the extra: pip install 'hub-openness[cluster]'") from error
    return partial(cluster, scheduler)


@contextmanager
def cluster(address: str, total: int) -> Iterator[Cluster]:
    """The workers of the scheduler at `address`. Raises Unhealthy where nobody is there, or it is lost on the way."""
    from distributed import Client

    for name in ("distributed", "distributed.client"):  # each has a level of its own
        logging.getLogger(name).setLevel(logging.CRITICAL)  # tells tracebacks of what is told in a line below
    try:
        client: Client = Client(address, timeout=PATIENCE, name="hub-openness", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise Unhealthy(f"no scheduler at {address}: {error}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise Unhealthy(f"the scheduler {address} has no worker") from error
        slots = sum(client.nthreads().values())  # type: ignore[no-untyped-call]
        chunk = next((size for size in CHUNKS if size * EACH * slots <= total), CHUNKS[-1])
        yield Cluster(client, address, slots, chunk)


def answer(chunk: bytes, rules: str) -> bytes:
    """Runs on a worker, in one of its threads: asks the detectors of a chunk in a process of the worker's own."""
    if rules != _rules():
        raise Unhealthy("a worker has other rules than the run: install one version of hub-openness everywhere")
    if multiprocessing.current_process().daemon:
        raise Unhealthy("a worker cannot start processes: begin it with --no-nanny")
    return _processes().submit_packed(chunk)()


def _processes() -> Processes:
    """One a thread of the worker; they end with it."""
    from distributed import get_worker

    with _one_at_a_time:
        if not _here:
            _here.append(Processes(get_worker().state.nthreads))
        return _here[0]


def _rules() -> str:
    return f"{json.dumps(detection.versions(), sort_keys=True)} {detection.rules_digest()}"

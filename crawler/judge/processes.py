"""The engine that is always there: processes of this machine. One that hangs or dies is replaced, their pool too."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from crawler.deadline import SECONDS
from crawler.errors import Unhealthy
from crawler.judge.workers import Answers, answers, ended
from crawler.model import Snapshot
from pipelines import detection

KILLED = 1.5 * SECONDS  # until a worker is killed that does not hear its alarm, as deep in a C library
WORTH_PROCESSES = 400  # models; below that a second process costs more than it saves
CHUNK = 16  # repositories
BROKEN = 3  # pools in a row that answer nothing: then it is not one process that died at a bad moment
LOOK = 1.0  # seconds between looks whether the pool still stands

Task = tuple[ProcessPool, ProcessFuture[bytes]]


class Processes:
    """An engine of processes on this machine."""

    def __init__(self, slots: int, chunk: int = CHUNK) -> None:
        self.slots = slots
        self.chunk = chunk
        self._pool = _pool(slots)
        self._broken = 0  # pools since the last answer
        self._renewing = threading.Lock()  # the threads of a cluster's worker share one engine

    def submit(self, chunk: Sequence[Snapshot]) -> Callable[[], list[Answers]]:
        """Hand a chunk to the next free process."""
        waiting = self.submit_packed(pickle.dumps(chunk))
        return lambda: pickle.loads(waiting())  # noqa: S301 - of a process of ours

    def submit_packed(self, chunk: bytes) -> Callable[[], bytes]:
        """The same, pickled both ways: what only passes through is not taken apart."""
        return partial(self._result, chunk, self._start(chunk))

    def close(self) -> None:
        """Wait for what was handed over, and end the processes."""
        self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()

    def stop(self) -> None:
        """End the processes at once."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _start(self, chunk: bytes) -> Task:
        pool = self._pool
        try:
            return pool, pool.schedule(_answer_all, args=(chunk,), timeout=KILLED)
        except RuntimeError as error:  # it broke since
            self._renew(pool, error)
            return self._start(chunk)

    def _result(self, chunk: bytes, task: Task) -> bytes:
        """What a worker answered; where it was killed or died, each of its repositories is tried alone.

        Raises Unhealthy where no worker lives long enough to take anything.
        """
        try:
            answered = _waited(*task)
        except BrokenProcessPool as error:
            self._renew(task[0], error)
            return self._result(chunk, self._start(chunk))
        except (TimeoutError, ProcessExpired):
            snapshots = pickle.loads(chunk)  # noqa: S301 - of this run
            return pickle.dumps(
                [ended()] if len(snapshots) == 1 else [one for s in snapshots for one in self._alone(s)]
            )
        self._broken = 0
        return answered

    def _alone(self, snapshot: Snapshot) -> list[Answers]:
        return self.submit([snapshot])()

    def _renew(self, broken: ProcessPool, error: Exception) -> None:
        """Begin another pool, unless another chunk of the broken one has: a process that dies idle breaks all of it."""
        with self._renewing:
            if self._pool is broken:
                self._broken += 1
                if self._broken == BROKEN:
                    why = f"the processes that judge end as they begin ({error}): is memory short?"
                    raise Unhealthy(why) from error
                self.stop()
                self._pool = _pool(self.slots)


@contextmanager
def processes(total: int) -> Iterator[Processes]:
    """One process for a few repositories, else one a core."""
    engine = Processes((os.cpu_count() or 1) if total >= WORTH_PROCESSES else 1)
    try:
        yield engine
    except BaseException:
        engine.stop()
        raise
    engine.close()


def _pool(count: int) -> ProcessPool:
    context = multiprocessing.get_context("forkserver")  # a plain fork would keep the run's lock when it is killed
    context.set_forkserver_preload(["crawler.judge.warm"])
    return ProcessPool(count, context=context, initializer=_begin)


def _waited(pool: ProcessPool, future: ProcessFuture[bytes]) -> bytes:
    """The answers; BrokenProcessPool also for a task that a pool took as it broke, which it forgets."""
    while True:
        try:
            return future.result(LOOK)
        except TimeoutError:
            if future.done():
                return future.result()
            if not pool.active:
                raise BrokenProcessPool("it ended with work in its queue") from None


def _answer_all(chunk: bytes) -> bytes:
    return pickle.dumps([answers(snapshot) for snapshot in pickle.loads(chunk)])  # noqa: S301 - of the run itself


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

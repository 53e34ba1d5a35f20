"""Spiders whose work waits in the leased frontier, a task a repository."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import AsyncIterator, Coroutine
from math import isinf
from typing import Any, Generic, TypeVar

from crawler.fetch.errors import TooLong
from crawler.store import frontier
from crawler.store.frontier import Task
from spiders.base import HubSpider

T = TypeVar("T")
MOST_FAILURES = 20  # requests given up in a row: the host is down, the walk stops and is finished by the next run


class FrontierSpider(HubSpider, Generic[T]):
    """A spider whose tasks wait in the frontier; each becomes one item, and the store acknowledges it."""

    walk: str  # the queue its tasks wait in
    host: str  # whose bucket the tasks wait for
    bucket: str  # the one most of a task's requests count in
    workers = 32  # tasks under way at once; what really goes out is the gate's decision

    @abstractmethod
    async def read(self, task: Task) -> T:
        """Do one task. May raise Unreachable."""

    @abstractmethod
    def give_up(self, task: Task, error: str) -> T | None:
        """What is recorded of a task whose every attempt failed: unknown, and why. None leaves it to the next run."""

    async def items(self) -> AsyncIterator[Any]:
        """Items as they are ready, until nothing is left to claim."""
        ready: asyncio.Queue[T | None] = asyncio.Queue(maxsize=self.workers)
        workers = [asyncio.create_task(work) for work in await self.hired(ready)]
        closing = asyncio.create_task(_when_done(workers, ready))
        while (item := await ready.get()) is not None:
            yield item
        await closing

    async def hired(self, ready: asyncio.Queue[T | None]) -> list[Coroutine[Any, Any, None]]:
        """The workers of this walk: they claim tasks and put items until nothing is left."""
        return [self._work(ready) for _ in range(self.workers)]

    async def _work(self, ready: asyncio.Queue[T | None]) -> None:
        while self._goes_on():
            tasks = await self.writer.run(frontier.claim, self.walk, 4)
            if not tasks:
                return
            for task in tasks:
                try:
                    await ready.put(await self.read(task))
                except TooLong as error:  # what is left waits for another run
                    await self.writer.run(frontier.failed, task.walk, task.key, str(error))
                except Exception as error:  # a hostile repository costs its own task only
                    await self._fail(task, f"{type(error).__name__}: {error}", ready)

    def _goes_on(self) -> bool:
        reachable = self.failures < MOST_FAILURES and not self.broken
        closed_for = self.gates.closed_for(self.host, self.bucket)
        return reachable and closed_for <= self.patience and not isinf(closed_for)

    async def _fail(self, task: Task, error: str, ready: asyncio.Queue[T | None]) -> None:
        """Leave the task to a later claim; after its last attempt, record that it could not be looked at."""
        self._count("tasks/failed")
        last = task.attempts >= frontier.MOST_ATTEMPTS and self.failures < MOST_FAILURES
        if last and (item := self.give_up(task, error)) is not None:
            await ready.put(item)
        else:
            await self.writer.run(frontier.failed, task.walk, task.key, error)


async def _when_done(workers: list[asyncio.Task[None]], ready: asyncio.Queue[T | None]) -> None:
    await asyncio.gather(*workers, return_exceptions=True)
    await ready.put(None)

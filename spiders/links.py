"""Linked licences, a worker or two a host: one that refuses, waits or is slow delays its own queue and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from time import monotonic
from typing import Any

from crawler.fetch.errors import TooLong
from crawler.store import frontier, links
from crawler.store.frontier import Task
from crawler.store.links import Linked
from crawler.store.texts import NotFetched
from spiders.base import Unreachable
from spiders.fetch_link import fetch_link
from spiders.robots import Robots
from spiders.tasks import FrontierSpider

NIGHT = 600.0  # seconds a host gets in one run, waits included
AT_ONCE = 2  # requests to one host
MOST_IN_A_ROW = 5  # requests to one host that came to nothing: it is down


class LinksSpider(FrontierSpider[Linked]):
    """Asks for one address a task, without any token."""

    name = "links"

    def __init__(self, github: str, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own
        super().__init__(**kwargs)
        self.github = github
        self.robots = Robots(self)
        self.ends_at = monotonic() + NIGHT
        self.silent: dict[str, int] = {}  # walk -> requests in a row that came to nothing

    @property
    def patience(self) -> float:  # type: ignore[override]
        """What is left of the night; a request that would wait longer for its host is left to the next one."""
        return max(0.0, self.ends_at - monotonic())

    async def hired(self, ready: asyncio.Queue[Linked | None]) -> list[Coroutine[Any, Any, None]]:
        """Two for every host that has a queue."""
        return [self._host(walk, ready) for walk in await self.writer.run(links.queues) for _ in range(AT_ONCE)]

    async def read(self, task: Task) -> Linked:
        """The text at an address, or why there is none."""
        got = await fetch_link(self, self.robots, self.github, task.key)
        self.silent[task.walk] = 0
        return Linked(task.walk, task.key, got)

    def give_up(self, task: Task, error: str) -> Linked:
        """Unknown, and why; the next night asks again."""
        return Linked(task.walk, task.key, NotFetched(f"unreachable: {error}"[:300], again=True))

    async def _host(self, walk: str, ready: asyncio.Queue[Linked | None]) -> None:
        while (why := self._ended(walk)) is None and (tasks := await self.writer.run(frontier.claim, walk, 1)):
            try:
                await ready.put(await self.read(tasks[0]))
            except TooLong as error:
                await self.writer.run(links.park, walk, f"left to the next night: {error}")
                return
            except Exception as error:  # one address costs itself only
                self.silent[walk] = self.silent.get(walk, 0) + isinstance(error, Unreachable)
                await ready.put(self.give_up(tasks[0], str(error)))
        if why is not None:
            await self.writer.run(links.park, walk, f"left to the next night: {why}")

    def _ended(self, walk: str) -> str | None:
        if self.broken or not self.patience:
            return f"{NIGHT:.0f} seconds a host are over"
        return "the host does not answer" if self.silent.get(walk, 0) >= MOST_IN_A_ROW else None

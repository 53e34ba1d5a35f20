"""The watch list: named systems that have no repository. The Hub's own search, finding nothing, is the evidence."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from crawler.clock import now
from crawler.hub import model_rows
from crawler.store.frontier import Task
from crawler.store.systems import WALK, System
from spiders.answers import json_of
from spiders.base import Unreachable
from spiders.tasks import FrontierSpider


class SystemsSpider(FrontierSpider[System]):
    """Searches for one system a task."""

    name = walk = WALK
    bucket = "api"

    def __init__(self, public: str, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own
        super().__init__(**kwargs)
        self.public = public

    async def read(self, task: Task) -> System:
        """Repositories of the developer's own organisation whose name holds the search words."""
        entry: dict[str, Any] = dict(task.payload)
        query = urlencode({"author": entry["author"], "search": entry["search"], "limit": 20})
        url = f"{self.hub}/api/models?{query}"
        response = await self.fetch(url)
        if (said := json_of(response, list)) is None:
            raise Unreachable(f"{url}: answered {response.status}")
        found = ", ".join(row.repo_id for row in model_rows(said)[0])
        shown = url.replace(self.hub, self.public, 1)
        return System(task.key, entry["developer"], entry["family"], entry["search"], now(), found, shown)

    def give_up(self, task: Task, error: str) -> None:
        """Nobody could say; the next run asks again."""

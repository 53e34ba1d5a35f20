"""Models asked for by name: those of the command line, and base models that no list page showed under that name."""

from __future__ import annotations

from typing import Any

from crawler.hub import HEAVY, info_url, model_row
from crawler.store.frontier import Task
from crawler.store.named import WALK, Named
from spiders.answers import json_of
from spiders.base import Unreachable
from spiders.tasks import FrontierSpider


class NamedSpider(FrontierSpider[Named]):
    """Asks for one model a task; renames are followed."""

    name = walk = WALK
    bucket = "api"
    found = 0  # models there are

    def __init__(self, private: bool = False, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own
        super().__init__(**kwargs)
        self.private = private  # a private model was asked for by name: the caller's token may show it

    async def read(self, task: Task) -> Named:
        """The Hub's info answer as a row."""
        url = info_url(self.hub, task.key, expand=HEAVY)
        response = await self.fetch_moved(url)
        if (said := json_of(response, dict)) is not None:
            row = model_row(said)
            self.found += 1
            return Named(task.key, row if self.private or not row.private else None)
        if response.status in (400, 401, 403, 404, 410):
            return Named(task.key, None)
        raise Unreachable(f"{url}: answered {response.status}")

    def give_up(self, task: Task, error: str) -> None:
        """The name stays for the next run."""

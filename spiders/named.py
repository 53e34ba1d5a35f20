"""Models asked for by name: those of the command line, and base models that no list page showed under that name."""

from __future__ import annotations

from scrapy.http import JsonResponse

from crawler.hub import HEAVY, info_url, model_row
from crawler.store.frontier import Task
from crawler.store.named import WALK, Named
from spiders.base import Unreachable
from spiders.tasks import FrontierSpider


class NamedSpider(FrontierSpider[Named]):
    """Asks for one model a task; renames are followed."""

    name = walk = WALK
    bucket = "api"
    found = 0  # models there are

    async def read(self, task: Task) -> Named:
        """The Hub's info answer as a row."""
        url = info_url(self.hub, task.key, expand=HEAVY)
        response = await self.fetch_moved(url)
        if response.status == 200 and isinstance(response, JsonResponse):
            self.found += 1
            return Named(task.key, model_row(response.json()))
        if response.status in (400, 401, 403, 404, 410):
            return Named(task.key, None)
        raise Unreachable(f"{url}: answered {response.status}")

    def give_up(self, task: Task, error: str) -> None:
        """The name stays for the next run."""

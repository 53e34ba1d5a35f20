"""Models that left the list, asked for one by one: renamed, gone, disabled, or still there."""

from __future__ import annotations

from crawler.hub import HEAVY, ModelRow, info_url, model_row
from crawler.store.frontier import Task
from crawler.store.missing import WALK, Gone
from spiders.answers import json_of
from spiders.base import Unreachable
from spiders.tasks import FrontierSpider

DISABLED = b"Access to this resource is disabled."


class MissingSpider(FrontierSpider[ModelRow | Gone]):
    """Asks for one model a task. An item is its row where it is still there, else why it is gone."""

    name = walk = WALK
    bucket = "api"

    async def read(self, task: Task) -> ModelRow | Gone:
        """The Hub's answer: 200 or a redirect, 401 or 404 (deleted and private look alike by design), 403 disabled."""
        url = info_url(self.hub, task.payload["repo_id"], expand=HEAVY)
        response = await self.fetch_moved(url)
        if (said := json_of(response, dict)) is not None:
            row = model_row(said)
            if row.private:  # shown to the caller's token only
                return Gone(task.key, "deleted or private")
            return row if row.hub_id == task.key else Gone(task.key, "replaced")
        if response.status == 403 and DISABLED in response.body + (response.headers.get("X-Error-Message") or b""):
            return Gone(task.key, "disabled")
        if response.status in (401, 403, 404, 410):
            return Gone(task.key, "deleted or private")
        raise Unreachable(f"{url}: answered {response.status}")

    def give_up(self, task: Task, error: str) -> None:
        """Never a tombstone without the Hub's word: the task stays for the next run."""

"""Every dataset a card points to: does it exist, is it gated, what does its card say."""

from __future__ import annotations

from crawler.hub import info_url, model_row
from crawler.model import README, DatasetFacts
from crawler.store.frontier import Task
from crawler.store.neighbours import DATASETS, Neighbour, readme_text
from crawler.store.texts import NotFetched, blob
from spiders.answers import json_of
from spiders.fetch_file import fetch_file
from spiders.tasks import FrontierSpider

MOST_FILES = 2_000  # paths kept of a dataset; what it holds is judged by its card, not by its shards


class DatasetsSpider(FrontierSpider[Neighbour]):
    """Looks at one dataset a task."""

    name = walk = DATASETS
    bucket = "api"

    async def read(self, task: Task) -> Neighbour:
        """The Hub's answer about a dataset (renames followed) and its card."""
        response = await self.fetch_moved(info_url(self.hub, task.payload["id"], DATASETS))
        if (info := json_of(response, dict)) is None:
            exists = False if response.status in (400, 401, 404) else None  # 401: how anonymous callers are told
            return Neighbour(task.key, DatasetFacts(task.payload["id"], exists))
        row = model_row(info)
        if row.private:  # seen by the caller's token only: for everybody else it is not there
            return Neighbour(task.key, DatasetFacts(task.payload["id"], False))
        sha, files = str(row.columns.get("sha") or "main"), row.files or ()
        texts = await self._card(row.repo_id, sha) if README in files or not files else {}
        licence, gated = str(row.columns.get("license_tag", "")), str(row.columns.get("gated", ""))
        facts = DatasetFacts(row.repo_id, True, gated, licence, sha, files[:MOST_FILES], texts)
        return Neighbour(task.key, facts)

    async def _card(self, dataset_id: str, sha: str) -> dict[str, str]:
        got = await fetch_file(self, dataset_id, sha, README, DATASETS)
        if isinstance(got, NotFetched):
            return {}
        body = got.body if got.body is not None else await self.writer.run(blob, got.oid)
        return {README: readme_text(body or b"")}

    def give_up(self, task: Task, error: str) -> Neighbour:
        """Nobody could say; asked again when its facts are stale."""
        self.logger.warning("%s: %s", task.key, error)
        return Neighbour(task.key, DatasetFacts(task.payload["id"]))

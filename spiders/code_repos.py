"""Every GitHub repository a card points to as code: does it exist, its licence, its file list, its README."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from crawler.fetch.services import Asked
from crawler.hub import paths
from crawler.model import README, CodeRepoFacts
from crawler.store.frontier import Task
from crawler.store.neighbours import CODE_REPOS, Neighbour, readme_text
from spiders.answers import json_of
from spiders.tasks import FrontierSpider

MOST_FILES = 20_000
RAW = {"Accept": "application/vnd.github.raw+json"}
JSON = {"Accept": "application/vnd.github+json"}


class CodeReposSpider(FrontierSpider[Neighbour]):
    """Looks at one code repository a task: three requests."""

    name = walk = CODE_REPOS
    bucket = "github"
    service = Asked.GITHUB
    patience = 600.0  # seconds: an anonymous caller has 60 requests an hour; what is left waits for another night

    def __init__(self, github: str, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own
        super().__init__(**kwargs)
        self.github = self.host = github  # the same origin as the Hub's on a local Hub

    async def read(self, task: Task) -> Neighbour:
        """The host's answer about a repository, its recursive tree at the default branch, its README."""
        slug = task.payload["id"]
        base = f"{self.github}/repos/{quote(slug)}"
        response = await self.fetch_moved(base, headers=JSON)  # a renamed one answers 301 with the address of its id
        if (repo := json_of(response, dict)) is None:
            return Neighbour(task.key, CodeRepoFacts(slug, False if response.status in (404, 451) else None))
        if repo.get("private") or repo.get("visibility", "public") != "public":  # seen by the caller's token only
            return Neighbour(task.key, CodeRepoFacts(slug, False))
        branch = str(repo.get("default_branch") or "main")
        tree = await self.fetch(f"{base}/git/trees/{quote(branch, safe='')}?recursive=1", headers=JSON)
        listed = json_of(tree, dict) or {}
        files = list(paths(listed.get("tree"), "blob"))
        readme = await self.fetch(f"{base}/readme", headers=RAW)
        return Neighbour(task.key, CodeRepoFacts(
            slug=str(repo.get("full_name") or slug),
            exists=True,
            license_spdx=str((repo.get("license") or {}).get("spdx_id") or ""),
            archived=bool(repo.get("archived")),
            sha=str(listed.get("sha") or branch),
            files=tuple(files[:MOST_FILES]),
            truncated=bool(listed.get("truncated")) or len(files) > MOST_FILES,
            texts={README: readme_text(readme.body)} if readme.status == 200 else {},
        ))  # fmt: skip

    def give_up(self, task: Task, error: str) -> Neighbour:
        """Nobody could say; asked again when its facts are stale."""
        self.logger.warning("%s: %s", task.key, error)
        return Neighbour(task.key, CodeRepoFacts(task.payload["id"]))

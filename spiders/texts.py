"""Model cards, licence files and use policies, at the commit the list named, each distinct blob once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from crawler.addresses import next_page
from crawler.hub import HEAVY, info_url, model_row, paths, paths_info_url, tree_url
from crawler.model import README, Kind, Ref, Snapshot
from crawler.model_config import CONFIG
from crawler.store.links import NOT_YET
from crawler.store.listings import Listing, listing
from crawler.store.texts import NotFetched, RepoTexts, Text, blob, known_texts
from pipelines.declared.parents import asks_for_config, parents
from pipelines.declared.references import references
from pipelines.licences import licence_text_paths
from pipelines.licences.links import linked_licence
from pipelines.repository import Repository
from spiders.answers import header, json_of
from spiders.fetch_file import fetch_file
from spiders.tasks import FrontierSpider

if TYPE_CHECKING:
    from sqlite_utils import Database

    from crawler.store.frontier import Task

SIBLINGS_END = 1000  # beyond about so many files `siblings` is known to be cut (huggingface_hub issue 3565)


@dataclass(slots=True)
class Repo:
    """What is known of a repository before its texts are asked for."""

    hub_id: str
    repo_id: str
    sha: str
    info: dict[str, Any]
    files: tuple[str, ...] | None
    oids: dict[str, str]  # of the last reading
    asked: bool = False  # the listing was asked for and has to be stored


class TextsSpider(FrontierSpider[RepoTexts]):
    """Reads one repository a task."""

    name = walk = "texts"
    bucket = "resolvers"

    async def read(self, task: Task) -> RepoTexts:
        """The card, the licence files and the linked licence of one repository."""
        repo = await self.writer.run(_listed, task)
        if not repo.files or len(repo.files) >= SIBLINGS_END:
            await self._ask_listing(repo)
        files = repo.files or ()
        wanted = [path for path in (README, *licence_text_paths(files)) if path in files]
        if CONFIG in repo.oids and CONFIG in files:
            wanted.append(CONFIG)
        oids = await self._oids(repo, wanted) if repo.oids else {}
        texts: dict[str, Text] = {}
        not_fetched: dict[str, str] = {}
        for path in dict.fromkeys(wanted):
            known = oids.get(path)
            if known and known in repo.oids.values():
                texts[path] = Text(known)
                continue
            _put(await fetch_file(self, repo.repo_id, repo.sha, path), path, texts, not_fetched)
        repository = await self._repository(repo, texts)
        if CONFIG not in texts and asks_for_config(repository):
            got = await fetch_file(self, repo.repo_id, repo.sha, CONFIG)
            if isinstance(got, Text):
                texts[CONFIG] = got
                repository = await self._repository(repo, texts)
        if (link := linked_licence(repository)) and link not in texts and link not in not_fetched:
            own = "://" not in link
            got = await fetch_file(self, repo.repo_id, repo.sha, link) if own else NotFetched(NOT_YET)
            _put(got, link, texts, not_fetched)
        return RepoTexts(
            repo.hub_id, repo.repo_id, repo.sha, texts, not_fetched,
            listing=Listing(repo.sha, repo.info, repo.files) if repo.asked else None,
            refs=_refs(repository),
        )  # fmt: skip

    def give_up(self, task: Task, error: str) -> RepoTexts:
        """The repository is listed but could not be read; the next run tries again."""
        why = {README: f"unreachable: {error}"[:300]}
        return RepoTexts(task.key, task.payload["repo_id"], task.payload["sha"] or "", {}, why, complete=False)

    async def _ask_listing(self, repo: Repo) -> None:
        """Where the list page could not answer: the info of that commit, and the tree of a very large repository."""
        response = await self.fetch(info_url(self.hub, f"{repo.repo_id}/revision/{repo.sha}", expand=HEAVY))
        if (said := json_of(response, dict)) is not None:
            row = model_row(said)
            repo.info, repo.files, repo.asked = dict(row.info), row.files, True
        if response.status == 200 and (not repo.files or len(repo.files) >= SIBLINGS_END):
            repo.files = await self._tree(repo) or repo.files

    async def _tree(self, repo: Repo) -> tuple[str, ...] | None:
        url: str | None = tree_url(self.hub, repo.repo_id, repo.sha)
        files: list[str] = []
        while url and len(files) < 100_000:
            response = await self.fetch(url)
            if (said := json_of(response, list)) is None:
                return tuple(files) or None
            files += (found := list(paths(said, "file")))
            url = next_page(header(response, "Link"), url) if found else None  # a tree that never ends ends here
        return tuple(files)

    async def _oids(self, repo: Repo, asked: list[str]) -> dict[str, str]:
        """Blob oids of files that were read before: one api request saves a resolve for each that did not change."""
        body = urlencode([("paths", path) for path in asked])
        response = await self.fetch(
            paths_info_url(self.hub, repo.repo_id, repo.sha), method="POST", body=body,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        entries = [e for e in json_of(response, list) or () if isinstance(e, dict)]
        return {e["path"]: e["oid"] for e in entries if isinstance(e.get("oid"), str) and e.get("path") in asked}

    async def _repository(self, repo: Repo, texts: dict[str, Text]) -> Repository:
        bodies = {path: text.body or await self.writer.run(blob, text.oid) or b"" for path, text in texts.items()}
        decoded = {path: body.decode("utf-8", "replace") for path, body in bodies.items()}
        return Repository(Snapshot(repo.repo_id, repo.sha, repo.info, repo.files, decoded))


def _listed(db: Database, task: Task) -> Repo:
    sha = task.payload["sha"]
    found = listing(db, task.key)
    known = found if found.sha == sha else Listing()
    return Repo(
        task.key, task.payload["repo_id"], sha or "main", dict(known.info), known.files, known_texts(db, task.key)
    )


def _put(got: Text | NotFetched, path: str, texts: dict[str, Text], not_fetched: dict[str, str]) -> None:
    if isinstance(got, Text):
        texts[path] = got
    else:
        not_fetched[path] = got.why


def _refs(repository: Repository) -> tuple[Ref, ...]:
    """Datasets, code repositories and base models the card points to."""
    found = references(repository)
    bases = [parent.name for parent in parents(repository) if parent.name]
    return (
        *(Ref(Kind.DATASET, name) for name in found.datasets),
        *(Ref(Kind.CODE, name) for name in found.code_repos),
        *(Ref(Kind.MODEL, name) for name in bases),
    )

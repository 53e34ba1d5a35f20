"""The walks of a scan, each a function that says what it could not finish (nothing when it did)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files

from crawler.errors import Unhealthy
from crawler.fetch.runner import Run
from crawler.hub import ModelRow
from crawler.judge.processes import processes
from crawler.judge.workers import Engines
from crawler.scan.scope import in_scope
from crawler.scan.shard import WHOLE, Shard
from crawler.store import aliases, frontier, links, missing, models, named, neighbours, sweep, systems, texts
from crawler.store.scopes import SCOPES, with_ancestors
from spiders.code_repos import CodeReposSpider
from spiders.datasets import DatasetsSpider
from spiders.links import LinksSpider
from spiders.missing import MissingSpider
from spiders.models import ModelsSpider
from spiders.named import NamedSpider
from spiders.systems import SystemsSpider
from spiders.texts import TextsSpider

OVERLAP = timedelta(hours=2)  # the increment walk goes back so far before the last good run began
MOST_MISSING = 0.01  # share of live models; a sweep that misses more is not believed
DEEPEST = 12  # rounds of reading bases of bases


@dataclass(frozen=True, slots=True)
class Aim:
    """What a run looks at: the whole Hub in a scope, or repositories named."""

    mode: str  # full, incremental or repositories, as in `runs`
    scope: str
    repo_ids: tuple[str, ...]
    last: str | None  # when the last good run began
    private: bool = False  # the repositories named are read although they are private
    shard: Shard = WHOLE
    engines: Engines = processes


def look_up_names(run: Run, aim: Aim) -> list[str]:
    """Ask for the models named. Raises Unhealthy where there is one that the Hub does not show."""
    run.writer.call(named.queue_names, list(aim.repo_ids))
    _look_up(run, aim, "looking up", len(aim.repo_ids), private=aim.private)
    found = run.writer.call(aliases.hub_ids, list(aim.repo_ids))
    if absent := [name for name, hub_id in found.items() if hub_id is None]:
        raise Unhealthy(f"not on the Hub, or not public: {', '.join(absent)}")
    return []


def _look_up(run: Run, aim: Aim, title: str, total: int, *, private: bool = False) -> None:
    spider = run.walk(NamedSpider, title, total, private=private)
    assert isinstance(spider, NamedSpider)
    if aim.repo_ids:  # else the list has them
        run.figures["models_listed"] += spider.found


def list_models(run: Run, aim: Aim) -> list[str]:
    """List pages. A first or full scan reads everything there; a nightly one the newest commits, then only ids."""
    walks = [("sweep", "")]
    if aim.mode == "incremental" and aim.last:
        until = datetime.fromisoformat(aim.last) - OVERLAP
        walks = [("increment", until.strftime("%Y-%m-%dT%H:%M:%S.000Z")), ("ids", "")]
    total = run.writer.call(models.live)
    for walk, until_text in walks:
        cursor, rows = run.writer.call(sweep.begin_walk, walk)
        spider = run.walk(
            ModelsSpider, f"listing ({walk})", total - rows if total and walk != "increment" else None,
            walk=walk, cursor=cursor, until=until_text, opened=opened_by(aim),
        )  # fmt: skip
        assert isinstance(spider, ModelsSpider)
        if not spider.complete:
            return [f"the list of models broke off ({walk}): {spider.stopped_by}"]
    return _ask_for_missing(run, walks[-1][0])


def opened_by(aim: Aim) -> Callable[[ModelRow], bool]:
    """Which rows of a list page have their files kept, to be read."""

    def opened(row: ModelRow) -> bool:
        columns = row.columns
        likes, downloads = int(columns.get("likes") or 0), int(columns.get("downloads") or 0)
        author = str(columns.get("author", ""))
        return aim.shard.holds(row.hub_id) and in_scope(aim.scope, row.hub_id, author, likes, downloads)

    return opened


def _ask_for_missing(run: Run, walk: str) -> list[str]:
    """Ask for models the complete sweep did not see; too many at once are the sweep's fault, not theirs."""
    absent, live = run.writer.call(missing.queue_missing, walk)
    run.writer.call(sweep.forget_walk, walk)
    if absent > max(10, live * MOST_MISSING):
        return [f"{absent} of {live} models were missing from the list: not believed, none was marked as removed"]
    if absent:
        run.walk(MissingSpider, "asking for missing models", absent)
    return _left(run, missing.WALK, "missing models not asked for")


def search_systems(run: Run, _: Aim) -> list[str]:
    """Search for the named systems that have no repository."""
    listed = tomllib.loads(files("crawler.scan").joinpath("watchlist.toml").read_text("utf-8"))["system"]
    tasks = [(entry["name"], entry) for entry in listed]
    run.writer.call(frontier.add, systems.WALK, tasks)
    run.walk(SystemsSpider, "named systems", len(tasks), public=run.public)
    return _left(run, systems.WALK, "named systems not searched for")


def read_texts(run: Run, aim: Aim) -> list[str]:
    """Read what changed, then the bases it names, then theirs."""
    if aim.repo_ids:
        found = run.writer.call(aliases.hub_ids, list(aim.repo_ids))
        scope_sql = with_ancestors(filter(None, found.values()))
    else:
        scope_sql = SCOPES[aim.scope]
        run.writer.call(texts.queue_oldest)
    for depth in range(DEEPEST):
        queued = run.writer.call(texts.queue_changed, scope_sql, untried=depth > 0)
        bases = run.writer.call(named.queue_unknown_bases)
        if not queued and not bases:
            break
        if queued:
            run.walk(TextsSpider, "reading cards and licences", queued)
        if bases := run.writer.call(named.queue_unknown_bases):
            _look_up(run, aim, "looking up base models", bases)
        if left := _left(run, texts.WALK, "repositories not read") + _left(run, named.WALK, "bases not looked up"):
            return left
    return []


def read_links(run: Run, _: Aim) -> list[str]:
    """Licences that cards link to, each address once. A host may leave some: they stay unknown until a later run."""
    if queued := run.writer.call(links.queue_links):
        run.walk(LinksSpider, "linked licences", sum(queued.values()), github=run.github)
    return []


def read_neighbours(run: Run, _: Aim) -> list[str]:
    """Datasets and code repositories that cards point to, each once."""
    run.writer.call(neighbours.queue_stale)
    if datasets := run.writer.call(frontier.left, neighbours.DATASETS):
        run.walk(DatasetsSpider, "datasets", datasets)
    if code_repos := run.writer.call(frontier.left, neighbours.CODE_REPOS):
        run.walk(CodeReposSpider, "code repositories", code_repos, github=run.github)
    # Code repositories may be left: an anonymous caller has few requests an hour. They stay unknown until a later run.
    return _left(run, neighbours.DATASETS, "datasets not looked at")


def _left(run: Run, walk: str, what: str) -> list[str]:
    left = run.writer.call(frontier.left, walk)
    return [f"{left} {what}"] if left else []

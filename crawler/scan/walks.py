"""The walks of a scan, each a function that says what it could not finish (nothing when it did)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.resources import files

from sqlite_utils import Database

from crawler.errors import Unhealthy
from crawler.fetch.runner import Run
from crawler.hub import ModelRow
from crawler.scan.scope import in_scope
from crawler.store import aliases, frontier, systems
from crawler.store import links as linked
from crawler.store import missing as tombs
from crawler.store import neighbours as facts
from crawler.store import sweep as pages
from crawler.store import texts as readings
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

# Beside its own models a scope holds every base model that a model it opened names, and what was opened before.
SCOPES = {
    "all": "1",
    "notable": "notable(m.hub_id, m.author, m.likes, m.downloads) OR r.sha IS NOT NULL OR m.hub_id IN"
    " (SELECT b.hub_id FROM facts.refs AS f JOIN models AS b ON b.repo_id = substr(f.target, 8)"
    " WHERE f.target >= 'models/' AND f.target < 'models0')",
}


def named(run: Run, repo_ids: tuple[str, ...], private: bool) -> str:
    """Look the named models up; gives the condition that selects them, and whatever they are made from."""
    run.writer.call(aliases.queue_names, list(repo_ids))
    run.walk(NamedSpider, "looking up", len(repo_ids), private=private)
    found = run.writer.call(aliases.hub_ids, list(repo_ids))
    if absent := [name for name, hub_id in found.items() if hub_id is None]:
        raise Unhealthy(f"not on the Hub, or not public: {', '.join(absent)}")
    ids = ", ".join("'{}'".format(hub_id.replace("'", "''")) for hub_id in found.values() if hub_id)
    return (
        f"m.hub_id IN (WITH RECURSIVE up (id) AS (SELECT hub_id FROM models WHERE hub_id IN ({ids}) UNION"
        " SELECT coalesce(b.hub_id, a.hub_id) FROM up JOIN facts.refs AS f ON f.hub_id = up.id"
        " LEFT JOIN models AS b ON b.repo_id = substr(f.target, 8)"
        " LEFT JOIN facts.aliases AS a ON a.name = substr(f.target, 8)"
        " WHERE f.target >= 'models/' AND f.target < 'models0') SELECT id FROM up)"
    )


def sweep(run: Run, scope: str, mode: str, last: str | None) -> list[str]:
    """List pages. A first or full scan reads everything there; a nightly one the newest commits, then only ids."""
    walks = [("sweep", "")]
    if mode == "incremental" and last:
        until = datetime.fromisoformat(last) - OVERLAP
        walks = [("increment", until.strftime("%Y-%m-%dT%H:%M:%S.000Z")), ("ids", "")]
    total = run.writer.call(_live)
    for walk, until_text in walks:
        cursor, rows = run.writer.call(pages.begin_walk, walk)
        spider = run.walk(
            ModelsSpider, f"listing ({walk})", total - rows if total and walk != "increment" else None,
            walk=walk, cursor=cursor, until=until_text, opened=opened_by(scope),
        )  # fmt: skip
        assert isinstance(spider, ModelsSpider)
        if not spider.complete:
            return [f"the list of models broke off ({walk}): {spider.stopped_by}"]
    return _missing(run, walks[-1][0])


def _live(db: Database) -> int:
    return int(db.execute("SELECT count(*) FROM models WHERE removed_at IS NULL").fetchone()[0])


def opened_by(scope: str) -> Callable[[ModelRow], bool]:
    def opened(row: ModelRow) -> bool:
        columns = row.columns
        likes, downloads = int(columns.get("likes", 0)), int(columns.get("downloads", 0))
        return in_scope(scope, row.hub_id, str(columns.get("author", "")), likes, downloads)

    return opened


def _missing(run: Run, walk: str) -> list[str]:
    """Ask for models the complete sweep did not see; too many at once are the sweep's fault, not theirs."""
    absent, live = run.writer.call(tombs.queue_missing, walk)
    run.writer.call(pages.forget_walk, walk)
    if absent > max(10, live * MOST_MISSING):
        return [f"{absent} of {live} models were missing from the list: not believed, none was marked as removed"]
    if absent:
        run.walk(MissingSpider, "asking for missing models", absent)
    return _left(run, tombs.WALK, "missing models not asked for")


def watch(run: Run) -> list[str]:
    """Search for the named systems that have no repository."""
    listed = tomllib.loads(files("crawler.scan").joinpath("watchlist.toml").read_text("utf-8"))["system"]
    tasks = [(entry["name"], entry) for entry in listed]
    run.writer.call(frontier.add, systems.WALK, tasks)
    run.walk(SystemsSpider, "named systems", len(tasks), public=run.public)
    return _left(run, systems.WALK, "named systems not searched for")


def texts(run: Run, scope_sql: str) -> list[str]:
    """Read what changed, then the bases it names, then theirs."""
    for depth in range(DEEPEST):
        queued = run.writer.call(readings.queue_changed, scope_sql, untried=depth > 0)
        bases = run.writer.call(aliases.queue_unknown_bases)
        if not queued and not bases:
            break
        if queued:
            run.walk(TextsSpider, "reading cards and licences", queued)
        if bases := run.writer.call(aliases.queue_unknown_bases):
            run.walk(NamedSpider, "looking up base models", bases)
        left = _left(run, readings.WALK, "repositories not read") + _left(run, aliases.WALK, "bases not looked up")
        if left:
            return left
    return []


def links(run: Run) -> list[str]:
    """Licences that cards link to, each address once. A host may leave some: they stay unknown until a later run."""
    if queued := run.writer.call(linked.queue_links):
        run.walk(LinksSpider, "linked licences", sum(queued.values()), github=run.github)
    return []


def neighbours(run: Run) -> list[str]:
    """Datasets and code repositories that cards point to, each once."""
    run.writer.call(facts.queue_stale)
    if datasets := run.writer.call(frontier.left, facts.DATASETS):
        run.walk(DatasetsSpider, "datasets", datasets)
    if code_repos := run.writer.call(frontier.left, facts.CODE_REPOS):
        run.walk(CodeReposSpider, "code repositories", code_repos, github=run.github)
    # Code repositories may be left: an anonymous caller has few requests an hour. They stay unknown until a later run.
    return _left(run, facts.DATASETS, "datasets not looked at")


def _left(run: Run, walk: str, what: str) -> list[str]:
    left = run.writer.call(frontier.left, walk)
    return [f"{left} {what}"] if left else []

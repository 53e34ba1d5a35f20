"""Datasets and code repositories that cards point to: each is looked at once, however many models name it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from crawler.model import CodeRepoFacts, DatasetFacts
from crawler.store import frontier
from crawler.store.runs import now
from crawler.store.sweep import pack, unpack

DATASETS, CODE_REPOS = "datasets", "github"  # names of the walks and first part of their targets
REFRESH = timedelta(days=30)  # facts older than that are asked for again


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What was learnt of one dataset or code repository; `target` as in facts.refs."""

    target: str
    facts: DatasetFacts | CodeRepoFacts


def queue_stale(db: Database) -> None:
    """Queue neighbours whose facts are old and that some model still names."""
    before = (datetime.now(UTC) - REFRESH).strftime("%Y-%m-%dT%H:%M:%S")
    with db.atomic():
        db.execute(
            "INSERT OR IGNORE INTO facts.frontier (walk, key, payload)"
            " SELECT substr(target, 1, instr(target, '/') - 1), target,"
            " json_object('id', substr(target, instr(target, '/') + 1))"
            " FROM facts.neighbours AS n WHERE read_at < ? AND EXISTS"
            " (SELECT 1 FROM facts.refs WHERE refs.target = n.target)",
            (before,),
        )


def store_neighbour(db: Database, learnt: Neighbour) -> None:
    """Store what was learnt, mark the models that name it, and acknowledge the task."""
    target, body = learnt.target, pack(asdict(learnt.facts))
    with db.atomic():
        old = db.execute("SELECT facts FROM facts.neighbours WHERE target = ?", (target,)).fetchone()
        db.execute("INSERT OR REPLACE INTO facts.neighbours VALUES (?, ?, ?)", (target, now(), body))
        if old is None or old[0] != body:
            mark_dirty(db, target)
        frontier.done(db, target.partition("/")[0], target)


def mark_dirty(db: Database, target: str) -> None:
    """Have every model whose card points to a target judged again."""
    db.execute("INSERT OR REPLACE INTO facts.dirty (hub_id) SELECT hub_id FROM facts.refs WHERE target = ?", (target,))


def neighbours_of(db: Database, hub_id: str) -> tuple[dict[str, DatasetFacts], dict[str, CodeRepoFacts]]:
    """Facts about everything a model's card points to, by lower-cased id."""
    datasets, code_repos = {}, {}
    rows = db.execute(
        "SELECT r.target, n.facts FROM facts.refs AS r LEFT JOIN facts.neighbours AS n ON n.target = r.target"
        " WHERE r.hub_id = ? ORDER BY r.target",
        (hub_id,),
    )
    for target, body in rows:
        walk, _, name = target.partition("/")
        facts = unpack(body) if body else {}
        facts["files"] = tuple(facts.get("files", ()))
        if walk == DATASETS:
            datasets[name] = DatasetFacts(**({"dataset_id": name} | facts))
        else:
            code_repos[name] = CodeRepoFacts(**({"slug": name} | facts))
    return datasets, code_repos


def readme_text(body: bytes, limit: int = 200_000) -> str:
    """A README as text, bounded."""
    return body[:limit].decode("utf-8", "replace")



"""Datasets and code repositories that cards point to: each is looked at once, however many models name it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from crawler.model import CodeRepoFacts, DatasetFacts
from crawler.store import frontier
from crawler.store.runs import now
from crawler.store.sweep import pack, unpack
from pipelines.neighbours import code_repo_row, dataset_row

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
            describe(db, learnt.facts)
        frontier.done(db, target.partition("/")[0], target)


def describe(db: Database, facts: DatasetFacts | CodeRepoFacts) -> None:
    """Write the row readers see."""
    if isinstance(facts, DatasetFacts):
        db.table("datasets").upsert(dataset_row(facts), pk="dataset_id")
    else:
        db.table("code_repos").upsert(code_repo_row(facts), pk="url")


def describe_all(db: Database) -> None:
    """Write every row anew, after a rule changed."""
    for target, body in db.execute("SELECT target, facts FROM facts.neighbours").fetchall():
        if (facts := _facts(target, body)) is not None:
            describe(db, facts)


def mark_dirty(db: Database, target: str) -> None:
    """Have every model whose card points to a target judged again."""
    db.execute("INSERT OR REPLACE INTO facts.dirty (hub_id) SELECT hub_id FROM facts.refs WHERE target = ?", (target,))


def neighbours_of(db: Database, hub_id: str) -> tuple[dict[str, DatasetFacts], dict[str, CodeRepoFacts]]:
    """Facts about everything a model's card points to, by lower-cased id."""
    datasets: dict[str, DatasetFacts] = {}
    code_repos: dict[str, CodeRepoFacts] = {}
    rows = db.execute(
        "SELECT r.target, n.facts FROM facts.refs AS r LEFT JOIN facts.neighbours AS n ON n.target = r.target"
        " WHERE r.hub_id = ? ORDER BY r.target",
        (hub_id,),
    )
    for target, body in rows:
        name = target.partition("/")[2]
        match _facts(target, body):
            case DatasetFacts() as dataset:
                datasets[name] = dataset
            case CodeRepoFacts() as code_repo:
                code_repos[name] = code_repo
    return datasets, code_repos


def _facts(target: str, body: bytes | None) -> DatasetFacts | CodeRepoFacts | None:
    """Stored facts as detectors read them; None for what is no neighbour (a base model)."""
    walk, _, name = target.partition("/")
    facts = unpack(body) if body else {}
    facts["files"] = tuple(facts.get("files", ()))
    if walk == DATASETS:
        return DatasetFacts(**({"dataset_id": name} | facts))
    return CodeRepoFacts(**({"slug": name} | facts)) if walk == CODE_REPOS else None


def readme_text(body: bytes, limit: int = 200_000) -> str:
    """A README as text, bounded."""
    return body[:limit].decode("utf-8", "replace")

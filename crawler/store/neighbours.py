"""Datasets and code repositories that cards point to: each is looked at once, however many models name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from crawler.clock import now
from crawler.model import CodeRepoFacts, DatasetFacts, Kind, Ref
from crawler.store import dirty, frontier, refs
from crawler.store.database import pack, unpack

DATASETS, CODE_REPOS = Kind.DATASET.value, Kind.CODE.value  # the walks are named as the kinds of repository
TABLES = {Kind.DATASET: ("datasets", "dataset_id"), Kind.CODE: ("code_repos", "url")}
REFRESH = timedelta(days=30)  # facts older than that are asked for again
Facts = DatasetFacts | CodeRepoFacts


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What was learnt of one dataset or code repository; `name` is that of its task, lower-cased."""

    name: str
    facts: Facts

    @property
    def ref(self) -> Ref:
        """The repository asked for."""
        return Ref(Kind.DATASET if isinstance(self.facts, DatasetFacts) else Kind.CODE, self.name)


def queue_unknown(db: Database, named: Iterable[Ref]) -> None:
    """Queue the datasets and code repositories among `named` that were never looked at.

    Base models are queued all together: rows of the list answer for most of them.
    """
    for ref in named:
        if ref.kind is not Kind.MODEL and _body(db, ref) is None:
            frontier.add(db, ref.kind.value, [(refs.key(ref), {"id": ref.name})])


def queue_stale(db: Database) -> None:
    """Queue neighbours whose facts are old and that some model still names."""
    before = (datetime.now(UTC) - REFRESH).strftime("%Y-%m-%dT%H:%M:%S")
    with db.atomic():
        db.execute(
            "INSERT OR IGNORE INTO facts.frontier (walk, key, payload)"
            " SELECT kind, name, json_object('id', name) FROM facts.neighbours AS n WHERE read_at < ? AND EXISTS"
            " (SELECT 1 FROM facts.refs AS r WHERE r.kind = n.kind AND r.name = n.name)",
            (before,),
        )


def store_neighbour(db: Database, learnt: Neighbour, row: Mapping[str, str], read_at: str = "") -> None:
    """Store what was learnt and the row that readers see, mark the models that name it, acknowledge the task.

    `read_at` is when it was learnt, where that was earlier than now.
    """
    ref, body = learnt.ref, pack(asdict(learnt.facts))
    with db.atomic():
        known = _body(db, ref)
        values = (ref.kind.value, ref.name, read_at or now(), body)
        db.execute("INSERT OR REPLACE INTO facts.neighbours VALUES (?, ?, ?, ?)", values)
        if known != body:
            dirty.mark_selected(db, refs.NAMING, (ref.kind.value, ref.name))
            show(db, ref.kind, row)
        frontier.done(db, ref.kind.value, ref.name)


def show(db: Database, kind: Kind, row: Mapping[str, str]) -> None:
    """Write the row that readers see of a neighbour."""
    table, pk = TABLES[kind]
    db.table(table).upsert(dict(row), pk=pk)


def known_neighbours(db: Database) -> Iterator[Neighbour]:
    """Everything that was ever learnt."""
    rows = db.execute("SELECT kind, name, facts FROM facts.neighbours").fetchall()
    return (Neighbour(name, _facts(Ref(Kind(kind), name), body)) for kind, name, body in rows)


def newer_in_shard(db: Database, n: int) -> list[tuple[Neighbour, str]]:
    """Up to n repositories of which the attached shard has learnt more lately, with the moments."""
    rows = db.execute(
        "SELECT s.kind, s.name, s.facts, s.read_at FROM shard_facts.neighbours AS s LEFT JOIN facts.neighbours AS n"
        " ON n.kind = s.kind AND n.name = s.name WHERE n.read_at IS NULL OR s.read_at > n.read_at LIMIT ?",
        (n,),
    ).fetchall()
    return [(Neighbour(name, _facts(Ref(Kind(kind), name), body)), at) for kind, name, body, at in rows]


def neighbours_of(db: Database, hub_id: str) -> tuple[dict[str, DatasetFacts], dict[str, CodeRepoFacts]]:
    """Facts about everything a model's card points to, by lower-cased id."""
    datasets: dict[str, DatasetFacts] = {}
    code_repos: dict[str, CodeRepoFacts] = {}
    for ref in refs.of_model(db, hub_id):
        if ref.kind is Kind.MODEL:
            continue
        match _facts(ref, _body(db, ref)):
            case DatasetFacts() as dataset:
                datasets[ref.name] = dataset
            case CodeRepoFacts() as code_repo:
                code_repos[ref.name] = code_repo
    return datasets, code_repos


def _body(db: Database, ref: Ref) -> bytes | None:
    where = (ref.kind.value, refs.key(ref))
    row = db.execute("SELECT facts FROM facts.neighbours WHERE kind = ? AND name = ?", where).fetchone()
    return row[0] if row else None


def _facts(ref: Ref, body: bytes | None) -> Facts:
    """Stored facts as detectors read them; those of a repository nobody has asked for are empty."""
    facts: dict[str, Any] = unpack(body) if body else {}
    facts["files"] = tuple(facts.get("files", ()))
    if ref.kind is Kind.DATASET:
        return DatasetFacts(**({"dataset_id": ref.name} | facts))
    return CodeRepoFacts(**({"slug": ref.name} | facts))


def readme_text(body: bytes, limit: int = 200_000) -> str:
    """A README as text, bounded."""
    return body[:limit].decode("utf-8", "replace")

"""The models a judging touches: those marked dirty, and all their descendants; taken in sets, never one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from crawler.schema import MODELS
from crawler.store import dirty
from pipelines.verdict import LicenseFacts

BATCH = 500
FIELDS = ("repo_id", "hub_id", "gated", "read_sha", *MODELS.filled_by("outcome", "detector", "policy"))
ANCESTORS = (
    "WITH RECURSIVE a (id, depth) AS (SELECT parent, 1 FROM lineage WHERE child = ? UNION"
    " SELECT l.parent, a.depth + 1 FROM lineage AS l JOIN a ON l.child = a.id WHERE a.depth < 30)"
)


def begin_affected(db: Database) -> int:
    """Collect the models a judging touches: those marked dirty, and all their descendants. Gives how many."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS affected (repo_id TEXT PRIMARY KEY) WITHOUT ROWID")
    db.execute(
        "INSERT OR IGNORE INTO affected WITH RECURSIVE d (id) AS ("
        f" SELECT repo_id FROM models WHERE hub_id IN ({dirty.DIRTY})"
        " UNION SELECT l.child FROM lineage AS l JOIN d ON l.parent = d.id) SELECT id FROM d"
    )
    return int(db.execute("SELECT count(*) FROM affected").fetchone()[0])


def batches(db: Database) -> Iterator[list[dict[str, Any]]]:
    """Rows of the affected models, in order of their names."""
    last = ""
    while rows := rows_of(db, "m.repo_id IN (SELECT repo_id FROM affected WHERE repo_id > ? ORDER BY repo_id LIMIT ?)"
                            " ORDER BY m.repo_id", (last, BATCH)):  # fmt: skip
        yield rows
        last = rows[-1]["repo_id"]


def rows_of(db: Database, where: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Rows of `models` (alias m) with the commercial use their licence allows."""
    cursor = db.execute(
        f"SELECT {', '.join(f'm.{f}' for f in FIELDS)},"
        " coalesce(t.commercial_use, l.commercial_use, '') AS commercial_use FROM models AS m"
        " LEFT JOIN license_texts AS t ON t.oid = m.license_text AND t.license_id = m.license_id"
        f" LEFT JOIN licenses AS l ON l.license_id = m.license_id WHERE {where}",
        values,
    )
    return [dict(zip((*FIELDS, "commercial_use"), row, strict=True)) for row in cursor]


def license_facts(row: dict[str, Any]) -> LicenseFacts:
    """A row's effective licence in the words of the policy."""
    return LicenseFacts(
        row["license_id"] or "unknown", row["license_class"] or "", row["osi_approved"] or "", row["commercial_use"]
    )


def end_affected(db: Database) -> None:
    """Everything is judged: nothing is dirty any more."""
    with db.atomic():
        dirty.clear(db)
        db.execute("DROP TABLE affected")

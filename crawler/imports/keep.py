"""History that others kept, in tables of its own, by source: never among our own looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one model that differs between two dated tables (days as YYYY-MM-DD)."""

    repo_id: str
    since: str  # day of the last table that had the model with the old value
    seen_at: str  # day of the table that has the new one
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Share:
    """One value's count in the last table of a month, as in `trends`."""

    month: str
    population: str
    dimension: str
    value: str
    models: int
    downloads: int


def replace_source(db: Database, source: str, found: Iterable[Change | Share]) -> int:
    """Put what the tables of a source tell in the place of what they told before; gives the number of changes."""
    changes = 0
    with db.atomic():
        for table in ("imported_changes", "imported_trends"):
            db.execute(f"DELETE FROM {table} WHERE source = ?", (source,))
        for one in found:
            table = "imported_changes" if isinstance(one, Change) else "imported_trends"
            db.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?)", (source, *astuple(one)))
            changes += isinstance(one, Change)
    return changes


def first_night(db: Database) -> str:
    """The day of our own first look; empty before it. What is younger is ours to tell."""
    row = db.execute("SELECT min(substr(started_at, 1, 10)) FROM runs WHERE models_listed > 0").fetchone()
    return row[0] or ""

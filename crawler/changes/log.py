"""The change log out of the database, newest first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from crawler import readonly


@dataclass(frozen=True, slots=True)
class Change:
    """One row of `changes`."""

    repo_id: str
    seen_at: str
    run_id: str | None
    field: str
    old: str | None
    new: str | None
    cause: str | None


_NEWEST = "run_id DESC, repo_id, seen_at DESC, field"
COLUMNS = ", ".join(field.name for field in fields(Change))


def since(db: sqlite3.Connection, day: str, *, imported: bool = False) -> Iterator[Change]:
    """Changes seen on `day` (YYYY-MM-DD) or later, newest run first (ids begin with its start), then by model.

    With `imported` also what the tables of others tell, after our own looks: no run saw it, and the cause names the
    source and the day of the table that still had the old value.
    """
    for which in ("run_id >= coalesce((SELECT max(run_id) FROM runs WHERE started_at < :day), '')", "run_id IS NULL"):
        # the sign keeps SQLite on the index by run, so that whoever stops early is not kept waiting for a sort of all
        newest = f"SELECT {COLUMNS} FROM changes WHERE {which} AND +seen_at >= :day ORDER BY {_NEWEST}"
        yield from (Change(*row) for row in db.execute(newest, {"day": day}))
    if imported:
        cause = "'imported from ' || source || ', after ' || since"
        told = f"SELECT repo_id, seen_at, NULL, field, old, new, {cause} FROM imported_changes WHERE seen_at >= ?"
        yield from (Change(*row) for row in db.execute(f"{told} ORDER BY seen_at DESC, repo_id, field", (day,)))


def days_before_last_run(db: sqlite3.Connection, days: int) -> str:
    """The day that lies `days` before the last finished run; the beginning of time before the first run.

    Counted from the run and not from the clock, so that an old database still shows its last changes.
    """
    run = readonly.last_finished_run(db)
    if run is None:
        return ""
    return (datetime.fromisoformat(run["finished_at"]) - timedelta(days=days)).date().isoformat()

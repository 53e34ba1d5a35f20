"""Reading the archive: what one model was, day by day, and any question in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from crawler.archive.engine import ARCHIVE, KEY, OWNED, engine, owned, parts, rows, since_full, state
from crawler.errors import WrongUsage
from crawler.schema import HISTORY, MODELS

TYPES = {column.name: column.type for column in MODELS.columns}
TYPED: dict[type, str] = {datetime: "TIMESTAMPTZ", bool: "BOOLEAN"}  # were text and numbers in the first archives
FOLLOWED = (*HISTORY, "license_tag", "license_source", "removed_at")


@dataclass(frozen=True, slots=True)
class Turn:
    """One field of one model that was another on the day before; `old` is None on the first day it was archived."""

    day: str
    repo_id: str
    field: str
    old: str | None
    new: str | None


@contextmanager
def opened(snapshots: Path, day: str = "") -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB over the archive of a snapshot directory, able to read that and nothing else.

    `archive` has every row of models with its `date` and `kind`, `models` every model as of `day` (the newest without
    it), `evidence` and the other tables of `OWNED` their rows on that day, where the archive goes back so far.
    Raises WrongUsage where there is no archive or none so old.
    """
    archive = (snapshots / ARCHIVE).absolute()
    days = parts(archive)
    if not days:
        raise WrongUsage(f"no archive in {snapshots}; `hub-openness export {snapshots}` begins one")
    files = since_full(archive, day or max(days))
    if not files:
        raise WrongUsage(f"the archive begins on {min(days)}")
    with engine(archive) as db:
        db.execute(f"CREATE TEMP VIEW archive AS SELECT * FROM {rows(list(days.values()))}")
        db.execute(f"CREATE TEMP VIEW models AS SELECT * FROM {state(files)}")
        for table in OWNED:
            if kept := since_full(archive, day or max(days), table):
                db.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM {owned(table, kept)}")
        db.execute("SET allowed_directories = ?", [[str(archive)]])
        db.execute("SET enable_external_access = false")
        db.execute("SET lock_configuration = true")
        yield db


def turns(db: duckdb.DuckDBPyConnection, repo_id: str) -> Iterator[Turn]:
    """What changed in the model that bears or bore a name, oldest first. Raises WrongUsage where there was none."""
    columns = [name for name, *_ in db.execute("DESCRIBE archive").fetchall() if name in FOLLOWED]
    typed = ", ".join(f"try_cast({name} AS {TYPED[TYPES[name]]})" if TYPES[name] in TYPED else name for name in columns)
    found = db.execute(
        f"SELECT {KEY}, date, repo_id, {typed} FROM archive"
        f" WHERE {KEY} IN (SELECT {KEY} FROM archive WHERE repo_id = ?) ORDER BY 1, 2",
        [repo_id],
    ).fetchall()
    if not found:
        raise WrongUsage(f"{repo_id} is not in the archive")
    before: dict[str, dict[str, str | None]] = {}
    for key, day, name, *values in found:
        now = dict(zip(columns, map(_text, values), strict=True))
        was = before.get(key, {})
        yield from (Turn(day, name, f, was.get(f), new) for f, new in now.items() if (was.get(f) or "") != (new or ""))
        before[key] = now


def _text(value: object) -> str | None:
    """A value as `changes` has it."""
    match value:
        case bool():
            return str(int(value))
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return None if value is None else str(value)

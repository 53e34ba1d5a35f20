"""Opening the database to read: the reading commands never write, create or migrate it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import click

NEEDED = {"models", "evidence", "runs"}


def connect(path: Path) -> sqlite3.Connection:
    """A read-only connection whose rows answer by name; usable while a run writes.

    Raises click.UsageError where `path` is no database of ours: opening must never create an empty one.
    """
    if not path.is_file():
        raise click.UsageError(f"no database at {path}; `hub-openness scan` makes one")
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    try:
        present = {name for (name,) in db.execute("select name from sqlite_master where type in ('table', 'view')")}
    except sqlite3.DatabaseError as error:
        db.close()
        raise click.UsageError(f"{path} cannot be read as a database: {error}") from error
    if not present >= NEEDED:
        db.close()
        raise click.UsageError(f"{path} is not a database of hub-openness: it has no table `models`")
    return db


def last_finished_run(db: sqlite3.Connection) -> sqlite3.Row | None:
    """The newest run that came to its end, or None before the first."""
    newest = "select * from runs where finished_at is not null order by finished_at desc limit 1"
    row: sqlite3.Row | None = db.execute(newest).fetchone()
    return row

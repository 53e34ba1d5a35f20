"""Opening the published database for commands that only read it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import click

DEFAULT = "hub-openness.db"


def open_database(path: Path) -> sqlite3.Connection:
    """Open for reading. Raises click.UsageError where there is no database of ours."""
    if not path.is_file():
        raise click.UsageError(f"{path}: there is no database here; `hub-openness scan` or `demo` makes one")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("SELECT 1 FROM models LIMIT 1")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise click.UsageError(f"{path}: not a database of hub-openness: {error}") from error
    return connection

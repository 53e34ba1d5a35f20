"""Opening the published database to read: the commands that read never write, create or migrate it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from crawler.errors import Unhealthy, WrongUsage
from crawler.schema import MODELS

NEEDED = {"models", "evidence", "runs"}
HEAL = "bring back a copy or a snapshot of it, or move it away and scan anew"


def address(path: Path, mode: str) -> str:
    """The path as SQLite's URI, whatever characters or bytes it is made of; `mode` is ro, rw or rwc."""
    return f"{path.absolute().as_uri()}?mode={mode}"


def connect(path: Path, *, check_same_thread: bool = True) -> sqlite3.Connection:
    """A read-only connection whose rows answer by name; usable while a run writes.

    Raises WrongUsage where `path` is no database of ours: opening must never create an empty one.
    """
    require(path)
    try:
        db = sqlite3.connect(address(path, "ro"), uri=True, check_same_thread=check_same_thread)
    except sqlite3.Error as error:
        raise WrongUsage(f"{path} cannot be opened: {error}") from error
    db.row_factory = sqlite3.Row
    try:
        _check(db, path)
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The same for one piece of work. Raises Unhealthy where the file turns out to be damaged while it is read."""
    with closing(connect(path)) as db:
        try:
            yield db
        except sqlite3.Error as error:
            raise Unhealthy(f"{path} cannot be read: {error}; {HEAL}") from error


def require(path: Path) -> None:
    """Raises WrongUsage where there is no file, OSError where there can be none, such as for a name too long."""
    if not path.is_file():
        raise WrongUsage(f"no database at {path}; `hub-openness scan` makes one")


def _check(db: sqlite3.Connection, path: Path) -> None:
    try:
        present = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
        columns = {row["name"] for row in db.execute("PRAGMA table_info(models)")}
    except sqlite3.Error as error:
        raise WrongUsage(f"{path} cannot be read as a database: {error}; {HEAL}") from error
    if not present >= NEEDED or "repo_id" not in columns:
        raise WrongUsage(f"{path} is not a database of hub-openness: it has no table `models` of ours")
    if missing := set(MODELS.column_names) - columns:
        lacks = ", ".join(sorted(missing))
        raise WrongUsage(f"{path} was made by an older version, without {lacks}; `hub-openness judge` brings it up")


def require_public(db: sqlite3.Connection) -> None:
    """Raises WrongUsage where a private repository was read by name: what it holds is not to be published."""
    row = db.execute("SELECT repo_id FROM models WHERE private LIMIT 1").fetchone()
    if row is not None:
        raise WrongUsage(f"{row['repo_id']} is private: not published; scan anew into another file without it")


def last_finished_run(db: sqlite3.Connection) -> sqlite3.Row | None:
    """The newest run that came to its end, or None before the first."""
    newest = "SELECT * FROM runs WHERE finished_at IS NOT NULL ORDER BY finished_at DESC LIMIT 1"
    row: sqlite3.Row | None = db.execute(newest).fetchone()
    return row

"""Publishing: a compact copy is written beside the published database, proved, and takes its place in one step.

SQLite takes `x.db-wal` for part of whatever file is called `x.db`. A scan that wrote to the published file and was
killed, or a reader that has had it open since, leaves one, and beside a new file it would spoil it. So at every moment,
also when this process is killed between two steps, the file and what lies beside it belong together (decision 0008).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from crawler.readonly import address
from crawler.store.damage import companions, damage, damage_told


def working_path(published: Path) -> Path:
    """The database the nights work on; readers never see it."""
    return published.with_suffix(f".work{published.suffix}")


def publish(working: Path, published: Path) -> dict[str, int]:
    """Replace the published database by a copy of the working one; gives its rows by table.

    Readers see the old one whole, or the new one whole. The copy is checked before it takes the place. Raises
    sqlite3.Error or OSError with the published database as it was.
    """
    beside = published.with_suffix(f".new{published.suffix}")
    try:
        _remove(beside)
        rows = _copy(working, beside)
        if wrong := damage(beside) or difference(beside, rows):
            raise sqlite3.DatabaseError(f"the copy of {working} is not whole: {wrong}")
        _make_whole(published)
        beside.replace(published)
        _sync(published.parent)
    finally:
        _remove(beside)
    return rows


def _copy(working: Path, beside: Path) -> dict[str, int]:
    """A copy without gaps and without a journal of its own; gives the rows by table."""
    with closing(sqlite3.connect(working)) as db:
        db.execute("VACUUM INTO ?", (str(beside),))
        rows = _rows(db)
    _sync(beside)
    return rows


def _make_whole(published: Path) -> None:
    """Leave the old file without anything beside it, its readers undisturbed.

    Taking a `-wal` away that is not yet in the file would spoil the file for the moment until it is replaced. So a copy
    that holds it, page for page, takes the file's place first: with the `-wal` beside it it reads the same, and
    without it too.
    """
    if not any(path.exists() for path in companions(published)):
        return
    whole = published.with_suffix(f".whole{published.suffix}")
    try:
        _remove(whole)
        with closing(sqlite3.connect(published)) as old, closing(sqlite3.connect(whole)) as copy:
            old.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # who opens it lays no new -wal beside it
        _sync(whole)
        whole.replace(published)
    except sqlite3.DatabaseError as error:
        if not damage_told(error):
            raise  # else nobody can read it, and nothing of it can be spoilt
    finally:
        _remove(whole)
    for path in companions(published):
        path.unlink(missing_ok=True)


def difference(path: Path, rows: dict[str, int]) -> str:
    """What a reader who opens `path` now finds otherwise than it should be; empty when nothing."""
    try:
        with closing(sqlite3.connect(address(path, "ro"), uri=True)) as db:
            found = _rows(db)
    except sqlite3.DatabaseError as error:
        return str(error)
    return ", ".join(f"{found.get(t, 0):,} instead of {n:,} rows in {t}" for t, n in rows.items() if n != found.get(t))


def _rows(db: sqlite3.Connection) -> dict[str, int]:
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").fetchall()
    return {name: int(db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for (name,) in tables}


def _sync(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    for file in (path, *companions(path)):
        file.unlink(missing_ok=True)

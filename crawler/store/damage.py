"""Is a database whole? SQLite's own checks, which of its errors say that a file is damaged, and what is then redone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from crawler.readonly import address

COMPANIONS = (
    "-wal",
    "-shm",
    "-journal",
)  # what SQLite takes for part of the file that bears the name
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def companions(path: Path) -> list[Path]:
    """The files SQLite may keep beside a database."""
    return [path.with_name(path.name + end) for end in COMPANIONS]


def damage(path: Path, *, thorough: bool = False) -> str:
    """What is wrong with a database in SQLite's words; empty when it is whole. `thorough` looks at every index as well.

    Half a gigabyte a second, a tenth of a gigabyte when thorough.
    """
    check = "integrity_check" if thorough else "quick_check"
    try:
        with closing(sqlite3.connect(address(path, "ro"), uri=True)) as db:
            (found,) = db.execute(f"PRAGMA {check}(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if told := damage_told(error):
            return told
        raise
    return "" if found == "ok" else str(found).splitlines()[-1]


def damage_told(error: BaseException | None) -> str:
    """SQLite's words where an error, or what caused it, says that a database is damaged; else empty."""
    while error is not None:
        if isinstance(error, sqlite3.Error) and (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DAMAGED:
            return str(error)
        error = error.__cause__
    return ""


def list_and_judge_anew(db: Database) -> None:
    """Have the next run list everything, judge everything stored, and read every model that has no row.

    For after one of the two databases was lost: nothing that rests on both is believed any more.
    """
    with db.atomic():
        db.execute("UPDATE runs SET outcome = 'lost: a database was damaged later' WHERE outcome LIKE 'done%'")
        db.execute("DELETE FROM about WHERE key IN ('rules', 'judging')")
        db.execute("DELETE FROM facts.walks")
        db.execute("DELETE FROM facts.reads WHERE hub_id NOT IN (SELECT hub_id FROM models)")

"""The models a judging touches: those marked dirty, and all their descendants; taken in sets, never one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from crawler.store import dirty

Row = tuple[Any, ...]


def begin(db: Database) -> int:
    """Collect the models to judge and all their ancestors in `temp.kin`, numbered; gives how many there are of both.

    Numbers are in order of the names, so that a part of a family comes out as the whole does. `judged` is 1 for those
    marked dirty and their descendants. An ancestor without a row of `models` is kin too.
    """
    db.execute("CREATE TEMP TABLE met (repo_id TEXT PRIMARY KEY, judged INTEGER NOT NULL) WITHOUT ROWID")
    db.execute(
        "INSERT INTO temp.met WITH RECURSIVE d (id) AS ("
        f" SELECT repo_id FROM models WHERE hub_id IN ({dirty.DIRTY})"
        " UNION SELECT l.child FROM lineage AS l JOIN d ON l.parent = d.id) SELECT id, 1 FROM d"
    )
    db.execute(
        "INSERT OR IGNORE INTO temp.met WITH RECURSIVE a (id) AS ("
        " SELECT l.parent FROM temp.met AS k JOIN lineage AS l ON l.child = k.repo_id"
        " UNION SELECT l.parent FROM lineage AS l JOIN a ON l.child = a.id) SELECT id, 0 FROM a"
    )
    db.execute("CREATE TEMP TABLE kin (pos INTEGER PRIMARY KEY, repo_id TEXT NOT NULL UNIQUE, judged INTEGER NOT NULL)")
    db.execute("INSERT INTO temp.kin (repo_id, judged) SELECT repo_id, judged FROM temp.met ORDER BY repo_id")
    db.execute("DROP TABLE temp.met")
    return int(db.execute("SELECT count(*) FROM temp.kin").fetchone()[0])


def kin(db: Database, fields: tuple[str, ...]) -> Iterator[Row]:
    """Number and `fields` of every one of the kin that has a row, in order."""
    yield from db.execute(
        f"SELECT k.pos, {', '.join(f'm.{f}' for f in fields)} FROM temp.kin AS k"
        " JOIN models AS m ON m.repo_id = k.repo_id ORDER BY k.pos"
    )


def judged(db: Database) -> Iterator[int]:
    """The numbers of those that have a row and are to be judged, in order."""
    for (pos,) in db.execute(
        "SELECT k.pos FROM temp.kin AS k WHERE k.judged AND EXISTS"
        " (SELECT 1 FROM models AS m WHERE m.repo_id = k.repo_id) ORDER BY k.pos"
    ):
        yield pos


def edges(db: Database) -> Iterator[tuple[int, int]]:
    """Every edge among the kin as (parent, child), by number: a family's own order, whatever the order of its rows."""
    yield from db.execute(
        "SELECT p.pos, c.pos FROM temp.kin AS c JOIN lineage AS l ON l.child = c.repo_id"
        " JOIN temp.kin AS p ON p.repo_id = l.parent ORDER BY p.repo_id, c.pos"
    )


def names(db: Database) -> list[str]:
    """The names of the kin, by number; number 0 is nobody's."""
    return ["", *(name for (name,) in db.execute("SELECT repo_id FROM temp.kin ORDER BY pos"))]


def end(db: Database) -> None:
    """Everything is judged: nothing is dirty any more."""
    with db.atomic():
        dirty.clear(db)
        db.execute("DROP TABLE temp.kin")

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
    """Number, whether it is to be judged, and `fields` of every one of the kin that has a row, in order."""
    yield from db.execute(
        f"SELECT k.pos, k.judged, {', '.join(f'm.{f}' for f in fields)} FROM temp.kin AS k"
        " CROSS JOIN models AS m ON m.repo_id = k.repo_id ORDER BY k.pos"
    )


def edges(db: Database) -> Iterator[tuple[int, int, int, str | None, str | None, str | None]]:
    """Every edge among the kin in the order of the children, ends by number.

    Child, parent, whether the child is to be judged, and what is stored: the licences of parent and child, the drift.
    `CROSS` keeps SQLite to that order of tables: without statistics it would read all of `lineage` for one model.
    """
    yield from db.execute(
        "SELECT c.pos, p.pos, c.judged, l.parent_license, l.child_license, l.drift FROM temp.kin AS c"
        " CROSS JOIN lineage AS l ON l.child = c.repo_id CROSS JOIN temp.kin AS p ON p.repo_id = l.parent"
        " ORDER BY c.pos"
    )


def names(db: Database) -> list[str]:
    """The names of the kin, by number; number 0 is nobody's."""
    return ["", *(name for (name,) in db.execute("SELECT repo_id FROM temp.kin ORDER BY pos"))]


def end(db: Database) -> None:
    """Everything is judged: nothing is dirty any more."""
    with db.atomic():
        dirty.clear(db)
        db.execute("DROP TABLE temp.kin")

"""Models whose outcomes must be computed again: the one owner of facts.dirty.

A model is dirty until its findings are stored and every verdict along its lineage is given anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

DIRTY = "SELECT hub_id FROM facts.dirty"
MARK = "INSERT OR REPLACE INTO facts.dirty (hub_id)"


def mark(db: Database, hub_ids: Iterable[str]) -> None:
    """Have models judged again."""
    db.conn.executemany(f"{MARK} VALUES (?)", ((hub_id,) for hub_id in hub_ids))


def mark_selected(db: Database, select: str, values: tuple[Any, ...] = ()) -> None:
    """Have every model judged again whose hub_id the query `select` gives."""
    db.execute(f"{MARK} {select}", values)


def mark_all_read(db: Database) -> None:
    """Have everything judged again that anything was read of."""
    mark_selected(db, "SELECT hub_id FROM facts.texts UNION SELECT hub_id FROM facts.reads")


def left(db: Database) -> int:
    """How many models are dirty."""
    return int(db.execute("SELECT count(*) FROM facts.dirty").fetchone()[0])


def undetected(db: Database, n: int, last: str = "") -> list[str]:
    """Up to n models after `last`, by hub_id, whose findings are still to be made."""
    found = db.execute(f"{DIRTY} WHERE detected = 0 AND hub_id > ? ORDER BY hub_id LIMIT ?", (last, n))
    return [hub_id for (hub_id,) in found.fetchall()]


def detected(db: Database, hub_id: str) -> None:
    """The findings of a model are stored; only the lineage stage is left."""
    db.execute("UPDATE facts.dirty SET detected = 1 WHERE hub_id = ?", (hub_id,))


def found(db: Database) -> int:
    """Of how many dirty models the findings are stored already, by a run that was broken off."""
    return int(db.execute("SELECT count(*) FROM facts.dirty WHERE detected = 1").fetchone()[0])


def forget(db: Database, hub_id: str) -> None:
    """No row is left of a model: there is nothing to judge."""
    db.execute("DELETE FROM facts.dirty WHERE hub_id = ?", (hub_id,))


def clear(db: Database) -> None:
    """Everything is judged."""
    db.execute("DELETE FROM facts.dirty")

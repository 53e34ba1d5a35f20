"""Models asked for by name: those of the command line, and bases that no row bears the name of."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from crawler.hub import ModelRow
from crawler.model import Kind
from crawler.store import aliases, dirty, frontier, refs
from crawler.store.listings import store_listings
from crawler.store.sweep import store_rows

WALK = "named"


@dataclass(frozen=True, slots=True)
class Named:
    """What the Hub answered to a name: the model's row, or None when it knows no such model."""

    name: str
    row: ModelRow | None


def queue_names(db: Database, names: list[str]) -> None:
    """Queue models asked for by name."""
    with db.atomic():
        frontier.add(db, WALK, ((name, {}) for name in names))


def queue_unknown_bases(db: Database) -> int:
    """Queue every base model that stands under no name we know; gives the queue's length."""
    with db.atomic():
        db.execute(
            "INSERT OR IGNORE INTO facts.frontier (walk, key, payload)"
            f" SELECT 'named', name, '{{}}' FROM ({refs.BASES})"
            " WHERE name NOT IN (SELECT repo_id FROM models) AND name NOT IN (SELECT name FROM facts.aliases)"
        )
    return frontier.left(db, WALK)


def store_named(db: Database, run_id: str, named: Named) -> int:
    """Store the row and remember the name it answered to; models that name it are judged again.

    Gives the number of rows that were new or changed.
    """
    changed = 0
    with db.atomic():
        if named.row is not None:
            store_listings(db, [named.row])
    with db.atomic():
        if named.row is not None:
            changed = store_rows(db, run_id, {named.row.hub_id: named.row})
        if named.row is None or named.row.repo_id != named.name:
            aliases.remember(db, named.name, named.row.hub_id if named.row else None)
        dirty.mark_selected(db, refs.NAMING, (Kind.MODEL.value, named.name))
        frontier.done(db, WALK, named.name)
    return changed

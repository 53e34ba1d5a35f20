"""Models that others name as their base and that no row bears the name of: asked for once, then remembered."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlite_utils import Database

from crawler.hub import ModelRow
from crawler.store import frontier
from crawler.store.neighbours import mark_dirty
from crawler.store.runs import now
from crawler.store.sweep import store_listings, store_rows

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
            " SELECT 'named', substr(target, 8), '{}' FROM facts.refs"
            " WHERE target >= 'models/' AND target < 'models0'"
            " AND substr(target, 8) NOT IN (SELECT repo_id FROM models)"
            " AND substr(target, 8) NOT IN (SELECT name FROM facts.aliases)"
        )
    return frontier.left(db, WALK)


def store_named(db: Database, run_id: str, named: Named) -> None:
    """Store the row and remember the name it answered to; models that name it are judged again."""
    with db.atomic():
        if named.row is not None:
            store_listings(db, [named.row])
    with db.atomic():
        if named.row is not None:
            store_rows(db, run_id, {named.row.hub_id: named.row})
        if named.row is None or named.row.repo_id != named.name:
            hub_id = named.row.hub_id if named.row else None
            db.execute("INSERT OR REPLACE INTO facts.aliases VALUES (?, ?, ?)", (named.name, hub_id, now()))
        mark_dirty(db, f"models/{named.name}")
        frontier.done(db, WALK, named.name)


def hub_ids(db: Database, names: list[str]) -> dict[str, str | None]:
    """name -> the Hub's id of the model it leads to, None where there is none."""
    rows = db.execute(
        "SELECT j.value, coalesce(m.hub_id, a.hub_id) FROM json_each(?) AS j"
        " LEFT JOIN models AS m ON m.repo_id = j.value LEFT JOIN facts.aliases AS a ON a.name = j.value",
        (json.dumps(names),),
    )
    return dict(rows.fetchall())

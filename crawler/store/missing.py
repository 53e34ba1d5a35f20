"""Models a complete sweep did not see: asked for one by one, and tombstoned only on the Hub's own word."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from crawler.hub import ModelRow
from crawler.store import frontier, models
from crawler.store.sweep import store_rows

WALK = "missing"


@dataclass(frozen=True, slots=True)
class Gone:
    """The Hub's answer about a model that left the list: deleted, private or disabled."""

    hub_id: str
    reason: str


def queue_missing(db: Database, walk: str) -> tuple[int, int]:
    """Queue every live model the finished sweep did not see; gives (how many, how many live models there are)."""
    # What an earlier sweep missed and nobody asked for follows from this one: left in the queue it would never end.
    db.execute("DELETE FROM facts.frontier WHERE walk = ?", (WALK,))
    finished = db.execute("SELECT finished_at FROM facts.walks WHERE name = ?", (walk,)).fetchone()
    if not finished or not finished[0]:
        return 0, 0
    rows = db.execute(
        "SELECT hub_id, repo_id FROM models WHERE removed_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM facts.seen WHERE seen.hub_id = models.hub_id)"
    ).fetchall()
    with db.atomic():
        frontier.add(db, WALK, ((hub_id, {"repo_id": repo_id}) for hub_id, repo_id in rows))
    return len(rows), models.live(db)


def tombstone(db: Database, run_id: str, gone: Gone) -> None:
    """Mark a model as removed and acknowledge the task."""
    with db.atomic():
        models.remove(db, run_id, gone.hub_id, gone.reason)
        frontier.done(db, WALK, gone.hub_id)


def found_again(db: Database, run_id: str, row: ModelRow) -> None:
    """The sweep missed it, or it moved to another name: its row is brought up to date."""
    with db.atomic():
        store_rows(db, run_id, {row.hub_id: row})
        frontier.done(db, WALK, row.hub_id)

"""The rows of `models`, brought up to date from the shards as a list page would."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from crawler.hub import ModelRow
from crawler.schema import MODELS
from crawler.shards.attach import Part
from crawler.store import models
from crawler.store.sweep import store_rows

PAGE = 1000
LISTED = MODELS.filled_by("list")
_LISTED = ", ".join(f"s.{name}" for name in LISTED)
_KNOWN = ", ".join(f"m.{name}" for name in LISTED)
NEXT = (
    f"SELECT s.no, s.hub_id, s.license_tag, s.removed_at, m.hub_id, m.removed_at, {_LISTED} FROM shard.models AS s"
    " JOIN temp.row_owners AS o ON o.hub_id = s.hub_id AND o.number = ?"
    " LEFT JOIN main.models AS m ON m.hub_id = s.hub_id"
    " WHERE s.no > ? AND CASE WHEN m.hub_id IS NULL THEN true WHEN s.removed_at IS NULL"
    f" THEN m.removed_at IS NOT NULL OR ({_LISTED}) IS NOT ({_KNOWN}) ELSE m.removed_at IS NULL END"
    " ORDER BY s.no LIMIT ?"
)


def take_rows(db: Database, run_id: str, part: Part) -> int:
    """Store what the attached shard's rows say, a page a transaction; gives how many were new or changed."""
    last, changed = 0, 0
    while page := db.execute(NEXT, (part.shard.number, last, PAGE)).fetchall():
        with db.atomic():
            changed += _take(db, run_id, page)
        last = page[-1][0]
    return changed


def _take(db: Database, run_id: str, page: list[tuple[Any, ...]]) -> int:
    """A row that is gone was listed before it went: it is stored where it is not known yet, then marked."""
    live: dict[str, ModelRow] = {}
    gone: list[tuple[str, str]] = []
    for _, hub_id, tag, removed_at, known, _, *values in page:
        columns = dict(zip(LISTED, values, strict=True))
        if removed_at:
            gone.append((hub_id, columns["repo_id"]))
        if not removed_at or known is None:
            live[hub_id] = ModelRow(hub_id, columns["repo_id"], {**columns, "license_tag": tag})
    store_rows(db, run_id, live)
    for hub_id, repo_id in gone:
        models.remove(db, run_id, hub_id, _reason(db, repo_id))
    return len(page)


def _reason(db: Database, repo_id: str) -> str:
    """What the Hub said when the model was gone, as the shard's history has it."""
    row = db.execute(
        "SELECT new FROM shard.changes WHERE repo_id = ? AND field = 'removed' ORDER BY rowid DESC LIMIT 1", (repo_id,)
    ).fetchone()
    return row[0] if row else "deleted or private"

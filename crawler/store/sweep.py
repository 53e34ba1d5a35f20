"""Storing list pages: only what differs is written, so that a night without changes writes nothing but its run."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from crawler.clock import now
from crawler.hub import ModelRow
from crawler.store import models, texts
from crawler.store.database import UNSTORABLE
from crawler.store.listings import store_listings

KNOWN = ("hub_id", "removed_at", *models.LISTED)
COMPLETE = ("sweep", "ids")  # walks that pass every model: what they did not see has left the list
OLDEST_CURSOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Page:
    """One list page of a walk: its rows, where the walk goes on (None: it is over) and which rows are in scope."""

    walk: str
    rows: tuple[ModelRow, ...]
    cursor: str | None
    opened: Callable[[ModelRow], bool]


def begin_walk(db: Database, name: str) -> tuple[str | None, int]:
    """Where to go on after a kill: (cursor or None for the first page, rows so far); old cursors are not trusted."""
    row = db.execute(
        "SELECT cursor, rows FROM facts.walks WHERE name = ? AND finished_at IS NULL"
        " AND abs(julianday('now') - julianday(started_at)) < ?",
        (name, OLDEST_CURSOR.total_seconds() / 86400),
    ).fetchone()
    if row:
        return row[0], row[1]
    with db.atomic():
        if name in COMPLETE:
            db.execute("DELETE FROM facts.seen")
        db.execute("INSERT OR REPLACE INTO facts.walks (name, started_at) VALUES (?, ?)", (name, now()))
    return None, 0


def forget_walk(db: Database, name: str) -> None:
    """Let the next walk of that name begin at its first page."""
    db.execute("DELETE FROM facts.walks WHERE name = ?", (name,))


def store_page(db: Database, run_id: str, page: Page) -> int:
    """Store one page and the walk's new position; gives the number of rows that were new or changed.

    Listings go first: should a kill fall between the two transactions, the page is walked again and nothing is lost.
    """
    rows = {row.hub_id: row for row in page.rows}
    with db.atomic():
        store_listings(db, [row for row in rows.values() if row.files is not None and page.opened(row)])
    with db.atomic():
        changed = store_rows(db, run_id, rows)
        _move_on(db, page, rows)
    return changed


def store_row_by_row(db: Database, run_id: str, page: Page) -> tuple[int, int]:
    """A page with a row that cannot be stored: (rows new or changed, rows left out). A row left out was not seen."""
    changed, stored = 0, []
    for row in page.rows:
        with suppress(*UNSTORABLE), db.atomic():
            if row.files is not None and page.opened(row):
                store_listings(db, [row])
            changed += store_rows(db, run_id, {row.hub_id: row})
            stored.append(row.hub_id)
    with db.atomic():
        _move_on(db, page, stored)
    return changed, len(page.rows) - len(stored)


def _move_on(db: Database, page: Page, seen: Collection[str]) -> None:
    if page.walk in COMPLETE:
        db.conn.executemany("INSERT OR IGNORE INTO facts.seen VALUES (?)", ((hub_id,) for hub_id in seen))
    db.execute(
        "UPDATE facts.walks SET cursor = ?, rows = rows + ?, finished_at = ? WHERE name = ?",
        (page.cursor, len(seen), None if page.cursor else now(), page.walk),
    )


def store_rows(db: Database, run_id: str, rows: Mapping[str, ModelRow]) -> int:
    """Insert what is new and update what differs, with a `changes` row for what is history."""
    known = _known(db, rows)
    fresh = [row for hub_id, row in rows.items() if hub_id not in known]
    differing = [(row, known[row.hub_id]) for row in rows.values() if _differs(row, known.get(row.hub_id))]
    models.make_room(db, [*fresh, *(row for row, old in differing if old["repo_id"] != row.repo_id)])
    for row, old in differing:
        _update(db, run_id, row, old)
    if fresh:
        models.insert(db, fresh)
    return len(fresh) + len(differing)


def _known(db: Database, rows: Mapping[str, ModelRow]) -> dict[str, dict[str, Any]]:
    found = db.execute(
        f"SELECT {', '.join(KNOWN)} FROM models WHERE hub_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(rows)),),
    )
    return {row[0]: dict(zip(KNOWN, row, strict=True)) for row in found}


def _differs(row: ModelRow, old: Mapping[str, Any] | None) -> bool:
    if old is None:
        return False
    if old["removed_at"] or old["repo_id"] != row.repo_id:
        return True
    return any(old[column] != value for column, value in row.columns.items() if column in old)


def _update(db: Database, run_id: str, row: ModelRow, old: Mapping[str, Any]) -> None:
    new = models.listed(row, old) | {"removed_at": None}
    models.update(db, run_id, old, new, "model", stamp="last_seen")
    if (old["gated"] or "") != (new["gated"] or "") or old["removed_at"]:  # other files may be readable now
        texts.read_again(db, row.hub_id)

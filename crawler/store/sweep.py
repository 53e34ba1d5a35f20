"""Storing list pages: only what differs is written, so that a night without changes writes nothing but its run."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from crawler.hub import ModelRow
from crawler.schema import HISTORY, MODELS
from crawler.store import changes
from crawler.store.runs import now

COLUMNS = MODELS.filled_by("list")
COMPLETE = ("sweep", "ids")  # walks that pass every model: what they did not see has left the list
OLDEST_CURSOR = timedelta(hours=12)
RECORDED = tuple(column for column in COLUMNS if column in HISTORY)
ASSIGN = ", ".join(f"{column} = ?" for column in COLUMNS)
UPDATE = f"UPDATE models SET {ASSIGN}, removed_at = NULL, last_seen = ? WHERE hub_id = ?"
INSERT = (  # the licence tag is the detector's as soon as the model is read; a row never opened keeps the Hub's
    f"INSERT INTO models ({', '.join(COLUMNS)}, license_tag, first_seen, last_seen, hub_id, no)"
    f" VALUES ({', '.join('?' * (len(COLUMNS) + 5))})"
)


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
        if page.walk in COMPLETE:
            db.conn.executemany("INSERT OR IGNORE INTO facts.seen VALUES (?)", ((hub_id,) for hub_id in rows))
        db.execute(
            "UPDATE facts.walks SET cursor = ?, rows = rows + ?, finished_at = ? WHERE name = ?",
            (page.cursor, len(rows), None if page.cursor else now(), page.walk),
        )
    return changed


def store_rows(db: Database, run_id: str, rows: Mapping[str, ModelRow]) -> int:
    """Insert what is new and update what differs, with a `changes` row for what is history."""
    known = _known(db, rows)
    fresh = [row for hub_id, row in rows.items() if hub_id not in known]
    differing = [(row, known[row.hub_id]) for row in rows.values() if _differs(row, known.get(row.hub_id))]
    _make_room(db, [*fresh, *(row for row, old in differing if old["repo_id"] != row.repo_id)])
    for row, old in differing:
        _update(db, run_id, row, old)
    last_no = db.execute("SELECT coalesce(max(no), 0) FROM models").fetchone()[0] if fresh else 0
    moment = now()
    db.conn.executemany(
        INSERT,
        (
            (*_values(row, {}), row.columns.get("license_tag"), moment, moment, row.hub_id, last_no + n)
            for n, row in enumerate(fresh, 1)
        ),
    )
    return len(fresh) + len(differing)


def pack(value: Any) -> bytes:
    """JSON, compressed; equal values give equal bytes."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"), 6)


def unpack(body: bytes) -> Any:
    """What `pack` packed."""
    return json.loads(zlib.decompress(body).decode("utf-8", "surrogatepass"))


def _known(db: Database, rows: Mapping[str, ModelRow]) -> dict[str, dict[str, Any]]:
    found = db.execute(
        f"SELECT hub_id, removed_at, {', '.join(COLUMNS)} FROM models WHERE hub_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(rows)),),
    )
    names = ("hub_id", "removed_at", *COLUMNS)
    return {row[0]: dict(zip(names, row, strict=True)) for row in found}


def _differs(row: ModelRow, old: Mapping[str, Any] | None) -> bool:
    if old is None:
        return False
    if old["removed_at"] or old["repo_id"] != row.repo_id:
        return True
    return any(old[column] != value for column, value in row.columns.items() if column in old)


def _values(row: ModelRow, old: Mapping[str, Any]) -> tuple[Any, ...]:
    return (row.repo_id, *(row.columns.get(column, old.get(column)) for column in COLUMNS[1:]))


def _update(db: Database, run_id: str, row: ModelRow, old: Mapping[str, Any]) -> None:
    new = dict(zip(COLUMNS, _values(row, old), strict=True))
    db.execute(UPDATE, (*new.values(), now(), row.hub_id))
    if old["repo_id"] != row.repo_id:
        rename(db, old["repo_id"], row.repo_id)
    found = {f: (old[f], new[f]) for f in RECORDED if (old[f] or 0) != (new[f] or 0)}
    if old["removed_at"]:
        found["removed"] = ("yes", "no")
    changes.record(db, run_id, row.repo_id, found)
    if "gated" in found or old["removed_at"]:  # other files may be readable now: read again
        db.execute("DELETE FROM facts.reads WHERE hub_id = ?", (row.hub_id,))


def rename(db: Database, old: str, new: str) -> None:
    """Carry everything that names a model over to its new name; ids of the Hub stay."""
    db.execute(
        "INSERT OR REPLACE INTO facts.aliases SELECT ?, hub_id, ? FROM models WHERE repo_id = ?", (old, now(), new)
    )
    db.execute("UPDATE OR REPLACE facts.judgements SET repo_id = ? WHERE repo_id = ?", (new, old))
    for table, column in (("claims", "repo_id"), ("changes", "repo_id")):
        db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (new, old))
    for column in ("child", "parent"):
        db.execute(f"UPDATE OR REPLACE lineage SET {column} = ? WHERE {column} = ?", (new, old))


def _make_room(db: Database, rows: Iterable[ModelRow]) -> None:
    """A name that passes to another repository: its former holder is gone or about to be met under its new name."""
    for row in rows:
        db.execute(
            "UPDATE models SET repo_id = repo_id || '@' || hub_id, removed_at = coalesce(removed_at, ?)"
            " WHERE repo_id = ? AND hub_id <> ?",
            (now(), row.repo_id, row.hub_id),
        )


def store_listings(db: Database, rows: list[ModelRow]) -> None:
    """Keep what the list page said of models whose texts will be read; one that says something new is judged again."""
    ids = json.dumps([row.hub_id for row in rows])
    stored = dict(db.execute(
        "SELECT hub_id, body FROM facts.listings WHERE hub_id IN (SELECT value FROM json_each(?))", (ids,)
    ).fetchall())  # fmt: skip
    packed = [
        (row.hub_id, str(row.columns.get("sha", "")), pack({"info": row.info, "files": row.files})) for row in rows
    ]
    news = [entry for entry in packed if stored.get(entry[0]) != entry[2]]
    db.conn.executemany("INSERT OR REPLACE INTO facts.listings (hub_id, sha, body) VALUES (?, ?, ?)", news)
    again = [(hub_id,) for hub_id, _, _ in news if hub_id in stored]
    db.conn.executemany("INSERT OR REPLACE INTO facts.dirty (hub_id) VALUES (?)", again)

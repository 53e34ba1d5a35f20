"""What the Hub listed of a repository: the fields of its row and its file names. The one owner of facts.listings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from crawler.hub import ModelRow
from crawler.store import dirty
from crawler.store.database import pack, unpack


@dataclass(frozen=True, slots=True)
class Listing:
    """A repository as listed at commit `sha`; `files` is None where they could not be had."""

    sha: str = ""
    info: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[str, ...] | None = None


def listing(db: Database, hub_id: str) -> Listing:
    """What is stored of a model; an empty listing where nothing is."""
    row = db.execute("SELECT sha, body FROM facts.listings WHERE hub_id = ?", (hub_id,)).fetchone()
    if row is None:
        return Listing()
    body = unpack(row[1])
    files = body.get("files")
    return Listing(row[0], body.get("info", {}), None if files is None else tuple(files))


def store_listing(db: Database, hub_id: str, known: Listing) -> None:
    """Keep a listing that was asked for."""
    db.execute("INSERT OR REPLACE INTO facts.listings VALUES (?, ?, ?)", (hub_id, known.sha, _body(known)))


def store_listings(db: Database, rows: Iterable[ModelRow]) -> None:
    """Keep what the list page said of models whose texts will be read; one that says something new is judged again."""
    rows = list(rows)
    ids = json.dumps([row.hub_id for row in rows])
    in_page = "SELECT hub_id, body FROM facts.listings WHERE hub_id IN (SELECT value FROM json_each(?))"
    stored = dict(db.execute(in_page, (ids,)).fetchall())
    found = ((row.hub_id, Listing(str(row.columns.get("sha", "")), row.info, row.files)) for row in rows)
    packed = [(hub_id, known.sha, _body(known)) for hub_id, known in found]
    news = [entry for entry in packed if stored.get(entry[0]) != entry[2]]
    db.conn.executemany("INSERT OR REPLACE INTO facts.listings VALUES (?, ?, ?)", news)
    dirty.mark(db, (hub_id for hub_id, _, _ in news if hub_id in stored))


def take(db: Database) -> None:
    """Take over from the attached shard what was listed of the models in temp.taken."""
    listed = "SELECT * FROM shard_facts.listings WHERE hub_id IN temp.taken"
    db.execute(f"INSERT OR REPLACE INTO facts.listings {listed}")


def _body(known: Listing) -> bytes:
    return pack({"info": known.info, "files": known.files})

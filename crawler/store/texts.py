"""What was read of a model: texts by git blob oid, the commit they stood at, and what the card points to."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from crawler.clock import now
from crawler.model import Ref
from crawler.store import dirty, frontier, neighbours, refs
from crawler.store.listings import Listing, store_listing

WALK = "texts"
REREAD_AFTER = timedelta(days=90)  # a safety net against what the list does not tell


@dataclass(frozen=True, slots=True)
class Text:
    """One fetched text: its blob oid, and its bytes unless they are stored already."""

    oid: str
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class NotFetched:
    """Why a text could not be had, in words for readers."""

    why: str
    again: bool = False  # the reason may pass: to be asked for again on another night


@dataclass(frozen=True, slots=True)
class RepoTexts:
    """Everything read of one model at one commit; the unit the texts walk stores and acknowledges."""

    hub_id: str
    repo_id: str
    sha: str
    texts: Mapping[str, Text]
    not_fetched: Mapping[str, str]  # path -> why
    complete: bool = True  # False when something failed that another run may get
    listing: Listing | None = None  # where it was asked for
    refs: tuple[Ref, ...] = ()  # what the card points to


def queue_changed(db: Database, scope_sql: str, *, untried: bool = False) -> int:
    """Queue every live model in scope whose listed commit is not the one that was read; gives the queue's length.

    What an earlier run left queued is forgotten: the queue follows from the rows. `untried`: only models never read.
    """
    tried = "AND NOT EXISTS (SELECT 1 FROM facts.texts AS t WHERE t.hub_id = m.hub_id)" if untried else ""
    with db.atomic():
        db.execute("DELETE FROM facts.frontier WHERE walk = 'texts'")
        db.execute(
            "INSERT INTO facts.frontier (walk, key, payload)"
            " SELECT 'texts', m.hub_id, json_object('repo_id', m.repo_id, 'sha', m.sha) FROM models AS m"
            " LEFT JOIN facts.reads AS r ON r.hub_id = m.hub_id"
            f" WHERE m.removed_at IS NULL AND ({scope_sql}) AND (r.sha IS NULL OR r.sha IS NOT m.sha) {tried}"
        )
    return frontier.left(db, WALK)


def queue_oldest(db: Database) -> None:
    """Have the longest unread models read again, a ninetieth of all a night, whatever the list says of them."""
    total = db.execute("SELECT count(*) FROM facts.reads").fetchone()[0]
    before = (datetime.now(UTC) - REREAD_AFTER).strftime("%Y-%m-%dT%H:%M:%S")
    db.execute(
        "DELETE FROM facts.reads WHERE hub_id IN"
        " (SELECT hub_id FROM facts.reads WHERE read_at < ? ORDER BY read_at LIMIT ?)",
        (before, -(-total // REREAD_AFTER.days)),
    )


def read_again(db: Database, hub_id: str) -> None:
    """Forget that a model was read: the next walk over texts takes it, whatever its commit."""
    db.execute("DELETE FROM facts.reads WHERE hub_id = ?", (hub_id,))


def known_texts(db: Database, hub_id: str) -> dict[str, str]:
    """path -> oid of what was stored of a model at its last reading."""
    rows = db.execute("SELECT path, oid FROM facts.texts WHERE hub_id = ? AND oid IS NOT NULL", (hub_id,))
    return dict(rows.fetchall())


def has_blob(db: Database, oid: str) -> bool:
    """Are these bytes stored?"""
    return db.execute("SELECT 1 FROM facts.blobs WHERE oid = ?", (oid,)).fetchone() is not None


def blob(db: Database, oid: str) -> bytes | None:
    """The bytes of one blob."""
    row = db.execute("SELECT body FROM facts.blobs WHERE oid = ?", (oid,)).fetchone()
    return zlib.decompress(row[0]) if row else None


def store_texts(db: Database, read: RepoTexts) -> None:
    """Store a reading and acknowledge its task, in one transaction."""
    with db.atomic():
        store_blobs(db, read.texts.values())
        db.execute("DELETE FROM facts.texts WHERE hub_id = ?", (read.hub_id,))
        rows: list[tuple[str, str, str | None, str | None]] = []
        rows += [(read.hub_id, path, text.oid, None) for path, text in read.texts.items()]
        rows += [(read.hub_id, path, None, why) for path, why in read.not_fetched.items()]
        db.conn.executemany("INSERT INTO facts.texts (hub_id, path, oid, why) VALUES (?, ?, ?, ?)", rows)
        if read.listing is not None:
            store_listing(db, read.hub_id, read.listing)
        if read.complete:
            db.execute("INSERT OR REPLACE INTO facts.reads VALUES (?, ?, ?)", (read.hub_id, read.sha, now()))
        refs.store_refs(db, read.hub_id, read.refs)
        neighbours.queue_unknown(db, read.refs)
        dirty.mark(db, [read.hub_id])
        frontier.done(db, WALK, read.hub_id)


def store_blobs(db: Database, texts: Iterable[Text]) -> None:
    """Keep bytes that are not stored yet."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO facts.blobs (oid, size, body) VALUES (?, ?, ?)",
        ((t.oid, len(t.body), zlib.compress(t.body, 6)) for t in texts if t.body is not None),
    )


def take(db: Database) -> None:
    """Take over from the attached shard what was read of the models in temp.taken."""
    for table in ("texts", "reads"):
        db.execute(f"DELETE FROM facts.{table} WHERE hub_id IN temp.taken")
        db.execute(f"INSERT INTO facts.{table} SELECT * FROM shard_facts.{table} WHERE hub_id IN temp.taken")
    oids = "SELECT oid FROM facts.texts WHERE hub_id IN temp.taken AND oid IS NOT NULL"
    db.execute(f"INSERT OR IGNORE INTO facts.blobs SELECT * FROM shard_facts.blobs WHERE oid IN ({oids})")

"""Linked licences: each address once, however many models link to it; a queue a host: none waits for another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from sqlite_utils import Database

from crawler.clock import now
from crawler.store import dirty, frontier
from crawler.store.texts import NotFetched, Text, store_blobs

NOT_YET = "linked, and not asked for yet"
AGAIN = timedelta(hours=20)  # until the next night: what could not be had is asked for again
REFRESH = timedelta(days=30)  # texts at an address change without a commit that would tell


@dataclass(frozen=True, slots=True)
class Linked:
    """What an address answered."""

    walk: str
    address: str
    got: Text | NotFetched


def queue_links(db: Database) -> dict[str, int]:
    """Queue every linked address that was never asked for, or long ago; gives the length of each host's queue."""
    with db.atomic():
        _adopt(db)
        for (address,) in db.execute(
            "SELECT DISTINCT t.path FROM facts.texts AS t LEFT JOIN facts.links AS l ON l.address = t.path"
            " WHERE t.path >= 'https://' AND t.path < 'https:0'"
            " AND (l.address IS NULL OR l.asked_at < ? OR (l.again AND l.asked_at < ?))",
            (_before(REFRESH), _before(AGAIN)),
        ).fetchall():
            frontier.add(db, f"links/{urlsplit(address).hostname}", [(address, {})])
    return queues(db)


def queues(db: Database) -> dict[str, int]:
    """walk -> addresses left, of every host that something is left of."""
    rows = db.execute(
        "SELECT walk, count(*) FROM facts.frontier WHERE walk >= 'links/' AND walk < 'links0' GROUP BY walk"
    )
    return dict(rows.fetchall())


def store_link(db: Database, linked: Linked) -> None:
    """Store what an address answered, for every model that links to it, and acknowledge the task."""
    oid = linked.got.oid if isinstance(linked.got, Text) else None
    why, again = (None, False) if isinstance(linked.got, Text) else (linked.got.why, linked.got.again)
    with db.atomic():
        if isinstance(linked.got, Text):
            store_blobs(db, [linked.got])
        db.execute(
            "INSERT OR REPLACE INTO facts.links VALUES (?, ?, ?, ?, ?)", (linked.address, now(), oid, why, again)
        )
        _tell(db, "t.path = ?", oid, why, linked.address)
        frontier.done(db, linked.walk, linked.address)


def park(db: Database, walk: str, why: str) -> None:
    """Say of everything left in a host's queue why it has no text; it stays queued for the next night."""
    with db.atomic():
        _tell(db, "t.oid IS NULL AND t.path IN (SELECT key FROM facts.frontier WHERE walk = ?)", None, why, walk)


def take(db: Database) -> None:
    """Take over from the attached shard the newer answers of addresses; the models' own rows carry their texts."""
    db.execute(
        "INSERT INTO facts.links SELECT * FROM shard_facts.links WHERE true ON CONFLICT (address) DO UPDATE SET"
        " (asked_at, oid, why, again) = (excluded.asked_at, excluded.oid, excluded.why, excluded.again)"
        " WHERE excluded.asked_at > links.asked_at"
    )


def _tell(db: Database, condition: str, oid: str | None, why: str | None, value: str) -> None:
    """Write what is known of addresses into the models that link to them, and have those judged again."""
    where = f"{condition} AND (t.oid IS NOT ? OR t.why IS NOT ?)"
    dirty.mark_selected(db, f"SELECT t.hub_id FROM facts.texts AS t WHERE {where}", (value, oid, why))
    db.execute(f"UPDATE facts.texts AS t SET oid = ?, why = ? WHERE {where}", (oid, why, value, oid, why))


def _adopt(db: Database) -> None:
    """Models read since take over what an earlier run learnt of the addresses they link to."""
    db.execute(
        "UPDATE facts.texts AS t SET oid = l.oid, why = l.why FROM facts.links AS l"
        " WHERE l.address = t.path AND t.oid IS NULL AND t.why = ?",
        (NOT_YET,),
    )


def _before(age: timedelta) -> str:
    return (datetime.now(UTC) - age).strftime("%Y-%m-%dT%H:%M:%S")

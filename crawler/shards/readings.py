"""What was read of models and of what they name, taken over from the shards: a reading goes whole, from one shard."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.shards.attach import Part
from crawler.store import aliases, dirty, links, listings, neighbours, refs, systems, texts
from pipelines.neighbours import neighbour_row

CHUNK = 2000  # models, or neighbours, of one transaction
_TEXTS = "SELECT path, oid, why FROM {schema}.texts WHERE hub_id = o.hub_id"
_SHARD, _OURS = _TEXTS.format(schema="shard_facts"), _TEXTS.format(schema="facts")
DIFFERING = (
    "SELECT o.hub_id FROM temp.reading_owners AS o"
    " LEFT JOIN shard_facts.reads AS sr ON sr.hub_id = o.hub_id LEFT JOIN facts.reads AS r ON r.hub_id = o.hub_id"
    " LEFT JOIN shard_facts.listings AS sl ON sl.hub_id = o.hub_id"
    " LEFT JOIN facts.listings AS l ON l.hub_id = o.hub_id"
    " WHERE o.number = ? AND ((sr.sha, sr.read_at, sl.sha, sl.body) IS NOT (r.sha, r.read_at, l.sha, l.body)"
    f" OR EXISTS ({_SHARD} EXCEPT {_OURS}) OR EXISTS ({_OURS} EXCEPT {_SHARD}))"
)


def take_readings(db: Database, part: Part) -> int:
    """Take over the readings that differ and mark their models dirty; gives how many."""
    _table(db, "differing", DIFFERING, part.shard.number)
    taken = 0
    while db.execute("SELECT EXISTS (SELECT 1 FROM temp.differing)").fetchone()[0]:
        _table(db, "taken", "SELECT hub_id FROM temp.differing LIMIT ?", CHUNK)
        with db.atomic():
            for room in (texts, listings, refs):
                room.take(db)
            dirty.mark_selected(db, "SELECT hub_id FROM temp.taken")
        taken += db.execute("DELETE FROM temp.differing WHERE hub_id IN temp.taken").rowcount
    return taken


def take_surroundings(db: Database) -> None:
    """Take over what was learnt of datasets, code repositories, linked addresses, names and systems, newest first."""
    while newer := neighbours.newer_in_shard(db, CHUNK):
        with db.atomic():
            for learnt, read_at in newer:
                neighbours.store_neighbour(db, learnt, neighbour_row(learnt.facts), read_at)
    with db.atomic():
        for room in (links, aliases, systems):
            room.take(db)


def _table(db: Database, name: str, select: str, value: int) -> None:
    db.execute(f"DROP TABLE IF EXISTS temp.{name}")
    db.execute(f"CREATE TEMP TABLE {name} (hub_id TEXT PRIMARY KEY) WITHOUT ROWID")
    db.execute(f"INSERT INTO temp.{name} {select}", (value,))

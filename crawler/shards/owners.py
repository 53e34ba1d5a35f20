"""From which shard each model is taken: the one it lives in, else the one that looked at it last."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from crawler.shards.attach import Part, attached

ROWS = "SELECT hub_id, last_seen AS at FROM shard.models WHERE hub_id IS NOT NULL"
READINGS = (  # what was listed or read of a model, whole or in part
    "SELECT t.hub_id, coalesce(r.read_at || ' ' || r.sha, '') AS at FROM"
    " (SELECT hub_id FROM shard_facts.listings UNION SELECT hub_id FROM shard_facts.texts) AS t"
    " LEFT JOIN shard_facts.reads AS r ON r.hub_id = t.hub_id"
)


def find_owners(db: Database, parts: Iterable[Part]) -> None:
    """Make temp.row_owners and temp.reading_owners: hub_id, number of the shard. The order of `parts` changes nothing.

    Every shard lists the whole Hub, so all have a row of almost every model, each as of its own moment.
    """
    for table in ("row_owners", "reading_owners"):
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")
        db.execute(
            f"CREATE TEMP TABLE {table} (hub_id TEXT PRIMARY KEY, rank TEXT NOT NULL, number INTEGER NOT NULL)"
            " WITHOUT ROWID"
        )
    for part in parts:
        with attached(db, part):
            for table, known in (("row_owners", ROWS), ("reading_owners", READINGS)):
                db.execute(
                    f"INSERT INTO temp.{table} SELECT hub_id, here(hub_id) || at AS rank, ? FROM ({known}) WHERE true"
                    " ON CONFLICT (hub_id) DO UPDATE SET (rank, number) = (excluded.rank, excluded.number)"
                    f" WHERE (excluded.rank, excluded.number) > ({table}.rank, {table}.number)",
                    (part.shard.number,),
                )

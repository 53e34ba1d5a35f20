"""Which datasets, code repositories and base models the cards name: the one owner of facts.refs."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from crawler.model import Kind, Ref

BASES = "SELECT name FROM facts.refs WHERE kind = 'models'"  # every base model that a card names
NAMING = "SELECT hub_id FROM facts.refs WHERE kind = ? AND name = ?"  # models whose card names a repository


def key(ref: Ref) -> str:
    """The name a repository is kept under; hosts ignore the case of all but models, whose rows have the Hub's own."""
    return ref.name if ref.kind is Kind.MODEL else ref.name.lower()


def store_refs(db: Database, hub_id: str, refs: Iterable[Ref]) -> None:
    """Note what a model's card names now."""
    db.execute("DELETE FROM facts.refs WHERE hub_id = ?", (hub_id,))
    rows = ((hub_id, ref.kind.value, key(ref)) for ref in refs)
    db.conn.executemany("INSERT OR IGNORE INTO facts.refs VALUES (?, ?, ?)", rows)


def of_model(db: Database, hub_id: str) -> list[Ref]:
    """What a model's card names, in order of kind and name."""
    rows = db.execute("SELECT kind, name FROM facts.refs WHERE hub_id = ? ORDER BY kind, name", (hub_id,))
    return [Ref(Kind(kind), name) for kind, name in rows]


def take(db: Database) -> None:
    """Take over from the attached shard what the cards of the models in temp.taken name."""
    db.execute("DELETE FROM facts.refs WHERE hub_id IN temp.taken")
    db.execute("INSERT INTO facts.refs SELECT * FROM shard_facts.refs WHERE hub_id IN temp.taken")

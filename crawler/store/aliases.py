"""Names that lead to a model under another name, or to none: the one owner of facts.aliases."""

from __future__ import annotations

import json

from sqlite_utils import Database

from crawler.clock import now
from crawler.model import Kind
from crawler.store import dirty


def remember(db: Database, name: str, hub_id: str | None) -> None:
    """Keep what a name leads to; None where the Hub knows no such model."""
    db.execute("INSERT OR REPLACE INTO facts.aliases VALUES (?, ?, ?)", (name, hub_id, now()))


def known_name(db: Database, name: str) -> str:
    """The name a model has now, where the name given is an older or differently spelt one."""
    row = db.execute(
        "SELECT m.repo_id FROM facts.aliases AS a JOIN models AS m ON m.hub_id = a.hub_id WHERE a.name = ?", (name,)
    ).fetchone()
    return row[0] if row else name


def hub_ids(db: Database, names: list[str]) -> dict[str, str | None]:
    """name -> the Hub's id of the model it leads to, None where there is none."""
    rows = db.execute(
        "SELECT j.value, coalesce(m.hub_id, a.hub_id) FROM json_each(?) AS j"
        " LEFT JOIN models AS m ON m.repo_id = j.value LEFT JOIN facts.aliases AS a ON a.name = j.value",
        (json.dumps(names),),
    )
    return dict(rows.fetchall())


def take(db: Database) -> None:
    """Take over from the attached shard what names lead to, newest first; a model that names one is dirty."""
    newer = (
        "FROM shard_facts.aliases AS s LEFT JOIN facts.aliases AS a ON a.name = s.name"
        " WHERE a.name IS NULL OR s.asked_at > a.asked_at"
    )
    moved = f"SELECT s.name {newer} AND s.hub_id IS NOT a.hub_id"
    dirty.mark_selected(db, f"SELECT hub_id FROM facts.refs WHERE kind = '{Kind.MODEL.value}' AND name IN ({moved})")
    db.execute(f"INSERT OR REPLACE INTO facts.aliases SELECT s.* {newer}")

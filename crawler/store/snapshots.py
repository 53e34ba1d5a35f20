"""Putting a `Snapshot` together again from what the crawl stored, so that `judge` needs no network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from crawler.model import Snapshot
from crawler.pdf import decoded
from crawler.store.listings import listing
from crawler.store.neighbours import neighbours_of
from crawler.store.texts import blob


@dataclass(frozen=True, slots=True)
class Stored:
    """A snapshot with what only the store needs: the row it belongs to and the blob oid of every text."""

    hub_id: str
    no: int
    snapshot: Snapshot
    oids: dict[str, str]
    row: dict[str, Any]


def load(db: Database, hub_id: str) -> Stored | None:
    """One model as it was last read; None when no row is left of it."""
    cursor = db.execute("SELECT * FROM models WHERE hub_id = ?", (hub_id,))
    values = cursor.fetchone()
    if values is None:
        return None
    row = dict(zip((d[0] for d in cursor.description), values, strict=True))
    listed = listing(db, hub_id)
    oids, not_fetched = _texts(db, hub_id)
    read = db.execute("SELECT sha FROM facts.reads WHERE hub_id = ?", (hub_id,)).fetchone()
    datasets, code_repos = neighbours_of(db, hub_id)
    snapshot = Snapshot(
        repo_id=row["repo_id"],
        sha=(read[0] if read else row["sha"]) or "",
        info={**listed.info, "gated": row["gated"] or ""},
        files=listed.files,
        texts={path: _decoded(db, oid) for path, oid in oids.items()},
        not_fetched=not_fetched,
        datasets=datasets,
        code_repos=code_repos,
    )
    return Stored(hub_id, row["no"], snapshot, oids, row)


def _texts(db: Database, hub_id: str) -> tuple[dict[str, str], dict[str, str]]:
    rows = db.execute("SELECT path, oid, why FROM facts.texts WHERE hub_id = ? ORDER BY path", (hub_id,)).fetchall()
    return {p: oid for p, oid, _ in rows if oid}, {p: why for p, oid, why in rows if not oid}


def _decoded(db: Database, oid: str) -> str:
    return decoded(blob(db, oid) or b"")

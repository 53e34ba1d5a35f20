"""Which model people mean: an id, an address of the Hub, another letter case, or a name it had before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

from crawler import readonly
from crawler.addresses import HUB_HOSTS
from crawler.store.database import facts_path

_SPELLINGS = (
    "SELECT * FROM models WHERE repo_id = ?",
    "SELECT * FROM models WHERE repo_id = ? COLLATE NOCASE",
    "SELECT m.* FROM changes AS c JOIN models AS m USING (repo_id) WHERE c.field = 'repo_id' AND c.old = ?"
    " COLLATE NOCASE ORDER BY c.seen_at DESC",
)


def repo_id_of(words: str) -> str:
    """`https://hf.co/org/name/tree/main?x=1` is org/name; what is no address of the Hub is left as it is."""
    words = words.strip()
    parts = urlsplit(words if "://" in words else f"https://{words}")
    if (parts.hostname or "").removeprefix("www.") not in HUB_HOSTS:
        return words.strip("/")
    named = [unquote(part) for part in parts.path.split("/") if part]
    named = named[2:] if named[:2] == ["api", "models"] else named[1:] if named[:1] == ["models"] else named
    return "/".join(named[:2])


def find(db: sqlite3.Connection, words: str) -> sqlite3.Row | None:
    """The row of one model, however it is named; None where no scan has seen it."""
    name = repo_id_of(words)
    rows = (db.execute(spelling, (name,)).fetchone() for spelling in _SPELLINGS)
    return next((row for row in rows if row is not None), None)


def find_beside(db: sqlite3.Connection, path: Path, words: str) -> sqlite3.Row | None:
    """The same, and where that finds none, by the names that the side database of a scan knows to lead elsewhere."""
    row = find(db, words)
    if row is None and facts_path(path).is_file():
        row = db.execute("SELECT * FROM models WHERE hub_id = ?", (_alias(facts_path(path), words),)).fetchone()
    return row


def _alias(facts: Path, words: str) -> str | None:
    """The Hub's own id of the model that an alias leads to."""
    known = "SELECT hub_id FROM aliases WHERE name = ? COLLATE NOCASE"
    try:
        with closing(sqlite3.connect(readonly.address(facts, "ro"), uri=True)) as db:
            row = db.execute(known, (repo_id_of(words),)).fetchone()
    except sqlite3.Error:  # readers do not need the side database: one that cannot be read knows no names
        return None
    return row[0] if row else None

"""The history: one row a changed field of a model. What a model was when first read is no change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from crawler.clock import now


def record(db: Database, run_id: str, repo_id: str, found: Mapping[str, tuple[Any, Any]], cause: str) -> None:
    """Add a row for every field in `found`: field -> (old, new)."""
    moment = now()
    db.conn.executemany(
        "INSERT INTO changes (repo_id, seen_at, run_id, field, old, new, cause) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((repo_id, moment, run_id, field, _text(old), _text(new), cause) for field, (old, new) in found.items()),
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)

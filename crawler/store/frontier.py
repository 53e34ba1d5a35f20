"""What is still to be fetched: a table with leases. A claim is a lease; only the store's commit ends a task.

At-least-once, so storing must be idempotent. The key is the unit of work, not a pickled request (docs/decisions/0001).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

LEASE = 900.0  # seconds a claimed task is left to its claimer
MOST_ATTEMPTS = 3  # claims a run spends on one task before it is left to the next run


@dataclass(frozen=True, slots=True)
class Task:
    """One claimed piece of work of one walk."""

    walk: str
    key: str
    payload: Mapping[str, Any]
    attempts: int


def add(db: Database, walk: str, tasks: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Queue tasks; a key that is queued already keeps its place and takes the newer payload."""
    db.conn.executemany(
        "INSERT INTO facts.frontier (walk, key, payload) VALUES (?, ?, ?)"
        " ON CONFLICT (walk, key) DO UPDATE SET payload = excluded.payload",
        ((walk, key, json.dumps(payload)) for key, payload in tasks),
    )


def claim(db: Database, walk: str, n: int) -> list[Task]:
    """Lease up to n tasks."""
    now = time.time()
    rows = db.execute(
        "UPDATE facts.frontier SET claimable_at = ?, attempts = attempts + 1 WHERE walk = ? AND key IN (SELECT key FROM"
        " facts.frontier WHERE walk = ? AND claimable_at <= ? AND attempts < ? ORDER BY claimable_at LIMIT ?)"
        " RETURNING key, payload, attempts",
        (now + LEASE, walk, walk, now, MOST_ATTEMPTS, n),
    ).fetchall()
    return [Task(walk, key, json.loads(payload), attempts) for key, payload, attempts in rows]


def done(db: Database, walk: str, key: str) -> None:
    """Acknowledge; to be called in the transaction that stores the result."""
    db.execute("DELETE FROM facts.frontier WHERE walk = ? AND key = ?", (walk, key))


def failed(db: Database, walk: str, key: str, error: str) -> None:
    """Give the lease back with what went wrong; the task may be claimed again until its attempts are spent."""
    db.execute(
        "UPDATE facts.frontier SET claimable_at = 0, error = ? WHERE walk = ? AND key = ?", (error[:500], walk, key)
    )


def left(db: Database, walk: str) -> int:
    """Tasks not acknowledged, leased ones included."""
    return int(db.execute("SELECT count(*) FROM facts.frontier WHERE walk = ?", (walk,)).fetchone()[0])


def release(db: Database) -> None:
    """At the start of a run, which holds the lock: leases of a killed run are void, attempts start anew."""
    db.execute("UPDATE facts.frontier SET claimable_at = 0, attempts = 0 WHERE claimable_at > 0 OR attempts > 0")

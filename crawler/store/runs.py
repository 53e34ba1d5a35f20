"""Rows of `runs`: written when a run begins, completed when it ends, marked as killed by the next one."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping

from sqlite_utils import Database

from crawler.clock import now


def begin(db: Database, mode: str, scope: str, versions: Mapping[str, int]) -> str:
    """Open a run and give its id."""
    db.execute("UPDATE runs SET outcome = 'killed' WHERE outcome = 'running'")
    started = now()
    run_id = f"{started[:19]}-{secrets.token_hex(2)}"
    db.table("runs").insert({
        "run_id": run_id, "started_at": started, "mode": mode, "scope": scope, "outcome": "running",
        "detector_versions": versions_text(versions),
    })  # fmt: skip
    return run_id


def note(db: Database, key: str, value: str) -> None:
    """Keep a fact about the whole file; writes nothing when it is known."""
    if fact(db, key) != value:
        db.execute("INSERT OR REPLACE INTO about (key, value) VALUES (?, ?)", (key, value))


def forget(db: Database, key: str) -> None:
    """Keep a fact about the whole file no longer."""
    db.execute("DELETE FROM about WHERE key = ?", (key,))


def fact(db: Database, key: str) -> str | None:
    """A fact about the whole file."""
    row = db.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def finish(db: Database, run_id: str, outcome: str, figures: Mapping[str, int]) -> None:
    """Close a run with its figures (columns of `runs`)."""
    db.table("runs").update(run_id, {"finished_at": now(), "outcome": outcome, **figures})


def reopen(db: Database, run_id: str, outcome: str) -> None:
    """Say otherwise of a run that had been called done."""
    db.table("runs").update(run_id, {"outcome": outcome})


def last_good(db: Database) -> str | None:
    """When the last run began whose sweep was complete; the increment walk goes back to then."""
    row = db.execute(
        "SELECT max(started_at) FROM runs WHERE outcome LIKE 'done%' AND mode IN ('full', 'incremental')"
    ).fetchone()
    return row[0] if row else None


def versions_text(versions: Mapping[str, int]) -> str:
    """Detector versions as they are stored."""
    return json.dumps(versions, sort_keys=True)

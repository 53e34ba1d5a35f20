"""The figures of the front page: what the last run saw, and how much of it could be judged."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from crawler import readonly
from crawler.schema import CARDS, LAYERS, question
from crawler.web import labels as words

OLD_AFTER_DAYS = 3  # nights that may be missed before readers are warned


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over the models that are still listed; `run` is the last finished run, `running` one under way."""

    run: dict[str, object] | None
    running: dict[str, object] | None
    versions: dict[str, object]
    models: int
    removed: int
    verdicts: tuple[tuple[str, str, int, float], ...]  # verdict, meaning, models, percent of models
    questions: tuple[tuple[str, str, int, float], ...]  # column, title, unknown, percent of models

    def age_days(self, now: datetime) -> int | None:
        """Whole days since the last finished run; None where none has finished or its date cannot be read."""
        try:
            finished = datetime.fromisoformat(str((self.run or {}).get("finished_at")))
        except ValueError:
            return None
        return (now - (finished if finished.tzinfo else finished.replace(tzinfo=UTC))).days


def load(db: sqlite3.Connection) -> Figures:
    """Count by verdict and by question: index scans, still about a second on millions of rows, so callers remember."""
    run = readonly.last_finished_run(db)
    by_verdict = "SELECT verdict, count(*) FROM models WHERE removed_at IS NULL GROUP BY verdict"
    counts = dict(db.execute(by_verdict).fetchall())
    models = sum(counts.values())
    return Figures(
        run=dict(run) if run else None,
        running=_running(db, str(run["started_at"]) if run else ""),
        versions=_versions(run),
        models=models,
        removed=db.execute("SELECT count(*) FROM models WHERE removed_at IS NOT NULL").fetchone()[0],
        verdicts=tuple(_share(name, says, counts.get(name, 0), models) for name, says in _verdicts()),
        questions=tuple(_share(name, question(name).title, _unknown(db, name), models) for name in (*LAYERS, *CARDS)),
    )


def _unknown(db: sqlite3.Connection, question: str) -> int:
    unknown = f"SELECT count(*) FROM models WHERE {question} = 'unknown' AND removed_at IS NULL"
    count: int = db.execute(unknown).fetchone()[0]
    return count


def _verdicts() -> tuple[tuple[str | None, str], ...]:
    return (*reversed(words.LADDER), words.NOT_DETERMINABLE, (None, "not judged yet"))


def _share(name: str | None, says: str, count: int, of: int) -> tuple[str, str, int, float]:
    return name or "", says, count, round(100 * count / of, 1) if of else 0.0


def _running(db: sqlite3.Connection, after: str) -> dict[str, object] | None:
    sql = "SELECT * FROM runs WHERE finished_at IS NULL AND started_at > ? ORDER BY started_at DESC LIMIT 1"
    row = db.execute(sql, (after,)).fetchone()
    return dict(row) if row else None


def _versions(run: sqlite3.Row | None) -> dict[str, object]:
    try:
        versions = json.loads(run["detector_versions"] or "{}") if run else {}
    except ValueError:
        return {}
    return versions if isinstance(versions, dict) else {}

"""What the front page tells: the last good run, what it changed on the Hub, and how much could be judged.

Everything is read from what a run leaves for readers (`events`, `trends`), so the first visit is as fast as any.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from crawler import readonly
from crawler.schema import CARDS, LAYERS, question
from crawler.web import labels as words

OLD_AFTER_DAYS = 3  # nights that may be missed before readers are warned
SHOWN = 4  # models named beside a kind of news, the most downloaded
NEWS = (  # title, and the filters of the table `events` that select it
    ("Licence became tighter", {"field": "license_id", "direction": "tighter"}),
    ("Licence became looser", {"field": "license_id", "direction": "looser"}),
    ("Gate was closed", {"field": "gated", "direction": "tighter"}),
    ("Became open-source-ai", {"field": "verdict", "new": "open-source-ai"}),
    ("New licence text", {"field": "license_text"}),
    ("New claim above the evidence", {"field": "claim"}),
    ("Gone from the Hub", {"field": "removed", "old": "no"}),
    ("New, and read", {"field": "model"}),
)
COUNTED = """
SELECT value, sum(models) FROM trends
WHERE dimension = ? AND population = 'all' AND basis = 'scanned' AND month = (
    SELECT max(month) FROM trends WHERE dimension = 'verdict' AND population = 'all' AND basis = 'scanned'
) GROUP BY value
"""


@dataclass(frozen=True, slots=True)
class News:
    """One kind of news of the last run: how often, the filters that list it, and the models most downloaded."""

    title: str
    count: int
    filters: dict[str, str]
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of the listed models as of the last finished run; `running` is one under way."""

    run: dict[str, object] | None
    running: dict[str, object] | None
    versions: dict[str, object]
    models: int
    removed: int
    news: tuple[News, ...]
    verdicts: tuple[tuple[str, str, int, float], ...]  # verdict, meaning, models, percent of models
    questions: tuple[tuple[str, str, int, float, float], ...]  # column, title, unknown, percent unknown, percent error

    def age_days(self, now: datetime) -> int | None:
        """Whole days since the last finished run; None where none has finished or its date cannot be read."""
        try:
            finished = datetime.fromisoformat(str((self.run or {}).get("finished_at")))
        except ValueError:
            return None
        return (now - (finished if finished.tzinfo else finished.replace(tzinfo=UTC))).days

    @property
    def error_rate(self) -> float:
        """Errors of the last run in percent of its requests."""
        run = self.run or {}
        asked = sum(int(str(run.get(f"requests_{bucket}") or 0)) for bucket in ("api", "resolvers", "github"))
        return _percent(int(str(run.get("errors") or 0)), asked)


def load(db: sqlite3.Connection) -> Figures:
    """Read what the last finished run left; its size follows the months and the news, not the models."""
    run = readonly.last_finished_run(db)
    counts = _counts(db, "verdict")
    models = sum(counts.values())
    return Figures(
        run=dict(run) if run else None,
        running=_running(db, str(run["started_at"]) if run else ""),
        versions=_versions(run),
        models=models,
        removed=db.execute("SELECT count(*) FROM models WHERE removed_at IS NOT NULL").fetchone()[0],
        news=tuple(_news(db, str(run["run_id"]))) if run else (),
        verdicts=tuple((name, says, (n := counts.get(name, 0)), _percent(n, models)) for name, says in _verdicts()),
        questions=tuple(_question(db, name, models) for name in (*LAYERS, *CARDS)),
    )


def _news(db: sqlite3.Connection, run_id: str) -> Iterator[News]:
    for title, chosen in NEWS:
        filters = {"run_id": run_id, **chosen}
        where = f"FROM events WHERE {' AND '.join(f'{column} = :{column}' for column in filters)}"
        count = db.execute(f"SELECT count(*) {where}", filters).fetchone()[0]
        named = db.execute(f"SELECT repo_id {where} ORDER BY downloads DESC LIMIT {SHOWN}", filters)
        yield News(title, count, filters, tuple(row[0] for row in named))


def _question(db: sqlite3.Connection, name: str, models: int) -> tuple[str, str, int, float, float]:
    answers = _counts(db, name)
    unknown, errors = answers.get("unknown", 0), answers.get("error", 0)
    return name, question(name).title, unknown, _percent(unknown, models), _percent(errors, models)


def _counts(db: sqlite3.Connection, dimension: str) -> dict[str, int]:
    return dict(db.execute(COUNTED, (dimension,)).fetchall())


def _verdicts() -> tuple[tuple[str, str], ...]:
    return (*reversed(words.LADDER), words.NOT_DETERMINABLE, ("", "not judged yet"))


def _percent(count: int, of: int) -> float:
    return round(100 * count / of, 1) if of else 0.0


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

"""The monthly aggregate: shares of every answer, for all models, those anybody downloads, and the popular ones."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from crawler.schema import DIMENSIONS

POPULATIONS = {  # most repositories are dead; every share is published with and without them
    "all": "1",
    "live": "downloads >= 1",
    "popular": "downloads >= 1000 OR likes >= 5",
}


def store_trends(db: Database, month: str) -> None:
    """Bring a month's rows (YYYY-MM) up to date; writes nothing when nothing differs."""
    stored = set(db.execute("SELECT * FROM trends WHERE month = ?", (month,)).fetchall())
    rows = set(_rows(db, month))
    if rows != stored:
        with db.atomic():
            db.execute("DELETE FROM trends WHERE month = ?", (month,))
            db.conn.executemany("INSERT INTO trends VALUES (?, ?, ?, ?, ?, ?)", sorted(rows))


def _rows(db: Database, month: str) -> Iterator[tuple[str, str, str, str, int, int]]:
    for population, condition in POPULATIONS.items():
        for dimension in DIMENSIONS:
            found = db.execute(
                f"SELECT coalesce({dimension}, ''), count(*), coalesce(sum(downloads), 0) FROM models"
                f" WHERE removed_at IS NULL AND ({condition}) GROUP BY 1"
            )
            yield from ((month, population, dimension, value, models, downloads) for value, models, downloads in found)

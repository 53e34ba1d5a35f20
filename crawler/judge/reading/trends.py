"""The monthly aggregate: shares of every answer, for all models, those anybody downloads, and the popular ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from sqlite_utils import Database

from crawler.schema import DIMENSIONS, TRENDS

POPULATIONS = {  # most repositories are dead; every share is published with and without them
    "all": "1",
    "live": "downloads >= 1",
    "popular": "downloads >= 1000 OR likes >= 5",
}
SCANNED, CREATED_IN, CREATED_UNTIL = "scanned", "created-in", "created-until"
_PLACES = 6  # of a share
Counts = dict[str, Counter[tuple[str, str]]]  # month of creation to (value, what is counted) to its number
Row = tuple[str, str, str, str, int, int, str, float | None, float | None]


def store_trends(db: Database, month: str) -> None:
    """Bring this month (YYYY-MM) up to date, and the months of creation, which are as of now; writes what differs."""
    first = db.execute("SELECT min(month) FROM trends WHERE basis = ?", (SCANNED,)).fetchone()[0] or month
    kept = "SELECT * FROM trends WHERE basis <> ? OR month = ?"
    stored: set[Row] = set(db.execute(kept, (SCANNED, month)).fetchall())
    rows = set(_rows(db, month, min(first, month)))
    if rows != stored:
        fresh = sorted(rows, key=_key)
        with db.atomic():
            db.execute("DELETE FROM trends WHERE basis <> ? OR month = ?", (SCANNED, month))
            places = ", ".join("?" * len(TRENDS.columns))
            db.conn.executemany(f"INSERT INTO trends VALUES ({places})", fresh)


def _rows(db: Database, month: str, first: str) -> Iterator[Row]:
    """Every row that rests on the models as they are now; `first` is the first month with a scan."""
    for dimension in DIMENSIONS:
        for population, counts in _counted(db, dimension).items():
            total: Counter[tuple[str, str]] = Counter()
            for created in sorted(counts):
                total += counts[created]
                yield from _shares((created, population, dimension), counts[created], CREATED_IN)
                if created < first:
                    yield from _shares((created, population, dimension), total, CREATED_UNTIL)
            yield from _shares((month, population, dimension), total, SCANNED)


def _counted(db: Database, dimension: str) -> Mapping[str, Counts]:
    """By population: models and downloads of each value by the month the repositories were created in."""
    flags = ", ".join(f"coalesce({condition}, 0) AS is_{name}" for name, condition in POPULATIONS.items())
    names = ", ".join(f"is_{name}" for name in POPULATIONS)
    found = db.execute(
        f"SELECT substr(coalesce(created_at, ''), 1, 7) AS month, coalesce({dimension}, '') AS value, {flags},"
        f" count(*), coalesce(sum(downloads), 0) FROM models WHERE removed_at IS NULL GROUP BY month, value, {names}"
    )
    counted: dict[str, Counts] = {name: defaultdict(Counter) for name in POPULATIONS}
    for month, value, *flagged, models, downloads in found:
        for population, belongs in zip(POPULATIONS, flagged, strict=True):
            if belongs:
                counted[population][month].update({(value, "models"): models, (value, "downloads"): downloads})
    return counted


def _shares(key: tuple[str, str, str], counts: Counter[tuple[str, str]], basis: str) -> Iterator[Row]:
    of = {what: sum(n for (_, counted), n in counts.items() if counted == what) for what in ("models", "downloads")}
    for value in {value for value, _ in counts}:
        models, downloads = counts[value, "models"], counts[value, "downloads"]
        yield (*key, value, models, downloads, basis, _part(models, of["models"]), _part(downloads, of["downloads"]))


def _key(row: Row) -> tuple[str, ...]:
    month, population, dimension, value, *_ = row
    return month, population, dimension, value, row[6]


def _part(count: int, of: int) -> float | None:
    return round(count / of, _PLACES) if of else None

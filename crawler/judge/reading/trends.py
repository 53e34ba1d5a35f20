"""The monthly aggregate: shares of every answer, for all models, those anybody downloads, and the popular ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pyarrow as pa
from sqlite_utils import Database

from crawler.schema import DIMENSIONS, TRENDS

POPULATIONS = {  # most repositories are dead; every share is published with and without them
    "all": "1",
    "live": "downloads >= 1",
    "popular": "downloads >= 1000 OR likes >= 5",
}
SCANNED, CREATED_IN, CREATED_UNTIL = "scanned", "created-in", "created-until"
BATCH = 50_000  # rows
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
    for (dimension, population), counts in _counted(db).items():
        total: Counter[tuple[str, str]] = Counter()
        for created in sorted(counts):
            total += counts[created]
            yield from _shares((created, population, dimension), counts[created], CREATED_IN)
            if created < first:
                yield from _shares((created, population, dimension), total, CREATED_UNTIL)
        yield from _shares((month, population, dimension), total, SCANNED)


def _counted(db: Database) -> dict[tuple[str, str], Counts]:
    """By dimension and population: models and downloads of each value by the month the repositories were created in.

    One pass over the models, whatever the number of dimensions; Arrow counts a batch of rows at a time.
    """
    flags = ", ".join(f"coalesce({condition}, 0)" for condition in POPULATIONS.values())
    values = ", ".join(f"coalesce({dimension}, '')" for dimension in DIMENSIONS)
    cursor = db.execute(
        f"SELECT substr(coalesce(created_at, ''), 1, 7), coalesce(downloads, 0), {flags}, {values} FROM models"
        " WHERE removed_at IS NULL"
    )
    counted: dict[tuple[str, str], Counts] = {
        (dimension, population): defaultdict(Counter) for dimension in DIMENSIONS for population in POPULATIONS
    }
    while rows := cursor.fetchmany(BATCH):
        names = ("month", "downloads", *POPULATIONS, *DIMENSIONS)
        batch = pa.table([_column(values) for values in zip(*rows, strict=True)], names=names)
        for dimension in DIMENSIONS:
            _count(batch, dimension, counted)
    return counted


def _column(values: tuple[str | int, ...]) -> pa.Array:
    column = pa.array(values)
    return column.dictionary_encode() if pa.types.is_string(column.type) else column


def _count(batch: pa.Table, dimension: str, counted: dict[tuple[str, str], Counts]) -> None:
    keys = ["month", dimension, *POPULATIONS]
    found = batch.group_by(keys, use_threads=False).aggregate([([], "count_all"), ("downloads", "sum")])
    columns = [found[name].to_pylist() for name in (*keys, "count_all", "downloads_sum")]
    for month, value, *belongs, models, downloads in zip(*columns, strict=True):
        for population, is_in in zip(POPULATIONS, belongs, strict=True):
            if is_in:
                sums = {(value, "models"): models, (value, "downloads"): downloads}
                counted[dimension, population][month].update(sums)


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

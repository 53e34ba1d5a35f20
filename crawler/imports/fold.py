"""One dated table after the other: what changed between them, and the shares of each month."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from crawler.imports.keep import Change, Share
from crawler.imports.tables import FIELDS, look
from crawler.judge.reading.trends import POPULATIONS

MOST_LOST = 0.10  # of the models of one table that the next may not have; beyond it the table is a part of the Hub
ROWS = 10_000  # fetched at a time
JOINED = "temp.state AS s FULL JOIN temp.looked AS n ON n.repo_id = s.repo_id"


def changes_and_shares(
    db: duckdb.DuckDBPyConnection, tables: list[tuple[str, Path]], tell: Callable[[str], None]
) -> Iterator[Change | Share]:
    """Fold tables, oldest first, in memory bounded by the engine. `tell` is given what was not believed.

    A value is compared with the last one that was known of it, so a table without a column hides no change; a model
    that one table lacks and a later one has was removed and came back.
    """
    for n, (day, path) in enumerate(tables):
        look(db, path)
        if n == 0:
            first = f"repo_id, {', '.join(FIELDS)}, true AS present, '{day}' AS day"
            db.execute(f"CREATE TEMP TABLE state AS SELECT {first} FROM temp.looked")
        else:
            believed = _believed(db, path, tell)
            yield from _changes(db, day, believed)
            _move_on(db, day, believed)
        if n + 1 == len(tables) or tables[n + 1][0][:7] != day[:7]:
            yield from _shares(db, day[:7])
        db.execute("DROP TABLE temp.looked")


def _believed(db: duckdb.DuckDBPyConnection, path: Path, tell: Callable[[str], None]) -> bool:
    """May a model that the table lacks be called removed?"""
    row = db.execute(f"SELECT count(*), count(*) - count(n.repo_id) FROM {JOINED} WHERE s.present").fetchone()
    live, lost = row if row else (0, 0)
    if lost > live * MOST_LOST:
        tell(f"{path}: {lost:,} of {live:,} models are not in it: a part of the Hub, none is counted as removed")
    return bool(lost <= live * MOST_LOST)


def _changes(db: duckdb.DuckDBPyConnection, day: str, believed: bool) -> Iterator[Change]:
    parts = [(f"'{field}', s.{field}, n.{field}", f"s.{field} <> n.{field}") for field in FIELDS]
    parts.append(("'removed', 'yes', 'no'", "NOT s.present AND n.repo_id IS NOT NULL"))
    if believed:
        parts.append(("'removed', 'no', 'yes'", "s.present AND n.repo_id IS NULL"))
    selects = [f"SELECT s.repo_id, s.day, {what} FROM {JOINED} WHERE {condition}" for what, condition in parts]
    found = db.execute(f"{' UNION ALL '.join(selects)} ORDER BY 1, 3")
    while rows := found.fetchmany(ROWS):
        yield from (Change(repo_id, since, day, field, old, new) for repo_id, since, field, old, new in rows)


def _move_on(db: duckdb.DuckDBPyConnection, day: str, believed: bool) -> None:
    """The state after a table: what it says, and what was known before where it says nothing."""
    known = ", ".join(f"coalesce(n.{field}, s.{field}) AS {field}" for field in FIELDS)
    gone = "false" if believed else "s.present"
    db.execute(
        f"CREATE TEMP TABLE next AS SELECT coalesce(n.repo_id, s.repo_id) AS repo_id, {known},"
        f" CASE WHEN n.repo_id IS NOT NULL THEN true ELSE {gone} END AS present,"
        f" CASE WHEN n.repo_id IS NOT NULL THEN '{day}' ELSE s.day END AS day FROM {JOINED}"
    )
    db.execute("DROP TABLE temp.state")
    db.execute("ALTER TABLE temp.next RENAME TO state")


def _shares(db: duckdb.DuckDBPyConnection, month: str) -> Iterator[Share]:
    """Shares of what the month's last table says; a value that it does not say is `unknown`."""
    for population, condition in POPULATIONS.items():
        for field in ("license_tag", "gated"):
            found = db.execute(
                f"SELECT coalesce({field}, 'unknown'), count(*), sum(downloads) FROM temp.looked WHERE {condition}"
                " GROUP BY 1 ORDER BY 1"
            ).fetchall()
            yield from (Share(month, population, field, value, models, int(n)) for value, models, n in found)

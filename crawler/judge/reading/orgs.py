"""What each user and organisation releases, counted once a run; type and country of the largest from a data file."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from sqlite_utils import Database

from crawler.schema import ORGS, VERDICTS

UNKNOWN = "unknown"
_COUNTS = (
    *(f"sum(verdict = '{rung}')" for rung in VERDICTS[:-1]),
    "sum(coalesce(verdict, 'not-determinable') = 'not-determinable')",
    "sum(gated IN ('auto', 'manual'))",
    "sum(training_data IN ('yes', 'partial'))",
    "sum(training_code IN ('yes', 'partial'))",
    "sum(claims_open_source = 'yes')",
    "sum(openwashing = 'yes')",
)
Row = tuple[object, ...]


def store_orgs(db: Database) -> None:
    """Count again for everybody; writes only the rows that differ."""
    known = known_orgs()
    fresh = {row[0]: row for row in (_row(found, known) for found in _counted(db))}
    stored = {row[0]: tuple(row) for row in db.execute("SELECT * FROM orgs").fetchall()}
    with db.atomic():
        gone = [(author,) for author in stored if author not in fresh]
        db.conn.executemany("DELETE FROM orgs WHERE author = ?", gone)
        changed = [row for author, row in fresh.items() if stored.get(str(author)) != row]
        places = ", ".join("?" * len(ORGS.columns))
        db.conn.executemany(f"INSERT OR REPLACE INTO orgs VALUES ({places})", changed)


def known_orgs() -> dict[str, dict[str, str]]:
    """Author to type, country and source, as the data file has them."""
    found: dict[str, dict[str, str]] = tomllib.loads(
        files("crawler.judge.reading").joinpath("orgs.toml").read_text(encoding="utf-8")
    )["org"]
    return found


def _counted(db: Database) -> list[Row]:
    counts = ", ".join(f"coalesce({count}, 0)" for count in _COUNTS)
    found: list[Row] = db.execute(
        f"SELECT author, count(*), coalesce(sum(downloads), 0), coalesce(sum(likes), 0), {counts} FROM models"
        " WHERE removed_at IS NULL AND author <> '' GROUP BY author"
    ).fetchall()
    return found


def _row(counted: Row, known: dict[str, dict[str, str]]) -> Row:
    author, *counts = counted
    facts = known.get(str(author), {})
    return (author, facts.get("type", UNKNOWN), facts.get("country", UNKNOWN), facts.get("source"), *counts)

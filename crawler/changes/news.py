"""The news of the nights out of the database, newest first, chosen by what a reader follows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from crawler.changes.log import COLUMNS, Change
from crawler.errors import WrongUsage
from crawler.schema import EVENTS

CHOSEN = ("field", "direction", "author", "license_id", "population")  # what a reader may choose by
POPULATIONS = {"all": "1", "live": "downloads >= 1", "popular": "(downloads >= 1000 OR likes >= 5)"}  # as in `trends`


def newest(db: sqlite3.Connection, chosen: Mapping[str, str], most: int) -> Iterator[Change]:
    """At most that many rows of `events` as changes. Raises WrongUsage for what cannot be chosen by."""
    where = [f"{name} = :{name}" for name in chosen if name != "population"]
    if unknown := chosen.keys() - set(CHOSEN):
        raise WrongUsage(f"news cannot be chosen by {', '.join(sorted(unknown))}, but by {', '.join(CHOSEN)}")
    if (population := chosen.get("population", "all")) not in POPULATIONS:
        raise WrongUsage(f"population is one of {', '.join(POPULATIONS)}")
    columns = COLUMNS.replace("cause", "'model'")
    found = f"SELECT {columns} FROM {EVENTS.name} WHERE {' AND '.join([POPULATIONS[population], *where])}"
    for row in db.execute(f"{found} ORDER BY seen_at DESC, repo_id LIMIT {most}", dict(chosen)):
        yield Change(*row)

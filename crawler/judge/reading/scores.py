"""How often the detectors were right, as `bench/accuracy` measured it last: a row an answer and half, kept by date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files

from sqlite_utils import Database

Row = tuple[str | int | float | None, ...]


def store_scores(db: Database) -> None:
    """Add the newest measurement; those of earlier versions stay."""
    measured = json.loads(files("crawler.judge.reading").joinpath("accuracy.json").read_text("utf-8"))
    rows = list(_rows(measured))
    db.conn.executemany(f"INSERT OR IGNORE INTO detector_scores VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _rows(measured: dict[str, object]) -> Iterator[Row]:
    halves = measured["halves"]
    assert isinstance(halves, dict)
    moment = f"{measured['date']}".replace("Z", ":00Z")  # minutes; ISO 8601 as elsewhere has seconds
    for half, figures in halves.items():
        for answer, one in figures["rated"].items():
            rates = (one["precision"], one["recall"], one["f1"], one["low"], one["high"])
            yield (moment, half, answer, *rates, one["positive"], one["cells"], str(measured["rules"]))

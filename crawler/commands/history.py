"""`hub-openness history REPO_ID|QUERY`: what the archive of many days knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import duckdb

from crawler import options
from crawler.archive.read import Turn, opened, turns
from crawler.errors import WrongUsage
from crawler.terminal import safe, say, say_json


@click.command()
@click.argument("asked", metavar="REPO_ID|QUERY")
@click.option("--snapshots", type=click.Path(file_okay=False, path_type=Path), default="snapshots", show_default=True,
              help="The directory that `export` or `nightly --export` writes to.")  # fmt: skip
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the view `models`.  [default: the newest]")
@options.as_json
def command(asked: str, snapshots: Path, day: datetime | None, as_json: bool) -> None:
    """What changed in a model, day by day, or the answer to a QUERY in SQL.

    A QUERY reads `models`, every model as it was on a day, `evidence`, `lineage`, `model_terms`, `model_licenses` and
    `claims` of that day, and `archive`, every row of models ever kept, with its `date`. Rows are kept when they
    changed, and all of them once a month.
    """
    try:
        with opened(snapshots, day.date().isoformat() if day else "") as db:
            if len(asked.split()) > 1:
                _answer(db.execute(asked), as_json)
            else:
                _tell(turns(db, asked), as_json)
    except duckdb.Error as error:
        raise WrongUsage(str(error).splitlines()[0]) from error


def _tell(found: Iterable[Turn], as_json: bool) -> None:
    if as_json:
        say_json([asdict(turn) for turn in found])
        return
    for turn in found:
        arrow = f"{turn.old or 'nothing'} \N{RIGHTWARDS ARROW} " if turn.old is not None else ""
        say(safe(f"{turn.day}  {turn.repo_id}  {turn.field} {arrow}{turn.new or 'nothing'}"))


def _answer(found: duckdb.DuckDBPyConnection, as_json: bool) -> None:
    names = [column[0] for column in found.description or ()]
    rows: list[tuple[Any, ...]] = found.fetchall()
    if as_json:
        say_json([{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in rows])
        return
    for line in (names, *rows):
        say("  ".join(safe("" if value is None else str(value)) for value in line))


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever a query gives
    return value if isinstance(value, str | int | float | bool | None) else str(value)

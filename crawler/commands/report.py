"""`report`: who is actually open, by family and by organisation."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from crawler import options
from crawler.readonly import opened
from crawler.report.rows import Row, by_family, by_organisation
from crawler.report.text import note, render
from crawler.terminal import console, say_json

Tables = dict[str, list[Row]]
TABLES = {"family": by_family, "organisation": by_organisation}


@click.command()
@options.db
@click.option("--by", type=click.Choice(list(TABLES)), help="One table only.")
@options.as_json
def command(db: Path, by: str | None, as_json: bool) -> None:
    """Say who is actually open: weights, training code, training data and licence of families and organisations."""
    with opened(db) as connection:
        tables = {name: build(connection) for name, build in TABLES.items() if by in (None, name)}
    if as_json:
        say_json(document(tables))
    else:
        show(tables)


def document(tables: Tables) -> dict[str, object]:
    """The tables as JSON: by name, a list of rows."""
    return {name: [asdict(row) for row in rows] for name, rows in tables.items()}


def show(tables: Tables) -> None:
    """The tables on the terminal."""
    out = console()
    for name, rows in tables.items():
        render(name, rows, out)
    note(out)

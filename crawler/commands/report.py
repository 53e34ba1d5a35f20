"""`report`: who is actually open, by family and by organisation."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from crawler.readonly import connect
from crawler.report.rows import Row, by_family, by_organisation
from crawler.report.text import note, render
from crawler.terminal import console

TABLES = {"family": by_family, "organisation": by_organisation}


@click.command()
@click.option(
    "--db", type=click.Path(path_type=Path), default="hub-openness.db", show_default=True, help="Database of a scan."
)
@click.option("--by", type=click.Choice(list(TABLES)), help="One table only.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(db: Path, by: str | None, as_json: bool) -> None:
    """Say who is actually open: weights, training code, training data and licence of families and organisations."""
    connection = connect(db)
    try:
        tables = {name: build(connection) for name, build in TABLES.items() if by in (None, name)}
    finally:
        connection.close()
    if as_json:
        document = {name: [asdict(row) for row in rows] for name, rows in tables.items()}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        _print(tables)


def _print(tables: dict[str, list[Row]]) -> None:
    out = console()
    for name, rows in tables.items():
        render(name, rows, out)
    note(out)

"""`hub-openness export DIR`: the dated snapshot."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from crawler import readonly
from crawler.export import Snapshot, export
from crawler.schema import TABLES


@click.command
@click.argument("directory", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--db", default="hub-openness.db", type=click.Path(path_type=Path), show_default=True, help="database")
@click.option("--json", "as_json", is_flag=True, help="print one JSON document")
def command(directory: Path, db: Path, as_json: bool) -> None:
    """Write every table as CSV and Parquet to DIR/<day of the last run>/, with a data package and checksums.

    DIR/latest points to the newest day. A dated folder is always complete.
    """
    with closing(readonly.connect(db)) as connection, _bars() as bars:
        tasks = {table.name: bars.add_task(table.name, total=None) for table in TABLES}
        made = export(connection, directory, lambda table, rows: bars.update(tasks[table], completed=rows))
    click.echo(json.dumps(_as_json(made), indent=2) if as_json else _as_text(made))


def _bars() -> Progress:
    """Rows so far, a line a table: counting a view of millions beforehand would take as long as writing it."""
    columns = (TextColumn("{task.description:16}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _as_json(made: Snapshot) -> dict[str, object]:
    return {"folder": str(made.folder), "day": made.day, "bytes": made.bytes, "rows": made.rows}


def _as_text(made: Snapshot) -> str:
    return f"{made.folder}: {sum(made.rows.values()):,} rows in {len(made.rows)} tables, {made.bytes / 1e6:,.1f} MB"

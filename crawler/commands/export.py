"""`hub-openness export DIR`: the dated snapshot."""

from __future__ import annotations

from pathlib import Path

import click

from crawler import options
from crawler.export import TOLD, Snapshot, export
from crawler.readonly import opened, require_public
from crawler.terminal import progress, say, say_json


@click.command
@click.argument("directory", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@options.db
@options.as_json
def command(directory: Path, db: Path, as_json: bool) -> None:
    """Write every table as CSV and Parquet to DIR/<day of the last run>/, with a data package and checksums.

    DIR/latest points to the newest day. A dated folder is always complete.
    """
    with opened(db) as connection, progress() as bars:
        require_public(connection)
        # without totals: counting a view of millions beforehand would take as long as writing it
        tasks = {table.name: bars.add_task(table.name, total=None) for table in TOLD}
        made = export(connection, directory, lambda table, rows: bars.update(tasks[table], completed=rows))
    if as_json:
        say_json(_as_json(made))
    else:
        say(_as_text(made))


def _as_json(made: Snapshot) -> dict[str, object]:
    return {"folder": str(made.folder), "day": made.day, "bytes": made.bytes, "rows": made.rows}


def _as_text(made: Snapshot) -> str:
    return f"{made.folder}: {sum(made.rows.values()):,} rows in {len(made.rows)} tables, {made.bytes / 1e6:,.1f} MB"

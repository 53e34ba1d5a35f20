"""`hub-openness export`: the dated snapshot of everything, or the bill of materials of one model."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from crawler import options
from crawler.export import TOLD, Snapshot, export
from crawler.readonly import opened, require_public
from crawler.terminal import progress, say, say_json

FORMS = ("cyclonedx", "spdx")


@click.command
@click.argument("directory", metavar="[DIR]", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--bom", metavar="REPO_ID", help="Print the bill of materials of one model instead.")
@click.option("--format", "form", type=click.Choice(FORMS), default=FORMS[0], show_default=True,
              help="Of the bill of materials: CycloneDX 1.6 or SPDX 2.3.")  # fmt: skip
@options.db
@options.as_json
def command(directory: Path | None, bom: str | None, form: str, db: Path, as_json: bool) -> None:
    """Write every table as CSV and Parquet to DIR/<day of the last run>/, with a data package and checksums.

    DIR/latest points to the newest day. A dated folder is always complete.
    """
    if (directory is None) is (bom is None):
        raise click.UsageError("say where to write a snapshot (DIR), or of which model to print a bill (--bom)")
    if bom is not None:
        say_json(_bill(db, bom, form))
    elif directory is not None:
        made = _snapshot(db, directory)
        if as_json:
            say_json(_as_json(made))
        else:
            say(_as_text(made))


def _snapshot(db: Path, directory: Path) -> Snapshot:
    with opened(db) as connection, progress() as bars:
        require_public(connection)
        # without totals: counting a view of millions beforehand would take as long as writing it
        tasks = {table.name: bars.add_task(table.name, total=None) for table in TOLD}
        return export(connection, directory, lambda table, rows: bars.update(tasks[table], completed=rows))


def _bill(db: Path, repo_id: str, form: str) -> object:
    """The document; `form` is a module, loaded only when asked for as its libraries take a second."""
    with opened(db) as connection:
        bill = import_module("crawler.bom.bill").read(connection, repo_id)
    return import_module(f"crawler.bom.{form}").document(bill)


def _as_json(made: Snapshot) -> dict[str, object]:
    return {"folder": str(made.folder), "day": made.day, "bytes": made.bytes, "rows": made.rows}


def _as_text(made: Snapshot) -> str:
    return f"{made.folder}: {sum(made.rows.values()):,} rows in {len(made.rows)} tables, {made.bytes / 1e6:,.1f} MB"

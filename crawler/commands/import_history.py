"""`hub-openness import-history FILE ...`: what others kept of the Hub before our first night."""

from __future__ import annotations

from pathlib import Path

import click

from crawler import options
from crawler.imports.run import Imported, import_history
from crawler.terminal import say, say_json, warn


@click.command()
@click.argument("files", metavar="FILE ...", nargs=-1, required=True,
                type=click.Path(exists=True, dir_okay=False, path_type=Path))  # fmt: skip
@click.option("--source", required=True, help="Name of who kept the tables; it stands beside everything they tell.")
@options.db
@options.as_json
def command(files: tuple[Path, ...], source: str, db: Path, as_json: bool) -> None:
    """Read dated tables of the Hub's models (Parquet or CSV, the day in the name): licences, base models, gates.

    What changed between them, removals as well, is kept apart from our own looks, with its source. All tables of a
    source are given at once: they replace what it told before.
    """
    done = import_history(db, files, source, warn)
    if as_json:
        say_json({"source": done.source, "days": done.days, "changes": done.changes, "database": str(done.database)})
    else:
        say(_words(done, db))


def _words(done: Imported, db: Path) -> str:
    later = "" if done.database == db else f"; {db} shows them after the next night"
    tables = f"{len(done.days)} tables from {done.days[0]} to {done.days[-1]}"
    return f"{done.source}: {tables}, {done.changes:,} changes{later}"

"""`hub-openness demo`: the whole path on the sample hub that ships with the project."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from importlib.resources import as_file, files
from pathlib import Path

import click

from crawler.commands import report
from crawler.commands.scan import summary
from crawler.local_hub.options import Options as HubOptions
from crawler.local_hub.serving import running
from crawler.scan.scan import Options, scan
from crawler.store.database import connect_readonly, facts_path

SAMPLE = "sample"  # noted in the database, so that a demo never overwrites a real scan


@click.command()
@click.option("--db", type=click.Path(dir_okay=False, path_type=Path), default="hub-openness.db", show_default=True)
@click.pass_context
def command(ctx: click.Context, db: Path) -> None:
    """Scan the sample hub and print the report. Needs no network; begins anew each time."""
    if db.exists() and not _is_demo(db):
        raise click.UsageError(f"{db} holds a real scan; give the demo another place with --db")
    for path in (db, facts_path(db)):
        for file in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            file.unlink(missing_ok=True)
    with as_file(files("crawler").joinpath("sample_hub")) as root, running(HubOptions(root)) as address:
        result = scan(Options(db, address, address, hub_name=SAMPLE))
    click.echo(summary(result))
    click.echo()
    ctx.invoke(report.command, db=db, by=None, as_json=False)
    program = "hub-openness" if shutil.which("hub-openness") else os.path.relpath(sys.argv[0])
    click.echo(f"Every cell has its evidence, for example:\n  {program} audit allenai/OLMo-2-1124-7B --db {db}")
    click.echo(f"Browse all of it:\n  {program} serve --db {db}")


def _is_demo(db: Path) -> bool:
    try:
        with closing(connect_readonly(db)) as connection:
            row = connection.execute("SELECT value FROM about WHERE key = 'scanned'").fetchone()
    except sqlite3.Error:
        return False
    return row is not None and row[0] == SAMPLE

"""`hub-openness demo`: the whole path on the sample hub that ships with the project."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import asdict
from importlib.resources import as_file, files
from pathlib import Path

import click

from crawler import options
from crawler.commands import report
from crawler.commands.scan import summary
from crawler.errors import Unhealthy, WrongUsage
from crawler.local_hub.options import Options as HubOptions
from crawler.local_hub.serving import running
from crawler.readonly import opened
from crawler.scan.scan import Options, scan
from crawler.store.database import facts_path
from crawler.terminal import say, say_json

SAMPLE = "sample"  # noted in the database, so that a demo never overwrites a real scan


@click.command()
@options.db
@options.as_json
def command(db: Path, as_json: bool) -> None:
    """Scan the sample hub and print the report. Needs no network; begins anew each time."""
    if (db.exists() or db.is_symlink()) and not _is_demo(db):
        raise WrongUsage(f"{db} holds a real scan; give the demo another place with --db")
    for path in (db, facts_path(db)):
        for file in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            file.unlink(missing_ok=True)
    with as_file(files("crawler").joinpath("sample_hub")) as root, running(HubOptions(root)) as address:
        result = scan(Options(db, address, address, hub_name=SAMPLE))
    with opened(db) as connection:
        tables = {name: build(connection) for name, build in report.TABLES.items()}
    if as_json:
        say_json({"scan": asdict(result), "report": report.document(tables)})
    else:
        _tell(summary(result), tables, db)


def _tell(scanned: str, tables: report.Tables, db: Path) -> None:
    say(scanned)
    say()
    report.show(tables)
    program = "hub-openness" if shutil.which("hub-openness") else os.path.relpath(sys.argv[0])
    say("Every cell has its evidence, for example:")
    say(f"  {program} audit allenai/OLMo-2-1124-7B --db {db}")
    say("May I ship it?")
    say(f"  {program} may-i meta-llama/Llama-4-Scout-17B-16E --users 10000000 --in EU --db {db}")
    say("Browse all of it:")
    say(f"  {program} serve --db {db}")


def _is_demo(db: Path) -> bool:
    try:
        with opened(db) as connection:
            row = connection.execute("SELECT value FROM about WHERE key = 'scanned'").fetchone()
    except (WrongUsage, Unhealthy):  # neither ours nor whole: nothing that a demo may throw away
        return False
    return row is not None and row[0] == SAMPLE

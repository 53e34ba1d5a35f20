"""`audit`: one model, or a folder before it is published, with every outcome and its evidence."""

from __future__ import annotations

from pathlib import Path

import click

from crawler import options
from crawler.audit.folder import audit_folder
from crawler.audit.names import find_beside, repo_id_of
from crawler.audit.report import AuditReport
from crawler.audit.stored import audit_stored
from crawler.audit.text import render
from crawler.errors import WrongUsage
from crawler.readonly import opened
from crawler.terminal import console, say_json


@click.command()
@click.argument("what", metavar="REPO_ID|DIR")
@options.db
@options.as_json
def command(what: str, db: Path, as_json: bool) -> None:
    """Say how open one model is, and on what evidence.

    REPO_ID is read from the database of a scan. DIR is a local folder: it is judged at once, without network and
    without knowing its ancestors.
    """
    report = _folder(Path(what)) if Path(what).is_dir() else _stored(db, what)
    if as_json:
        say_json(report.as_json())
    else:
        render(report, console())


def _folder(folder: Path) -> AuditReport:
    try:
        return audit_folder(folder)
    except (ValueError, OSError) as error:
        raise WrongUsage(str(error)) from error


def _stored(db: Path, repo_id: str) -> AuditReport:
    with opened(db) as connection:
        row = find_beside(connection, db, repo_id)
        if row is None:
            name = repo_id_of(repo_id)
            told = f"`hub-openness scan {name} --db {db}` reads it"
            raise WrongUsage(f"{name}: not a folder, and not a model that {db} knows; {told}")
        return audit_stored(connection, row)

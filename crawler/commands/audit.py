"""`audit`: one model, or a folder before it is published, with every outcome and its evidence."""

from __future__ import annotations

import json
from pathlib import Path

import click

from crawler.audit.folder import audit_folder
from crawler.audit.report import AuditReport
from crawler.audit.stored import audit_stored
from crawler.audit.text import render
from crawler.readonly import connect
from crawler.terminal import console


@click.command()
@click.argument("what", metavar="REPO_ID|DIR")
@click.option(
    "--db", type=click.Path(path_type=Path), default="hub-openness.db", show_default=True, help="Database of a scan."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(what: str, db: Path, as_json: bool) -> None:
    """Say how open one model is, and on what evidence.

    REPO_ID is read from the database of a scan. DIR is a local folder: it is judged at once, without network and
    without knowing its ancestors.
    """
    report = _folder(Path(what)) if Path(what).is_dir() else _stored(db, what)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        render(report, console())


def _folder(folder: Path) -> AuditReport:
    try:
        return audit_folder(folder)
    except (ValueError, OSError) as error:
        raise click.UsageError(str(error)) from error


def _stored(db: Path, repo_id: str) -> AuditReport:
    connection = connect(db)
    try:
        report = audit_stored(connection, repo_id)
    finally:
        connection.close()
    if report is None:
        raise click.UsageError(f"{repo_id}: not a folder, and not a model that {db} knows")
    return report

"""`may-i REPO_ID`: may I ship it, and why."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from crawler import options
from crawler.audit.may_text import render
from crawler.audit.names import find_beside, repo_id_of
from crawler.audit.stored import audit_stored
from crawler.errors import WrongUsage
from crawler.readonly import opened
from crawler.terminal import console, say_json
from pipelines.licences.shipping import Use
from pipelines.licences.territories import normal

COUNT = click.IntRange(min=0)


@click.command()
@click.argument("model", metavar="REPO_ID")
@click.option("--users", type=COUNT, help="Users a month that you have or expect.")
@click.option("--revenue", type=COUNT, help="Your revenue a year, in the currency of the text.")
@click.option("--in", "territory", metavar="CODE", default="", help="Where: EU, UK or two letters of ISO 3166.")
@click.option("--derivative", is_flag=True, help="You change it, or train another model on it.")
@options.db
@options.as_json
def command(
    model: str, users: int | None, revenue: int | None, territory: str, derivative: bool, db: Path, as_json: bool
) -> None:
    """May I ship it? Yes, yes if, no, or not known, with the clauses.

    REPO_ID may be an address of the Hub, and a name the model had before. Every ancestor's terms count. What you do not
    say of your use stays a condition. Exit code 0 whatever the answer; not legal advice.
    """
    use = _use(users, revenue, territory, derivative)
    with opened(db) as connection:
        row = find_beside(connection, db, model)
        if row is None:
            name = repo_id_of(model)
            raise WrongUsage(f"{name}: no model that {db} knows; `hub-openness scan {name} --db {db}` reads it")
        report = audit_stored(connection, row)
    shipping = report.may(use)
    if as_json:
        say_json({"repo_id": report.repo_id, "use": asdict(use), **shipping.as_json()})
    else:
        render(report.repo_id, shipping, console())


def _use(users: int | None, revenue: int | None, territory: str, derivative: bool) -> Use:
    try:
        return Use(users, revenue, normal(territory) if territory else "", derivative)
    except ValueError as error:
        raise WrongUsage(f"--in {error}") from error

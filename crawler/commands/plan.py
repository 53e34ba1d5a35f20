"""`hub-openness plan`: what a scan would cost."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click
from rich.table import Table

from crawler import options
from crawler.errors import WrongUsage
from crawler.plan import Cost, Hours, costs, hours
from crawler.readonly import opened
from crawler.terminal import console, say_json


@click.command()
@options.db
@options.scope("all")
@options.as_json
def command(db: Path, scope: str, as_json: bool) -> None:
    """Say how many requests a scan would take, and how long at each of the Hub's rate-limit plans.

    The figures come from what the last runs recorded in DB really needed.
    """
    with opened(db) as connection:
        try:
            found = costs(connection, scope)
        except ValueError as error:
            raise WrongUsage(f"{db}: {error}") from error
    times = [time for cost in found for time in hours(cost)]
    if as_json:
        say_json({"costs": [asdict(c) for c in found], "hours": [asdict(t) for t in times]})
    else:
        _print(scope, found, times)


def _hours(time: Hours) -> str:
    return f"{time.hours:,.1f}" if time.hours >= 0.1 else "< 0.1"


def _print(scope: str, found: list[Cost], times: list[Hours]) -> None:
    out = console()
    for cost in found:
        out.print(f"{cost.scan} scan, scope {scope}: {cost.api:,} api and {cost.resolvers:,} resolver requests")
        out.print(f"  ({cost.basis})", style="dim")
    table = Table("plan", *(f"{cost.scan}, hours" for cost in found), box=None)
    for plan in dict.fromkeys(time.plan for time in times):
        table.add_row(plan, *(_hours(time) for time in times if time.plan == plan))
    out.print(table)

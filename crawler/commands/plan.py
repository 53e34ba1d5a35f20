"""`hub-openness plan`: what a scan would cost."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click
from rich.table import Table

from crawler.plan import Cost, Hours, costs, hours
from crawler.readonly import connect
from crawler.terminal import console


@click.command()
@click.option("--db", type=click.Path(dir_okay=False, path_type=Path), default="hub-openness.db", show_default=True)
@click.option("--scope", type=click.Choice(["all", "notable"]), default="all", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(db: Path, scope: str, as_json: bool) -> None:
    """Say how many requests a scan would take, and how long at each of the Hub's rate-limit plans.

    The figures come from what the last runs recorded in DB really needed.
    """
    with closing(connect(db)) as connection:
        try:
            found = costs(connection, scope)
        except ValueError as error:
            raise click.UsageError(f"{db}: {error}") from error
    times = [time for cost in found for time in hours(cost)]
    if as_json:
        click.echo(json.dumps({"costs": [asdict(c) for c in found], "hours": [asdict(t) for t in times]}))
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

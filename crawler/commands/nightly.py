"""`hub-openness nightly`: the unattended run."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import click

from crawler import options
from crawler.commands.scan import options_for, summary
from crawler.judge.cluster import engines
from crawler.nightly.nightly import nightly
from crawler.terminal import say, say_json, warn


@click.command()
@options.db
@options.hub
@options.github
@options.contact
@options.scope("notable")
@options.snapshots
@options.scheduler
@options.as_json
def command(
    db: Path, hub: str | None, github: str, contact: str, scope: str, snapshots: Path | None, scheduler: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Scan, judge, check, export and publish, under one lock.

    A failed or suspicious night leaves the published database as it was, says why and ends with exit code 1; what it
    fetched is kept in a working database beside DB, and the next night goes on from there.
    """
    aims = replace(options_for(db, hub, github, contact, scope=scope), engines=engines(scheduler))
    result = nightly(aims, snapshots, warn)
    if as_json:
        say_json(asdict(result))
    else:
        say(summary(result))

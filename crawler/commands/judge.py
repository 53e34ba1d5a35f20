"""`hub-openness judge`: detectors and verdicts again, over what is stored."""

from __future__ import annotations

from pathlib import Path

import click

from crawler import options, readonly
from crawler.errors import WrongUsage
from crawler.judge.judge import judge_stored
from crawler.store.database import check, facts_path
from crawler.terminal import say


@click.command()
@options.db
def command(db: Path) -> None:
    """Re-run detectors and verdicts over what is stored, without network.

    Needs the side database with the texts that a scan keeps beside DB. Fields that change get a row in `changes` with
    cause `rules`.
    """
    readonly.require(db)
    check(db)
    if not facts_path(db).is_file():
        raise WrongUsage(f"no texts beside {db}: {facts_path(db)} is missing; judge where the scan was made")
    say(f"{judge_stored(db):,} models judged again")

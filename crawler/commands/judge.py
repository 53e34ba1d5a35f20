"""`hub-openness judge`: detectors and verdicts again, over what is stored."""

from __future__ import annotations

from pathlib import Path

import click

from crawler import options, readonly
from crawler.errors import WrongUsage
from crawler.judge.cluster import engines
from crawler.judge.judge import judge_stored
from crawler.store.database import check, facts_path
from crawler.terminal import say, say_json


@click.command()
@options.db
@options.scheduler
@options.as_json
def command(db: Path, scheduler: str | None, as_json: bool) -> None:
    """Re-run detectors and verdicts over what is stored, without network.

    Needs the side database with the texts that a scan keeps beside DB. Fields that change get a row in `changes` with
    cause `rules`.
    """
    readonly.require(db)
    check(db)
    if not facts_path(db).is_file():
        raise WrongUsage(f"no texts beside {db}: {facts_path(db)} is missing; judge where the scan was made")
    judged = judge_stored(db, engines(scheduler))
    if as_json:
        say_json({"models_judged": judged})
    else:
        say(f"{judged:,} models judged again")

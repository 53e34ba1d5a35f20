"""`hub-openness judge`: detectors and verdicts again, over what is stored."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.judge.judge import judge_stored


@click.command()
@click.option("--db", type=click.Path(exists=True, dir_okay=False, path_type=Path), default="hub-openness.db",
              show_default=True)  # fmt: skip
def command(db: Path) -> None:
    """Re-run detectors and verdicts over what is stored, without network.

    Needs the side database with the texts that a scan keeps beside DB. Fields that change get a row in `changes` with
    cause `rules`.
    """
    click.echo(f"{judge_stored(db):,} models judged again")

"""`hub-openness nightly`: the unattended run."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.commands.scan import options_for, summary
from crawler.hub import LIVE_GITHUB
from crawler.nightly.nightly import nightly


@click.command()
@click.option("--db", type=click.Path(dir_okay=False, path_type=Path), default="hub-openness.db", show_default=True,
              help="The published database.")  # fmt: skip
@click.option("--hub", help="Address of the Hub.  [default: $HF_ENDPOINT, else the live Hub]")
@click.option("--github", default=LIVE_GITHUB, show_default=True, help="Address of GitHub's API.")
@click.option("--scope", type=click.Choice(["all", "notable"]), default="notable", show_default=True,
              help="Which models are read; every model is listed.")  # fmt: skip
@click.option("--export", "snapshots", type=click.Path(file_okay=False, path_type=Path),
              help="Write the dated snapshot into this folder.")  # fmt: skip
def command(db: Path, hub: str | None, github: str, scope: str, snapshots: Path | None) -> None:
    """Scan, judge, check, export and publish, under one lock.

    A failed or suspicious night leaves the published database as it was, says why and ends with exit code 1; what it
    fetched is kept in a working database beside DB, and the next night goes on from there.
    """
    result = nightly(options_for(db, hub, github, scope=scope), snapshots, _tell)
    click.echo(summary(result))


def _tell(sentence: str) -> None:
    click.echo(f"hub-openness: {sentence}", err=True)

"""Options that several commands have: one spelling, one type, one help text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from crawler.hub import LIVE_GITHUB

F = TypeVar("F", bound=Callable[..., object])
FILE = click.Path(dir_okay=False, path_type=Path)

db = click.option("--db", type=FILE, default="hub-openness.db", show_default=True, help="The database.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of words.")
hub = click.option("--hub", help="Address of the Hub.  [default: $HF_ENDPOINT, else the live Hub]")
contact = click.option("--contact", envvar="HUB_OPENNESS_CONTACT", default="", show_envvar=True,
                       help="Mail or web address told to every host that is asked.")  # fmt: skip
github = click.option("--github", default=LIVE_GITHUB, show_default=True, help="Address of GitHub's API.")
snapshots = click.option("--export", "snapshots", type=click.Path(file_okay=False, path_type=Path),
                         help="Write the dated snapshot into this folder.")  # fmt: skip
scheduler = click.option("--scheduler", metavar="ADDRESS", help="Detect on the workers of this Dask scheduler.")


def scope(default: str) -> Callable[[F], F]:
    """`--scope`, of which nights read less than a scan."""
    kinds = click.Choice(["all", "notable"])
    says = "Which models are read; every model is listed."
    return click.option("--scope", type=kinds, default=default, show_default=True, help=says)

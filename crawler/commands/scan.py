"""`hub-openness scan`: crawl, detect, judge."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import click
from huggingface_hub import get_token
from huggingface_hub.errors import HFValidationError
from huggingface_hub.utils import validate_repo_id  # type: ignore[attr-defined]  # public, though not in __all__

from crawler.errors import Unhealthy
from crawler.hub import LIVE, LIVE_GITHUB
from crawler.scan.scan import Options, Result, scan
from crawler.store.damage import tells_of_damage
from crawler.store.database import facts_path


@click.command()
@click.argument("repo_ids", metavar="[REPO_ID ...]", nargs=-1)
@click.option("--db", type=click.Path(dir_okay=False, path_type=Path), default="hub-openness.db", show_default=True)
@click.option("--hub", help="Address of the Hub.  [default: $HF_ENDPOINT, else the live Hub]")
@click.option("--github", default=LIVE_GITHUB, show_default=True, help="Address of GitHub's API.")
@click.option("--scope", type=click.Choice(["all", "notable"]), default="all", show_default=True,
              help="Which models are read; every model is listed.")  # fmt: skip
@click.option("--full", is_flag=True, help="List everything anew instead of only what changed.")
@click.option("--json", "as_json", is_flag=True, help="Print the run's figures as JSON.")
def command(
    repo_ids: tuple[str, ...], db: Path, hub: str | None, github: str, scope: str, full: bool, as_json: bool
) -> int:
    """Crawl the Hub, detect, judge. Without REPO_ID the whole Hub, of which only what changed is read again.

    A scan that was interrupted, killed included, is finished by the next one. Tokens: HF_TOKEN (or the login of the
    Hub's own client) for the Hub, GITHUB_TOKEN for GitHub; each is sent to its own host only.
    """
    for repo_id in repo_ids:
        try:
            validate_repo_id(repo_id)
        except HFValidationError as error:
            raise click.UsageError(f"{repo_id}: {error}") from error
    options = options_for(db, hub, github, scope=scope, full=full, repo_ids=repo_ids)
    try:
        result = scan(options)
    except Unhealthy as error:
        raise Unhealthy(f"{error}{_advice(db) if tells_of_damage(error) else ''}") from error
    click.echo(json.dumps(asdict(result)) if as_json else summary(result))
    for reason in result.incomplete:
        click.echo(f"hub-openness: incomplete: {reason}", err=True)
    return 1 if result.incomplete else 0


def _advice(db: Path) -> str:
    return f"; put copies of {db} and {facts_path(db)} back, or move both away and scan anew"


def options_for(
    db: Path, hub: str | None, github: str, *, scope: str = "all", full: bool = False, repo_ids: tuple[str, ...] = ()
) -> Options:
    """Options with addresses checked and the caller's tokens bound to their hosts. Raises click.UsageError."""
    hub = (hub or os.environ.get("HF_ENDPOINT") or LIVE).rstrip("/")
    github = github.rstrip("/")
    for address in (hub, github):
        if not address.startswith(("http://", "https://")):
            raise click.UsageError(f"{address}: an address begins with http:// or https://")
    tokens = {hub: get_token(), github: os.environ.get("GITHUB_TOKEN")}
    return Options(db, hub, github, {o: t for o, t in tokens.items() if t}, scope, full, repo_ids)


def summary(result: Result) -> str:
    """The run's figures in one line."""
    figures = result.figures
    return (
        f"{result.mode} scan {result.run_id}: {figures.get('models_listed', 0):,} models listed, "
        f"{figures.get('models_changed', 0):,} new or changed; requests: {figures.get('requests_api', 0):,} api, "
        f"{figures.get('requests_resolvers', 0):,} resolvers, {figures.get('requests_github', 0):,} github; "
        f"{figures.get('bytes', 0) / 1e6:,.1f} MB; {figures.get('errors', 0):,} errors"
    )

"""`hub-openness scan`: crawl, detect, judge."""

from __future__ import annotations

import os
from dataclasses import asdict, replace
from pathlib import Path

import click
from huggingface_hub import get_token
from huggingface_hub.errors import HFValidationError
from huggingface_hub.utils import validate_repo_id  # type: ignore[attr-defined]  # public, though not in __all__

from crawler import options
from crawler.errors import Unhealthy, WrongUsage
from crawler.fetch.services import Asked
from crawler.hub import LIVE
from crawler.readonly import HEAL
from crawler.scan.scan import Options, Result, scan
from crawler.scan.shard import WHOLE, Shard
from crawler.store.damage import damage_told
from crawler.terminal import say, say_json


@click.command()
@click.argument("repo_ids", metavar="[REPO_ID ...]", nargs=-1)
@options.db
@options.hub
@options.github
@options.contact
@options.scope("all")
@click.option("--full", is_flag=True, help="List everything anew instead of only what changed.")
@click.option("--private", is_flag=True, help="Read the repositories named even where they are private.")
@click.option("--shard", default=str(WHOLE), metavar="I/N", help="Read one of N parts, counted from 0; see `merge`.")
@options.as_json
def command(
    repo_ids: tuple[str, ...], db: Path, hub: str | None, github: str, contact: str, scope: str, full: bool,
    private: bool, shard: str, as_json: bool,
) -> int:  # fmt: skip
    """Crawl the Hub, detect, judge. Without REPO_ID the whole Hub, of which only what changed is read again.

    A scan that was interrupted, killed included, is finished by the next one. Tokens: HF_TOKEN (or the login of the
    Hub's own client) for the Hub, GITHUB_TOKEN for GitHub; each goes with requests to its own service only.
    """
    for repo_id in repo_ids:
        try:
            validate_repo_id(repo_id)
        except HFValidationError as error:
            raise WrongUsage(f"{repo_id}: {error}") from error
    aims = options_for(db, hub, github, contact, scope=scope, full=full, repo_ids=repo_ids, private=private)
    try:
        result = scan(replace(aims, shard=_shard(shard, repo_ids)))
    except Unhealthy as error:
        raise Unhealthy(f"{error}; {HEAL}" if damage_told(error) else str(error)) from error
    if as_json:
        say_json(asdict(result))
    else:
        say(summary(result))
    for reason in result.incomplete:
        say(f"hub-openness: incomplete: {reason}", error=True)
    return 1 if result.incomplete else 0


def _shard(text: str, repo_ids: tuple[str, ...]) -> Shard:
    try:
        shard = Shard.parse(text)
    except ValueError as error:
        raise WrongUsage(f"--shard {error}") from error
    if repo_ids and shard != WHOLE:
        raise WrongUsage("--shard is a part of the whole Hub; a REPO_ID is read wherever it is asked for")
    return shard


def options_for(
    db: Path, hub: str | None, github: str, contact: str, *,
    scope: str = "all", full: bool = False, repo_ids: tuple[str, ...] = (), private: bool = False,
) -> Options:  # fmt: skip
    """Options with addresses checked and the caller's tokens bound to their services. Raises WrongUsage."""
    if private and not repo_ids:
        raise WrongUsage("--private needs the REPO_ID that is to be read")
    if not contact.isprintable() or not contact.isascii():
        raise WrongUsage("--contact: a mail or web address, in ASCII")
    hub = (hub or os.environ.get("HF_ENDPOINT") or LIVE).rstrip("/")
    github = github.rstrip("/")
    for address in (hub, github):
        if not address.startswith(("http://", "https://")):
            raise WrongUsage(f"{address}: an address begins with http:// or https://")
    tokens = {Asked.HUB: get_token() or "", Asked.GITHUB: os.environ.get("GITHUB_TOKEN", "")}
    return Options(db, hub, github, tokens, contact, scope=scope, full=full, repo_ids=repo_ids, private=private)


def summary(result: Result) -> str:
    """The run's figures in one line."""
    figures = result.figures
    return (
        f"{result.mode} scan {result.run_id}: {figures.get('models_listed', 0):,} models listed, "
        f"{figures.get('models_changed', 0):,} new or changed; requests: {figures.get('requests_api', 0):,} api, "
        f"{figures.get('requests_resolvers', 0):,} resolvers, {figures.get('requests_github', 0):,} github; "
        f"{figures.get('bytes', 0) / 1e6:,.1f} MB; {figures.get('errors', 0):,} errors"
    )

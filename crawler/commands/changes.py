"""`hub-openness changes`: what changed, as lines, JSON or an Atom feed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import click

from crawler import options
from crawler.changes import feed
from crawler.changes import log as changelog
from crawler.readonly import opened
from crawler.terminal import say, say_json

DAYS = 7


@click.command
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day.  [default: 7 days before the last run]")
@options.db
@options.as_json
@click.option("--imported", is_flag=True, help="Also what imported tables tell of the time before our first look.")
@click.option("--atom", type=options.FILE, help="Write an Atom feed to this file instead.")
def command(since: datetime | None, db: Path, as_json: bool, imported: bool, atom: Path | None) -> None:
    """What changed in the models since a day: licences, gates, layers, claims, verdicts, removals; newest first."""
    with opened(db) as connection:
        day = since.date().isoformat() if since else changelog.days_before_last_run(connection, DAYS)
        changes = changelog.since(connection, day, imported=imported)
        if atom:
            _write(atom, feed.atom(feed.entries(changes), "https://huggingface.co/models", _on_the_hub))
        elif as_json:
            say_json([asdict(change) for change in changes])
        else:
            _print(changes, day)


def _print(changes: Iterable[changelog.Change], day: str) -> None:
    nothing = True
    for change in changes:
        nothing = False
        say(f"{change.seen_at[:10]}  {change.repo_id}  {feed.describe(change)}  ({change.cause})")
    if nothing:
        say(f"no change since {day or 'the beginning'}")


def _write(path: Path, content: bytes) -> None:
    """Write beside and rename, so that a reader of the feed never gets half of it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


def _on_the_hub(repo_id: str) -> str:
    return f"https://huggingface.co/{quote(repo_id)}"

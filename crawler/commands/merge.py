"""`hub-openness merge`: one database of what several scans read."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from crawler import options
from crawler.judge.cluster import engines
from crawler.nightly.nightly import night
from crawler.shards.merge import check_out, merge
from crawler.terminal import say, say_json, warn


@click.command()
@click.argument("out", type=options.FILE)
@click.argument("shards", nargs=-1, required=True, type=options.FILE)
@options.snapshots
@options.scheduler
@options.as_json
def command(out: Path, shards: tuple[Path, ...], snapshots: Path | None, scheduler: str | None, as_json: bool) -> None:
    """Bring OUT up to what the databases of all SHARDS hold, and judge it as a whole.

    The shards are those of `scan --shard`, all of one Hub, in any order. OUT is published as a night is: the work is
    done beside it, checked, and takes its place when it is healthy. OUT is made where it is not there; later merges
    change what changed and keep its history. One that was interrupted is finished by the next.
    """
    check_out(out)
    merged = night(out, lambda working: merge(working, shards, engines(scheduler)), snapshots, warn)
    if as_json:
        say_json(asdict(merged))
    else:
        say(
            f"merge {merged.run_id}: {merged.shards} shards, {merged.models_changed:,} models new or changed, "
            f"{merged.readings:,} readings taken over, {merged.models_judged:,} models judged"
        )

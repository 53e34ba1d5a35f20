"""`hub-openness metadata`: write datasette-metadata.json from the schema and the canned queries."""

from __future__ import annotations

import json
from pathlib import Path

import click

from crawler import options
from crawler.errors import WrongUsage
from crawler.metadata import datasette_metadata
from crawler.terminal import say


@click.command
@click.argument("path", type=options.FILE, default="datasette-metadata.json")
def command(path: Path) -> None:
    """Write the Datasette metadata (descriptions, facets, canned queries) to PATH.

    `serve` does not need the file; it is for `datasette --metadata` and for readers of the repository.
    """
    try:
        path.write_text(render(), encoding="utf-8")
    except OSError as error:
        raise WrongUsage(f"{path}: {error.strerror}") from error
    say(f"wrote {path}")


def render() -> str:
    """The file as it is committed."""
    return json.dumps(datasette_metadata(), indent=2, ensure_ascii=False) + "\n"

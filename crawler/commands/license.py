"""`license FILE ...`: what a licence text is and what it allows, clause by clause."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipelines.licences import Reading, read_licence


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document a line, one line a file.")
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Say what a licence text is and what it allows, with every restricting clause quoted."""
    for path in files:
        if not path.is_file():
            raise click.UsageError(f"no such file: {path}")
    for path in files:
        reading = read_licence(path.read_bytes(), path.name)
        if as_json:
            click.echo(json.dumps(document(str(path), reading), ensure_ascii=False))
        else:
            click.echo(f"{path}: {reading.name or reading.license_id}")


def document(file: str, reading: Reading) -> dict[str, object]:
    """The reading as the contract's JSON document."""
    return {
        "file": file, "license": reading.license_id, "spdx": reading.spdx, "family": reading.family, "score": reading.score,
        "name": reading.name, "kind": reading.kind, "license_class": reading.license_class, **reading.terms.as_dict(),
        "evidence": [
            {"term": c.term, "quote": c.quote, "line_start": c.line_start, "line_end": c.line_end} for c in reading.clauses
        ],
        "notes": list(reading.notes),
    }  # fmt: skip

"""How a derivative is told where nobody states its base: cards that state one, read without that entry.

    python -m bench.accuracy.hidden_base BULK.jsonl.gz ... [--misses N] > bench/accuracy/hidden_base.json

A line of a bulk file is one repository ({"repo_id", "card", "siblings"?}). Each card that states a base model is read
twice, whole and without its `base_model` entries. What is said with them is the label nobody had to write: that the
model is a derivative, how it was made, and of which parent. Organisations are split in two as everywhere; of `check`
figures are printed and no misses. Cards that a trainer wrote name their base in the first sentence and are counted
apart. A conversion repeats the base of what it converts, so that its sentence names another, truer parent.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.accuracy.halves import Half, half_of
from crawler import patterns
from crawler.model import Finding, Snapshot
from pipelines.detectors.base_model import base_model
from pipelines.repository import Repository

_ENTRY = patterns.compile(r"(?m)^base_?models?(?:_relation)?:[^\n]*\n(?:(?:[ \t]+|- )[^\n]*\n)*")
_TRAINER = patterns.compile(r"this model is a fine-tuned version of \[", patterns.I)


@dataclass(frozen=True, slots=True)
class Reading:
    """One card read with its base stated and without."""

    repo_id: str
    by_trainer: bool  # a trainer wrote the card's first sentence
    stated: Finding
    hidden: Finding

    def counts(self) -> Iterator[str]:
        """What the reading without the entry found."""
        told, want = (finding.columns.get("relation", "") for finding in (self.hidden, self.stated))
        parents = {edge.parent.lower() for edge in self.stated.edges}
        yield "cards"
        yield f"answered {told or 'nothing'}"
        yield from (["derivative"] if told not in ("", "none", "unknown") else [])
        yield from (["same relation"] if told == want else [])
        if found := {edge.parent.lower() for edge in self.hidden.edges}:
            yield "parent found" if found & parents else "another parent"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bulk", nargs="+", type=Path)
    parser.add_argument("--misses", type=int, default=0, help="of the half tune, how many to print")
    arguments = parser.parse_args()
    readings = [reading for path in arguments.bulk for row in _rows(path) if (reading := _read(row))]
    counts: dict[str, Counter[str]] = {}
    for reading in readings:
        for group in ("all", "by a trainer" if reading.by_trainer else "by people"):
            counts.setdefault(f"{half_of(reading.repo_id)}, {group}", Counter()).update(reading.counts())
    print(json.dumps({group: dict(sorted(found.items())) for group, found in sorted(counts.items())}, indent=1))
    missed = [one for one in readings if half_of(one.repo_id) is Half.TUNE and "same relation" not in [*one.counts()]]
    for one in missed[: arguments.misses]:
        said = (one.stated.columns.get("relation"), one.hidden.columns.get("relation"))
        print(one.repo_id, *said, [row.rule for row in one.stated.evidence], file=sys.stderr)


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _read(row: Mapping[str, Any]) -> Reading | None:
    card = row.get("card") or ""
    without, entries = _ENTRY.subn("", card) if card.startswith("---") else (card, 0)
    stated = base_model(_repository(row, card)) if entries else None
    if stated is None or not stated.edges:
        return None
    return Reading(row["repo_id"], bool(_TRAINER.search(card)), stated, base_model(_repository(row, without)))


def _repository(row: Mapping[str, Any], card: str) -> Repository:
    files = tuple(row.get("siblings") or ()) or None
    return Repository(Snapshot(row["repo_id"], files=files, texts={"README.md": card}))


if __name__ == "__main__":
    main()

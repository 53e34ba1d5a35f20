"""On how many cards and for how many organisations each expression of the wording files fires, and how often rightly.

    python -m bench.accuracy.support BULK.jsonl.gz ... [--cards N] [--passages FILE.jsonl --label NAME] > support.csv

A line of the bulk files is one repository ({"repo_id", "card"}); N of each are drawn. An expression is tried on every
sentence of a card. Of passages ({"repo_id", "before", "anchor", "after", "label"}) it is told on how many it fires, and
how many of these have the label. An expression that fires for fewer than two organisations says nothing but about the
card it was made on.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from pipelines.card import parse_card
from pipelines.wording import load, spelled_out

SKIPPED = {"code_repos", "datasets", "weights", "templates", "inference"}  # names and suffixes, no phrases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bulk", nargs="+", type=Path)
    parser.add_argument("--cards", type=int, default=1000)
    parser.add_argument("--passages", type=Path)
    parser.add_argument("--label")
    arguments = parser.parse_args()
    expressions = [(*name, re.compile(source, flags)) for *name, source, flags in _expressions()]
    cards: dict[int, set[str]] = defaultdict(set)
    for repo_id, sentences in _cards(arguments.bulk, arguments.cards):
        for number, (*_, expression) in enumerate(expressions):
            if any(expression.search(sentence) for sentence in sentences):
                cards[number].add(repo_id)
    passages = [json.loads(line) for line in arguments.passages.open(encoding="utf-8")] if arguments.passages else []
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("file", "list", "expression", "cards", "organisations", "passages", "right"))
    for number, (file, key, expression) in enumerate(expressions):
        owners = {repo_id.partition("/")[0].lower() for repo_id in cards[number]}
        hit = [row["label"] for row in passages if expression.search(f"{row['before']}{row['anchor']}{row['after']}")]
        right = sum(label == arguments.label for label in hit)
        writer.writerow((file, key, expression.pattern, len(cards[number]), len(owners), len(hit), right))


def _expressions() -> Iterator[tuple[str, str, str, int]]:
    """`(file, list, expression, flags)`; an anchor at the end, which means "just before a mention", is taken away."""
    for entry in sorted(files("pipelines.wording").iterdir(), key=str):
        name = entry.name.removesuffix(".toml")
        if entry.name.endswith(".toml") and name not in SKIPPED:
            for key, source in _lists(load(name)):
                yield name, key, spelled_out(name, source).removesuffix("$"), 0 if key in ("named", "script") else re.I


def _lists(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if key in ("words", "configs", "name", "tags", "files", "heads", "of_code", "no_names"):
            continue
        if isinstance(value, Mapping):
            yield from _lists(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, Mapping):
                    yield from _lists(item, f"{prefix}{key}.")
                elif isinstance(item, str):
                    yield f"{prefix}{key}", item


def _cards(paths: list[Path], most: int) -> Iterator[tuple[str, list[str]]]:
    draw = random.Random(0)
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [row for line in lines if len((row := json.loads(line)).get("card") or "") > 300]
        for row in draw.sample(rows, min(most, len(rows))):
            sentences = [
                sentence.text[:1000] for sentence in parse_card(row["card"]).sentences if sentence.kind != "code"
            ]
            yield row["repo_id"], sentences[:400]


if __name__ == "__main__":
    main()

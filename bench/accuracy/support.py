"""On how many cards and for how many organisations each expression of the wording files fires, and how often rightly.

    python -m bench.accuracy.support BULK.jsonl.gz ... --roles FOLDER > bench/accuracy/support.csv

A line of the bulk files is one repository ({"repo_id", "card"}). An expression is tried on the sentences of every card.
The folder of roles holds passages ({"repo_id", "before", "anchor", "after", "label"}), a file for each kind of mention:
of those that belong to the wording file it is told on how many an expression fires, and how many of these have the
label that it is there to find. An expression that fires for fewer than two organisations says nothing but about the
card it was made on; those of other languages are asked for by the languages and left out, as are file names.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from crawler import patterns
from pipelines.card import parse_card
from pipelines.wording import load, spelled_out

SKIPPED = {"code_repos", "datasets", "public_sets", "weights", "templates", "inference"}  # names, no phrases
NOT_PHRASES = {"words", "configs", "name", "tags", "files", "heads", "of_code", "no_names", "languages"}
NOT_PHRASES |= {"architectures", "purposes", "beside", "owners"}  # words of names, names of owners
ROLES = {  # of a wording file: the file of passages, and the labels that its expressions are there to find
    "training_code": ("links.jsonl", {"train-own", "train-third"}),
    "claims": ("claims.jsonl", {"claims"}),
    "training_data": ("datasets.jsonl", {"trained"}),
}
Expression = tuple[str, str, str, patterns.AnyOf]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bulk", nargs="+", type=Path)
    parser.add_argument("--roles", type=Path, required=True)
    arguments = parser.parse_args()
    expressions = [*_expressions()]
    fired: dict[int, set[str]] = defaultdict(set)
    for repo_id, text in (card for path in arguments.bulk for card in _cards(path)):
        for number, (*_, expression) in enumerate(expressions):
            if expression.search(text):
                fired[number].add(repo_id)
    passages = {name: [*_passages(arguments.roles / file)] for name, (file, _) in ROLES.items()}
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("file", "list", "expression", "cards", "organisations", "passages", "right"))
    for number, (file, key, source, expression) in enumerate(expressions):
        owners = {repo_id.partition("/")[0].lower() for repo_id in fired[number]}
        hit = [label for text, label in passages.get(file, ()) if expression.search(text)]
        right = sum(label in ROLES[file][1] for label in hit)
        writer.writerow((file, key, source, len(fired[number]), len(owners), len(hit), right))


def _expressions() -> Iterator[Expression]:
    """An anchor at the end, which means "just before a mention", is taken away: a mention may stand anywhere."""
    for entry in sorted(files("pipelines.wording").iterdir(), key=str):
        name = entry.name.removesuffix(".toml")
        if entry.name.endswith(".toml") and name not in SKIPPED:
            for key, source in _lists(load(name)):
                flags = patterns.M if key in ("named", "script") else patterns.I | patterns.M
                yield name, key, source, patterns.AnyOf([spelled_out(name, source).removesuffix("$")], flags)


def _lists(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if key in NOT_PHRASES:
            continue
        if isinstance(value, Mapping):
            yield from _lists(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, Mapping):
                    yield from _lists(item, f"{prefix}{key}.")
                elif isinstance(item, str):
                    yield f"{prefix}{key}", item


def _cards(path: Path) -> Iterator[tuple[str, str]]:
    """`(repo_id, text)` of every card longer than its front matter is wont to be: a sentence a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if len(row.get("card") or "") > 300:
                sentences = [one.text[:1000] for one in parse_card(row["card"]).sentences if one.kind != "code"]
                yield row["repo_id"], "\n".join(sentences[:400])


def _passages(path: Path) -> Iterator[tuple[str, str]]:
    for row in map(json.loads, path.open(encoding="utf-8")):
        yield f"{row['before']}{row['anchor']}{row['after']}", row["label"]


if __name__ == "__main__":
    main()

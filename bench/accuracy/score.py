"""Score a finished scan against labelled cards, half by half, and log that it was done.

    python -m bench.accuracy.score DB LABELS.csv ... [--check] [--latest FILE.json]

Without `--check` only the half `tune` is looked at, and its misses are printed. With it both halves are scored, of
`check` figures are printed and nothing else, and bench/accuracy/log.csv gets a line: everybody sees how often it was
looked at.
A label "?" is left out. The columns of a label file are those of `models`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.accuracy.figures import Figures, Pair, accuracy, confusion, figures, value
from bench.accuracy.halves import Half, half_of

HERE = Path(__file__).parent
LOG = HERE / "log.csv"
RATED: Mapping[str, tuple[str, frozenset[str]]] = {  # name of the figure -> column, and the answers it is about
    f"{column} = {answers}": (column, frozenset(answers.split("/")))
    for column, answers in (
        ("weights", "yes"), ("inference_code", "yes/partial"), ("training_code", "yes"),
        ("training_code", "yes/partial"),
        ("training_data", "yes"), ("training_data", "yes/partial"), ("data_card", "yes"),
        ("data_card", "yes/partial"),
        ("model_card", "yes"), ("claims_open_source", "yes"), ("verdict_own", "open-source-ai"),
    )
}  # fmt: skip
EXACT = ("training_code", "training_data", "data_card", "relation", "license_class", "verdict_own")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("db", type=Path)
    parser.add_argument("labels", nargs="+", type=Path)
    parser.add_argument("--check", action="store_true", help="score the other half too, and log it")
    parser.add_argument("--latest", type=Path, help="write the figures of this run as JSON")
    arguments = parser.parse_args()
    cells = _cells(arguments.db, arguments.labels)
    halves = (Half.TUNE, Half.CHECK) if arguments.check else (Half.TUNE,)
    scores = {half: _score([pair for pair in cells if half_of(pair[1].repo_id) is half]) for half in halves}
    for half, score in scores.items():
        _print(half, score)
    print(*_misses(cells), sep="\n")
    if arguments.check:
        _log(scores)
    if arguments.latest:
        document = {
            "date": _today(),
            "rules": rules_digest(),
            "halves": {half: _plain(scores[half]) for half in halves},
        }
        arguments.latest.write_text(json.dumps(document, indent=1) + "\n", "utf-8")


def rules_digest() -> str:
    """A digest of every rule, whether kept as data or as code."""
    digest = hashlib.sha256()
    for file in sorted((HERE.parents[1] / "pipelines").rglob("*")):
        if file.suffix in (".py", ".toml", ".json"):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _cells(db: Path, files: Sequence[Path]) -> list[tuple[str, Pair]]:
    """`(column, pair)` of every cell that has a label and whose repository was scanned."""
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        models = {row["repo_id"].lower(): row for row in connection.execute("SELECT * FROM models")}
    columns = dict.fromkeys([*(column for column, _ in RATED.values()), *EXACT])
    return [
        (column, Pair(row["repo_id"], value(row[column]), value(models[row["repo_id"].lower()][column])))
        for file in files
        for row in csv.DictReader(file.open(newline="", encoding="utf-8"))
        if row["repo_id"].lower() in models
        for column in columns
        if row.get(column, "?") not in ("?", "")
    ]


def _score(cells: Sequence[tuple[str, Pair]]) -> dict[str, Any]:
    of = {column: [pair for name, pair in cells if name == column] for column in {name for name, _ in cells}}
    return {
        "cards": len({pair.repo_id for _, pair in cells}),
        "rated": {name: figures(of.get(column, ()), answers) for name, (column, answers) in RATED.items()},
        "exact": {column: accuracy(of.get(column, ())) for column in EXACT},
        "confusion": {column: confusion(of.get(column, ())) for column in EXACT},
    }


def _print(half: Half, score: Mapping[str, Any]) -> None:
    print(f"{half}: {score['cards']} cards")
    for name, found in score["rated"].items():
        rates = f"P {found.precision:.2f} R {found.recall:.2f} F1 {found.f1:.2f} ({found.low:.2f}-{found.high:.2f})"
        print(f"  {name:28} {rates}  {found.positive} of {found.cells}")
    print(*(f"  {column:28} the same in {share:.2f}" for column, share in score["exact"].items()), sep="\n")


def _misses(cells: Sequence[tuple[str, Pair]]) -> Iterator[str]:
    for column, pair in sorted(cells, key=lambda cell: (cell[0], cell[1].label)):
        if half_of(pair.repo_id) is Half.TUNE and pair.label != pair.answer:
            yield f"{column}: {pair.repo_id} is labelled {pair.label}, answered {pair.answer}"


def _log(scores: Mapping[Half, Mapping[str, Any]]) -> None:
    fields = ("date", "rules", "half", "cards", *RATED, *EXACT)
    fresh = not LOG.exists()
    with LOG.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        if fresh:
            writer.writerow(fields)
        for half, score in scores.items():
            rated = (f"{one.precision:.2f} {one.recall:.2f} {one.f1:.2f}" for one in score["rated"].values())
            writer.writerow((_today(), rules_digest(), half, score["cards"], *rated, *score["exact"].values()))


def _plain(score: Mapping[str, Any]) -> dict[str, Any]:
    rated: Mapping[str, Figures] = score["rated"]
    return {**score, "rated": {name: one.as_dict() for name, one in rated.items()}}


def _today() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")


if __name__ == "__main__":
    main()

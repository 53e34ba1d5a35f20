"""Score finished scans against labelled cards, half by half, and log that it was done.

    python -m bench.accuracy.score DB=LABELS.csv ... [--check] [--latest FILE.json]

Several sets of cards, each with the database of its scan, are scored as one.
Without `--check` only the half `tune` is looked at, and its misses are printed. With it both halves are scored, of
`check` figures are printed and nothing else, and bench/accuracy/log.csv gets a line: everybody sees how often it was
looked at.
A label "?" is left out. The columns of a label file are those of `models`. "Code at hand" leaves out cards that link to
a code repository which the local Hub does not have: their labels rest on the card's words, a scan finds nothing.
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
AT_HAND = "training_code, code at hand"
RATED: Mapping[str, tuple[str, frozenset[str]]] = {  # name of the figure -> column, and the answers it is about
    f"{column} = {answers}": (column, frozenset(answers.split("/")))
    for column, answers in (
        ("weights", "yes"), ("inference_code", "yes/partial"), ("training_code", "yes"),
        ("training_code", "yes/partial"), (AT_HAND, "yes"), (AT_HAND, "yes/partial"),
        ("training_data", "yes"), ("training_data", "yes/partial"), ("data_card", "yes"),
        ("data_card", "yes/partial"),
        ("model_card", "yes"), ("claims_open_source", "yes"), ("verdict_own", "open-source-ai"),
    )
}  # fmt: skip
_LINKS_TO_NOTHING = "SELECT repo_id FROM model_code_repos JOIN code_repos USING (url) WHERE \"exists\" != 'yes'"
EXACT = ("training_code", "training_data", "data_card", "relation", "license_class", "verdict_own")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="DB=LABELS.csv", type=_paths)
    parser.add_argument("--check", action="store_true", help="score the other half too, and log it")
    parser.add_argument("--latest", type=Path, help="write the figures of this run as JSON")
    arguments = parser.parse_args()
    cells = [cell for db, labels in arguments.sets for cell in _cells(db, labels)]
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


def _paths(text: str) -> tuple[Path, Path]:
    db, _, labels = text.partition("=")
    return Path(db), Path(labels)


def rules_digest() -> str:
    """A digest of every rule, whether kept as data or as code."""
    digest = hashlib.sha256()
    for file in sorted((HERE.parents[1] / "pipelines").rglob("*")):
        if file.suffix in (".py", ".toml", ".json"):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _cells(db: Path, labels: Path) -> Iterator[tuple[str, Pair]]:
    """`(column, pair)` of every cell that has a label and whose repository was scanned."""
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        models = {row["repo_id"].lower(): row for row in connection.execute("SELECT * FROM models")}
        gone = {repo_id.lower() for (repo_id,) in connection.execute(_LINKS_TO_NOTHING)}
    columns = [
        column for column in dict.fromkeys([*(column for column, _ in RATED.values()), *EXACT]) if column != AT_HAND
    ]
    for row in csv.DictReader(labels.open(newline="", encoding="utf-8")):
        key = row["repo_id"].lower()
        for column in columns if key in models else ():
            if row.get(column, "?") not in ("?", ""):
                pair = Pair(row["repo_id"], value(row[column]), value(models[key][column]))
                yield column, pair
                if column == "training_code" and key not in gone:
                    yield AT_HAND, pair


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
        print(f"  {name:42} {rates}  {found.positive} of {found.cells}")
    print(*(f"  {column:42} the same in {share:.2f}" for column, share in score["exact"].items()), sep="\n")


def _misses(cells: Sequence[tuple[str, Pair]]) -> Iterator[str]:
    for column, pair in sorted(cells, key=lambda cell: (cell[0], cell[1].label)):
        if column != AT_HAND and half_of(pair.repo_id) is Half.TUNE and pair.label != pair.answer:
            yield f"{column}: {pair.repo_id} is labelled {pair.label}, answered {pair.answer}"


def _log(scores: Mapping[Half, Mapping[str, Any]]) -> None:
    rated = [name for name in RATED if not name.startswith(AT_HAND)]
    fields = ("date", "rules", "half", "cards", *rated, *EXACT)
    fresh = not LOG.exists()
    with LOG.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        if fresh:
            writer.writerow(fields)
        for half, score in scores.items():
            found = (score["rated"][name] for name in rated)
            rates = (f"{one.precision:.2f} {one.recall:.2f} {one.f1:.2f}" for one in found)
            writer.writerow((_today(), rules_digest(), half, score["cards"], *rates, *score["exact"].values()))


def _plain(score: Mapping[str, Any]) -> dict[str, Any]:
    rated: Mapping[str, Figures] = score["rated"]
    return {**score, "rated": {name: one.as_dict() for name, one in rated.items()}}


def _today() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")


if __name__ == "__main__":
    main()

"""Write docs/accuracy.md out of the latest figures of the sets of labelled cards and the log of runs.

    python -m bench.accuracy.page > docs/accuracy.md

The figures are `first.json` to `fifth.json` and `all.json` beside this module, as `bench.accuracy.score --latest`
writes them, for each set of cards and for all of them as one; the log is `log.csv`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.accuracy import beside
from bench.accuracy.halves import Half

HERE = Path(__file__).parent
ALL = "all"
SETS = ("first", "second", "third", "fourth", "fifth", ALL)  # of cards


def main() -> None:
    sets = {name: json.loads((HERE / f"{name}.json").read_text("utf-8")) for name in SETS}
    with (HERE / "log.csv").open(newline="", encoding="utf-8") as file:
        print(render(sets, list(csv.DictReader(file))), end="")


def render(sets: Mapping[str, Any], log: list[dict[str, str]]) -> str:
    """The page; `sets` has the figures of each set of labelled cards by its name, `log` the rows of the log."""
    template = (HERE / "page.md").read_text("utf-8")
    parts = {
        "date": sets[ALL]["date"][:10],
        "digest": sets[ALL]["rules"],
        "log": "\n".join(_log(log)),
        "hidden_base": "\n".join(beside.hidden_base()),
        "changes": "\n".join(beside.changes()),
        "support": "\n".join(beside.support()),
        "looks": str(sum(row["half"] == Half.CHECK for row in log)),
    }
    for name, found in sets.items():
        halves = found["halves"]
        parts[f"{name}_cards"] = str(sum(half["cards"] for half in halves.values()))
        for key, written in (("figures", _figures), ("exact", _exact)):
            parts[f"{name}_{key}"] = "\n".join(written(halves))
    parts["confusion"] = "\n".join(_confusion(sets[ALL]["halves"]))
    for name, text in parts.items():
        template = template.replace(f"<{name}>", text)
    return template


def _figures(halves: Mapping[str, Any]) -> Iterator[str]:
    yield "| answer | half | precision | recall | F1 (95 % interval) | labelled so |"
    yield "|---|---|---|---|---|---|"
    for name in halves[Half.TUNE]["rated"]:
        for half in Half:
            one = halves[half]["rated"][name]
            if not one["cells"]:
                continue  # nobody labelled that question in this set
            interval = f"{one['f1']:.2f} ({one['low']:.2f}-{one['high']:.2f})"
            rates = f"{one['precision']:.2f} | {one['recall']:.2f} | {interval}"
            yield f"| {name} | {half} | {rates} | {one['positive']} of {one['cells']} |"


def _exact(halves: Mapping[str, Any]) -> Iterator[str]:
    yield "| column | tune | check |"
    yield "|---|---|---|"
    for column, share in halves[Half.TUNE]["exact"].items():
        yield f"| {column} | {share:.2f} | {halves[Half.CHECK]['exact'][column]:.2f} |"


def _confusion(halves: Mapping[str, Any]) -> Iterator[str]:
    for column in halves[Half.TUNE]["confusion"]:
        tables = [halves[half]["confusion"][column] for half in Half]
        labels = sorted({label for table in tables for label in table})
        answers = sorted({answer for table in tables for row in table.values() for answer in row})
        yield f"\n**{column}** (rows: labels, columns: answers; tune + check)\n"
        yield f"| | {' | '.join(answers)} |"
        yield f"|---|{'---|' * len(answers)}"
        for label in labels:
            counts = (" + ".join(str(table.get(label, {}).get(answer, 0)) for table in tables) for answer in answers)
            yield f"| {label} | {' | '.join(counts)} |"


def _log(rows: list[dict[str, str]]) -> Iterator[str]:
    columns = ("training_code = yes", "training_data = yes", "claims_open_source = yes", "data_card = yes/partial")
    yield f"| run | rules | half | cards | {' | '.join(columns)} | relation |"
    yield f"|---|---|---|---|{'---|' * len(columns)}---|"
    for row in rows:
        figures = " | ".join(row[column] for column in columns)
        yield f"| {row['date']} | {row['rules']} | {row['half']} | {row['cards']} | {figures} | {row['relation']} |"


if __name__ == "__main__":
    main()

"""The parts of the accuracy page that rest on other material than the labelled cards: three files of figures."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
FEW = 2  # organisations for which an expression has to fire


def hidden_base() -> Iterator[str]:
    """How derivatives are told whose base nobody states (bench.accuracy.hidden_base)."""
    yield "| half, cards | cards | told a derivative | relation the same | parent found | another parent named |"
    yield "|---|---|---|---|---|---|"
    for group, found in json.loads((HERE / "hidden_base.json").read_text("utf-8")).items():
        shares = (found.get(name, 0) / found["cards"] for name in ("derivative", "same relation"))
        named = f"{found.get('parent found', 0)} | {found.get('another parent', 0)}"
        yield f"| {group} | {found['cards']} | {' | '.join(f'{share:.2f}' for share in shares)} | {named} |"


def changes() -> Iterator[str]:
    """What is answered otherwise than by an older version (bench.accuracy.changes)."""
    yield "| question | answers changed | commonest |"
    yield "|---|---|---|"
    for question, found in json.loads((HERE / "changes.json").read_text("utf-8"))["questions"].items():
        yield f"| {question} | {found['changed']:,} | {'; '.join(found['commonest'])} |"


def support() -> Iterator[str]:
    """For how many organisations the expressions of each wording file fire (bench.accuracy.support)."""
    with (HERE / "support.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    yield "| wording | expressions | firing for fewer than two organisations | of passages with a label, right |"
    yield "|---|---|---|---|"
    files = Counter(row["file"] for row in rows)
    for name, expressions in files.items():
        mine = [row for row in rows if row["file"] == name]
        few = sum(int(row["organisations"]) < FEW for row in mine)
        hit, right = (sum(int(row[key]) for row in mine) for key in ("passages", "right"))
        yield f"| {name} | {expressions} | {few} | {f'{right:,} of {hit:,}' if hit else ''} |"

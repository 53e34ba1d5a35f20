"""Which answers two databases of the same repositories give differently, counted by question; some drawn to be read.

    python -m bench.accuracy.changes OLD.db NEW.db [--draw N] > changes.json

The counts are printed as JSON, `{question: {"changed": n, "commonest": ["old to new: n", ...]}}`. The drawn ones are
printed on stderr with the evidence of the new answer; who reads them says how many are wrong.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

QUESTIONS = (
    "weights", "inference_code", "training_code", "training_data", "data_card", "claims_open_source", "relation",
    "license_id", "verdict",
)  # fmt: skip
SHOWN = 4  # commonest changes of a question
Change = tuple[str, str, str, str]  # repo_id, question, old, new


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--draw", type=int, default=0)
    arguments = parser.parse_args()
    old, new = _answers(arguments.old), _answers(arguments.new)
    changes = sorted(_changes(old, new))
    print(json.dumps({"repositories": len(old.keys() & new.keys()), "questions": _counts(changes)}, indent=1))
    read = [change for change in changes if change[1] != "verdict"]
    with sqlite3.connect(f"file:{arguments.new}?mode=ro", uri=True) as db:
        for change in random.Random(0).sample(read, min(arguments.draw, len(read))):
            print(*change, *_evidence(db, *change[:2]), sep=" | ", file=sys.stderr)


def _answers(path: Path) -> dict[str, dict[str, str]]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        rows = db.execute(f"SELECT repo_id, {', '.join(QUESTIONS)} FROM models")
        return {row[0]: {name: value or "" for name, value in zip(QUESTIONS, row[1:], strict=True)} for row in rows}


def _changes(old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> Iterator[Change]:
    for repo_id in old.keys() & new.keys():
        for question in QUESTIONS:
            if old[repo_id][question] != new[repo_id][question]:
                yield repo_id, question, old[repo_id][question], new[repo_id][question]


def _counts(changes: list[Change]) -> dict[str, dict[str, object]]:
    kinds = Counter(change[1:] for change in changes)
    return {
        question: {
            "changed": sum(count for kind, count in kinds.items() if kind[0] == question),
            "commonest": [
                f"{kind[1] or 'nothing'} to {kind[2] or 'nothing'}: {count}"
                for kind, count in kinds.most_common()
                if kind[0] == question
            ][:SHOWN],
        }
        for question in QUESTIONS
    }


def _evidence(db: sqlite3.Connection, repo_id: str, question: str) -> list[str]:
    name = "base_model" if question == "relation" else question
    rows = db.execute("SELECT rule, quote FROM evidence WHERE repo_id = ? AND question = ?", (repo_id, name))
    return [f"{rule}: {(quote or '')[:150]}".replace("\n", " ") for rule, quote in rows.fetchmany(3)]


if __name__ == "__main__":
    main()

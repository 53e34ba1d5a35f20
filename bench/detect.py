"""Run every detector over many repositories and print how fast it went, what came out and what failed.

    python bench/detect.py FILE.jsonl.gz ... [--literal]

A line of the input is one repository: {"repo_id", "card" (text or null), "siblings" (paths), "info" (list-row fields)}.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import crawler.judge.warm  # noqa: F401 - expressions are compiled before, as for the workers of a scan
from crawler.model import Finding, Outcome, Snapshot
from pipelines.declared.references import references
from pipelines.detection import load
from pipelines.repository import Repository


def snapshots(path: Path) -> Iterator[Snapshot]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            texts = {"README.md": row["card"]} if row["card"] is not None else {}
            files = row.get("siblings") or ["config.json", "model.safetensors"]
            listed = tuple(dict.fromkeys([*texts, *(name for name in files if name != "README.md")]))
            yield Snapshot(row["repo_id"], info=row.get("info") or {}, files=listed, texts=texts)


def is_literal(snapshot: Snapshot, finding: Finding) -> bool:
    for row in finding.evidence:
        if row.line_start is not None:
            lines = snapshot.texts[row.path].split("\n")[row.line_start - 1 : row.line_end]
            if row.quote not in "\n".join(lines) or not row.quote:
                return False
    return bool(finding.evidence)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--literal", action="store_true", help="check that every quote stands where its evidence says")
    args = parser.parse_args()
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    seconds: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    count = 0
    for snapshot in (one for path in args.files for one in snapshots(path)):
        began = time.process_time()
        repository = Repository(snapshot)
        references(repository)
        seconds["card and references"] += time.process_time() - began
        for detector in load():
            start = time.process_time()
            try:
                finding = detector.detect(repository)
            except Exception as error:  # the bench counts failures, it does not stop at one
                print("ERROR", snapshot.repo_id, detector.name, repr(error))
                finding = Finding(Outcome.ERROR, "failed")
            seconds[detector.name] += time.process_time() - start
            outcomes[detector.name][finding.outcome] += 1
            if args.literal and not is_literal(snapshot, finding):
                print("NOT LITERAL", snapshot.repo_id, detector.name, finding.evidence)
        slowest = sorted([*slowest, (time.process_time() - began, snapshot.repo_id)])[-5:]
        count += 1
    total = sum(seconds.values())
    print(f"{count} repositories, {total:.1f} s of the processor, {count / total:.0f} a second")
    for name, spent in seconds.most_common():
        print(f"{name:22} {1000 * spent / count:7.3f} ms  {dict(outcomes[name])}")
    print("slowest:", *(f"{spent:.2f} s {repo_id}" for spent, repo_id in reversed(slowest)))


if __name__ == "__main__":
    main()

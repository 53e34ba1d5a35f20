"""The lineage stage over made-up families: chains, stars of 50,000 under one base, merges, circles, missing bases.

python bench/lineage.py [N]        default 1,000,000 models; afterwards a touched leaf and a touched root
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from crawler.judge.lineage import judge_lineage
from crawler.judge.term_sets import store
from crawler.model import Term
from crawler.store import dirty
from crawler.store.database import connect
from pipelines.licences import catalogue
from pipelines.licences.own_terms import stated_terms

STAR, CHAIN = 50_000, 200
LICENCES = ("apache-2.0", "mit", "llama3.1", "gemma", "cc-by-nc-4.0", "openrail", "qwen", None)
OUTCOMES = ("weights", "inference_code", "training_code", "training_data", "data_card", "model_card")
COLUMNS = (
    "repo_id", "hub_id", "no", *OUTCOMES, "license_id", "license_class", "license_source", "osi_approved", "own_terms",
    "base_model", "relation", "claims_open_source", "license_text", "read_sha", "gated",
)  # fmt: skip


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        db = connect(Path(folder, "x.db"))
        with db.atomic():
            build(db, n)
        dirty.mark_selected(db, "SELECT hub_id FROM models")
        timed(db, "everything")
        timed(db, "everything again")
        for title, name in (("a leaf", f"m/{n - 1:07}"), ("a root with its star", "m/0000000")):
            db.execute("UPDATE models SET verdict = 'closed' WHERE repo_id = ?", (name,))
            dirty.mark_selected(db, "SELECT hub_id FROM models WHERE repo_id = ?", (name,))
            timed(db, title)
        print(f"sets of terms: {db.execute('SELECT count(DISTINCT set_no) FROM term_sets').fetchone()[0]:,}")
        db.close()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def timed(db: Database, title: str) -> None:
    if title == "everything again":
        dirty.mark_selected(db, "SELECT hub_id FROM models")
    begun, busy, before = time.perf_counter(), time.process_time(), db.conn.total_changes
    judge_lineage(db, "bench", "model")
    took, busy = time.perf_counter() - begun, time.process_time() - busy
    print(f"{title}: {took:.1f} s, {busy:.1f} of the processor, {db.conn.total_changes - before:,} rows", flush=True)


def build(db: Database, n: int) -> None:
    chosen = random.Random(7)
    sets = {name: store(db, terms(name)) for name in LICENCES if name}
    marks = ", ".join("?" * len(COLUMNS))
    made = ((model(i, base, sets, chosen), base) for i, base in enumerate(bases(n, chosen)))
    for row, base in made:
        db.conn.execute(f"INSERT INTO models ({', '.join(COLUMNS)}) VALUES ({marks})", row)
        edges = [(row[0], parent, "finetune") for parent in base]
        db.conn.executemany("INSERT INTO lineage (child, parent, relation) VALUES (?, ?, ?)", edges)


def terms(name: str) -> Iterator[Term]:
    for term, value, unit in stated_terms(name, catalogue()[name].terms):
        yield Term(term, value, name, unit, f"{name} on {term}", "LICENSE", 3, "0" * 64)


def bases(n: int, chosen: random.Random) -> Iterator[list[str]]:
    """Half in stars, a quarter in chains, the rest at random: merges, circles, bases that are not there."""
    for i in range(n):
        if i < n // 2:
            yield [] if i % STAR == 0 else [f"m/{i - i % STAR:07}"]
        elif i < n * 3 // 4:
            yield [] if i % CHAIN == 0 else [f"m/{i - 1:07}"]
        else:
            count = chosen.choice((0, 1, 1, 1, 2, 3))
            yield sorted({f"m/{chosen.randrange(int(n * 1.02)):07}" for _ in range(count)} - {f"m/{i:07}"})


def model(i: int, base: list[str], sets: dict[str, int], chosen: random.Random) -> tuple[object, ...]:
    licence = chosen.choice(LICENCES)
    entry = catalogue()[licence] if licence else None
    given = (licence or "none", entry.license_class if entry else "none", "file" if entry else "none",
             entry.terms.osi_approved if entry else "no", sets.get(licence or ""))  # fmt: skip
    outcomes = ("yes", "yes", *chosen.choices(("yes", "no", "partial", "unknown"), k=4))
    last = (", ".join(base), "finetune" if base else "", "no", "", "c0ffee", "")
    return (f"m/{i:07}", f"h{i}", i + 1, *outcomes, *given, *last)


if __name__ == "__main__":
    main()

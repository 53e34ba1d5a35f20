"""One database judged by the pool beside its shards merged and judged on a cluster: seconds, memory, the same tables.

    python bench/merge.py FOLDER [pool] [cluster] [same]

FOLDER is what `bench/made_facts.py` made; it is left as it is. Results are `pool.db` and `merged.db` in it. The cluster
has as many one-thread workers as there are cores.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from bench.cluster import PROGRAM, cluster
from bench.spent import watched
from tests.crawl.conftest import ADDRESS, INTERNAL, MOMENTS, TABLES


def told(what: str, *arguments: object) -> None:
    """Run one command of ours, and print what it and everything it began used."""
    with watched() as spent:
        begun = time.monotonic()
        subprocess.run([*PROGRAM, *map(str, arguments)], check=True)
        wall = time.monotonic() - begun
    seconds, peak = spent.seconds(), {kind: size >> 20 for kind, size in spent.peak.items()}
    each = ", ".join(f"{kind} {used:.1f} s and {peak[kind]} MB" for kind, used in seconds.items() if used >= 1)
    print(
        f"{what}: {wall:.0f} s; {sum(seconds.values()):.0f} s of processors: {each}; peak {peak['all']} MB", flush=True
    )


def ran(path: Path) -> None:
    """Print how long the last run took, without the publication that may have followed it."""
    with closing(sqlite3.connect(path)) as db:
        took = "(julianday(finished_at) - julianday(started_at)) * 86400"
        mode, seconds = db.execute(f"SELECT mode, {took} FROM runs ORDER BY started_at DESC LIMIT 1").fetchone()
    print(f"  of which the {mode}: {seconds:.0f} s", flush=True)


def by_pool(folder: Path) -> None:
    for name in ("{}.db", "{}.facts.db"):
        shutil.copy(folder / name.format("whole"), folder / name.format("pool"))
    with closing(sqlite3.connect(folder / "pool.db")) as db, db:
        db.execute("DELETE FROM runs")  # a scan judges in its own run, a merge in the first of all: nothing is news
    told("judged by the pool", "judge", "--db", folder / "pool.db")
    ran(folder / "pool.db")


def by_cluster(folder: Path) -> None:
    for old in folder.glob("merged*"):
        old.unlink()
    with cluster(folder) as (address, _):
        shards = sorted(folder.glob("shard-?.db"))
        told("merged, judged on the cluster", "merge", folder / "merged.db", *shards, "--scheduler", address)
        ran(folder / "merged.db")


def digests(path: Path) -> dict[str, tuple[int, int]]:
    """What readers see, by table: the number of rows, and the sum of their digests, whatever their order."""
    found = {}
    with closing(sqlite3.connect(path)) as db:
        for (table,) in db.execute(TABLES).fetchall():
            if table not in INTERNAL:
                found[table] = _digest(db, table)
    return found


def _digest(db: sqlite3.Connection, table: str) -> tuple[int, int]:
    cursor = db.execute(f"SELECT * FROM {table}")
    kept = [n for n, column in enumerate(cursor.description) if column[0] not in MOMENTS]
    rows = total = 0
    for row in cursor:
        text = ADDRESS.sub("HUB", repr([row[n] for n in kept]))
        total += int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest())
        rows += 1
    return rows, total % 2**128


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("steps", nargs="*", default=["pool", "cluster", "same"])
    args = parser.parse_args()
    for step in args.steps:
        if step != "same":
            {"pool": by_pool, "cluster": by_cluster}[step](args.folder)
            continue
        expected, found = digests(args.folder / "pool.db"), digests(args.folder / "merged.db")
        differing = [table for table in expected if expected[table] != found[table]]
        sizes = ", ".join(f"{table} {rows:,}" for table, (rows, _) in expected.items() if rows)
        print(f"tables that differ: {differing}; rows: {sizes}", flush=True)
        if differing:
            sys.exit(1)


if __name__ == "__main__":
    main()

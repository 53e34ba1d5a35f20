"""A night on a made-up Hub: what it asks for, against what really changed; sizes, pace and memory.

python bench/night.py [N] [SCOPE]        default 100,000 models, scope notable
"""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from pathlib import Path

from crawler.scan.scan import Options, scan


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    scope = sys.argv[2] if len(sys.argv) > 2 else "notable"
    command = [sys.executable, "-m", "crawler", "serve-hub", "--synthetic", str(n), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    hub = server.stdout.readline().strip()
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder, "x.db")
        night(hub, db, scope, "first scan")
        read = {row[0] for row in rows(db, "SELECT repo_id FROM models WHERE read_sha IS NOT NULL")}
        post(hub, "/_day?d=1")
        post(hub, "/_stats/reset")
        night(hub, db, scope, "next night")
        asked, truth = get(hub, "/_stats"), get(hub, "/_truth?day=1")
        compare(db, truth, asked, read)
        night(hub, db, scope, "unchanged Hub")
        sizes(db, n)
    server.terminate()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def night(hub: str, db: Path, scope: str, title: str) -> None:
    begun = time.perf_counter()
    result = scan(Options(db, hub, hub, scope=scope))
    figures = {k: v for k, v in result.figures.items() if v}
    print(f"{title} ({result.mode}): {time.perf_counter() - begun:.0f} s, {figures}, incomplete: {result.incomplete}")


def compare(db: Path, truth: dict, asked: dict, read: set[str]) -> None:
    changed = {name for name in truth["texts"] if name in read}
    new = {row[0] for row in rows(db, "SELECT repo_id FROM models WHERE read_sha IS NOT NULL")} - read
    bodies = asked["bodies"]
    print(f"cards changed of models read before: {len(changed)}; models read first: {len(new)}; bodies sent: {bodies}")
    resolves = asked["buckets"].get("resolvers", 0)
    print(f"resolver requests: {resolves} = {resolves / max(bodies, 1):.3f} a body")
    history = Counter(field for (field,) in rows(db, "SELECT field FROM changes"))
    print(f"changes: {dict(history)}")
    told = {k: len(truth[k]) for k in ("created", "deleted", "renamed", "gates", "commits", "texts")}
    print(f"truth:   {told}")


def sizes(db: Path, n: int) -> None:
    connection = sqlite3.connect(db)
    read = connection.execute("SELECT count(*) FROM models WHERE read_sha IS NOT NULL").fetchone()[0]
    size = db.stat().st_size
    print(f"database: {size / n:.0f} bytes a model of {n:,}, {read:,} of them read")


def rows(db: Path, sql: str) -> list[tuple]:
    connection = sqlite3.connect(db)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def get(hub: str, path: str) -> dict:
    with urllib.request.urlopen(hub + path) as answer:
        return json.loads(answer.read())


def post(hub: str, path: str) -> None:
    urllib.request.urlopen(urllib.request.Request(hub + path, method="POST")).close()


if __name__ == "__main__":
    main()

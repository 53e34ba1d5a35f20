"""The sweep against a bare loop over the same pages: models a second, the ratio, and peak memory.

    python bench/sweep.py [N]        a made-up Hub of N models (default 100,000) in a process of its own

The bare loop does what no sweep can do without: fetch a page, json.loads, upsert the same columns.
"""

from __future__ import annotations

import json
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from pathlib import Path

from crawler.fetch.runner import Run
from crawler.hub import HEAVY, LIGHT, list_url
from crawler.scan.scan import _register
from crawler.scan.shard import WHOLE
from crawler.scan.walks import Aim, opened_by
from crawler.store import runs, sweep
from crawler.store.database import Writer
from spiders.models import ModelsSpider

COLUMNS = ("id", "_id", "sha", "createdAt", "lastModified", "downloads", "likes", "gated", "private", "disabled")
LINK = re.compile(r"<([^>]+)>")


def bare(hub: str, expand: tuple[str, ...], path: Path) -> int:
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute(f"CREATE TABLE models ({' TEXT, '.join(COLUMNS)} TEXT, PRIMARY KEY (id)) STRICT")
    url, rows = list_url(hub, sort="createdAt", expand=expand), 0
    while url:
        with urllib.request.urlopen(url) as answer:
            page, link = json.loads(answer.read()), answer.headers.get("Link")
        with db:
            db.executemany(
                f"INSERT OR REPLACE INTO models VALUES ({', '.join('?' * len(COLUMNS))})",
                ([None if (v := row.get(c)) is None else str(v) for c in COLUMNS] for row in page),
            )
        rows += len(page)
        url = LINK.search(link)[1] if link else ""
    return rows


def ours(hub: str, walk: str, path: Path) -> int:
    writer = Writer(path)
    writer.call(_register, WHOLE)
    run_id = writer.call(runs.begin, "full", "notable", {})
    figures: Counter[str] = Counter()
    run = Run(hub, hub, hub, writer, run_id, {}, figures)
    writer.call(sweep.begin_walk, walk)
    run.walk(ModelsSpider, walk, walk=walk, opened=opened_by(Aim("full", "notable", (), None)))
    writer.call(sweep.forget_walk, walk)
    writer.close()
    return figures["models_listed"]


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    command = [sys.executable, "-m", "crawler", "serve-hub", "--synthetic", str(n), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    hub = server.stdout.readline().strip()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.db")
        for title, walk, expand in (("first sweep", "sweep", HEAVY), ("nightly ids", "ids", LIGHT)):
            begun = time.perf_counter()
            rows = bare(hub, expand, Path(folder, f"{walk}.db"))
            middle = time.perf_counter()
            assert rows == ours(hub, walk, path)
            end = time.perf_counter()
            reference, rate = rows / (middle - begun), rows / (end - middle)
            print(f"{title}: {rate:,.0f} models/s, bare loop {reference:,.0f}, ratio {rate / reference:.2f}")
        print(f"database: {path.stat().st_size / n:.0f} bytes a model; peak memory {peak():.0f} MB")
    server.terminate()


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()

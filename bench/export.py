"""The export against a bare CSV dump of the same tables: seconds, ratios, peak memory.

    python bench/export.py [N]       a made-up database of N models, eight pieces of evidence each (default 100,000)

The bare dump does what no export can do without: read every row in the file's own order, csv.writer, gzip.
"""

from __future__ import annotations

import csv
import gzip
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from crawler.store import migrations

PIECES = 8
LEVEL = 1  # of gzip, as the export has it
MODEL = """
INSERT INTO models (repo_id, author, hub_id, sha, read_sha, created_at, last_modified, downloads, likes, gated, private,
    disabled, license_id, license_class, osi_approved, weights, verdict, osaid, mof_class, first_seen, last_seen, no)
SELECT printf('maker%d/model-%d', (n * 7919) % 9973, n), printf('maker%d', (n * 7919) % 9973), printf('%024x', n),
    lower(hex(randomblob(20))), lower(hex(randomblob(20))), '2026-05-01T10:00:00.000Z', '2026-06-01T10:00:00.000Z',
    (n * 31) % 5000, n % 50, '', 0, 0, 'apache-2.0', 'permissive', 'yes', 'yes', 'open-weights', 'does-not-meet',
    'unclassified', '2026-06-01T10:00:00.000Z', '2026-11-22T10:00:00.000Z', n
FROM (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ?) SELECT n FROM c)
"""
EVIDENCE = """
INSERT INTO evidence_rows (model_no, n, rule_no, path, line_start, line_end, quote)
SELECT no, p.value, 1 + p.value, 'README.md', p.value * 9, p.value * 9 + 1,
    'The words of a card, as long as a sentence is that says something of the model: ' || m.sha
FROM models AS m, json_each(?) AS p ORDER BY no DESC, p.value
"""
RULE = "INSERT INTO rules VALUES (?, 'weights', 'yes', 'the file list shows it', 'weights', 1, 'listed-' || ?)"
RUN = "INSERT INTO runs (run_id, started_at, finished_at, outcome) VALUES ('r', ?1, ?1, 'done')"


def made_up(path: Path, models: int) -> None:
    with closing(sqlite3.connect(path)) as db:
        migrations.main.apply(Database(db))
        db.execute("INSERT INTO about VALUES ('hub', 'https://huggingface.co') ON CONFLICT DO NOTHING")
        db.executemany(RULE, [(n, n) for n in range(1, PIECES + 1)])
        db.execute(MODEL, (models,))
        db.execute(EVIDENCE, (str(list(range(PIECES))),))
        db.execute(RUN, ("2026-11-22T04:00:00.000Z",))
        db.commit()
        db.execute("ANALYZE")


def bare(path: Path, folder: Path) -> None:
    """What `ours` is held against: in a process of its own, as it is."""
    from crawler.schema import TABLES

    with closing(sqlite3.connect(path)) as db:
        for table in TABLES:
            with gzip.open(folder / f"{table.name}.csv.gz", "wt", compresslevel=LEVEL, newline="") as file:
                csv.writer(file).writerows(
                    db.execute(f"SELECT {', '.join(map(_quoted, table.column_names))} FROM {table.name}")
                )


def _quoted(name: str) -> str:
    return f'"{name}"'


def ours(path: Path, folder: Path) -> None:
    from crawler.export import export
    from crawler.readonly import connect

    export(connect(path), folder)


def measured(what: str, path: Path, folder: Path) -> tuple[float, float, float]:
    """Seconds, processor seconds and peak megabytes of one of the two, in a process of its own."""
    folder.mkdir()
    begun, before = time.perf_counter(), _processor()
    done = subprocess.run([sys.executable, __file__, what, path, folder], check=True, capture_output=True, text=True)
    return time.perf_counter() - begun, _processor() - before, float(done.stdout)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(models: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.db")
        made_up(path, models)
        print(f"{models:,} models, {models * PIECES:,} pieces of evidence, {path.stat().st_size / 1e6:,.0f} MB")
        took = {}
        for what in ("bare", "ours"):
            *took[what], peak = measured(what, path, Path(folder, what))
            size = sum(file.stat().st_size for file in Path(folder, what).rglob("*") if not file.is_symlink())
            seconds, processor = took[what]
            print(f"{what}: {seconds:.1f} s, processor {processor:.1f} s, {peak:.0f} MB, {size / 1e6:,.0f} MB written")
        wall, work = (ours / bare for ours, bare in zip(took["ours"], took["bare"], strict=True))
        print(f"ratio {wall:.2f}, of processor seconds {work:.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] in (["bare"], ["ours"]):
        {"bare": bare, "ours": ours}[sys.argv[1]](*map(Path, sys.argv[2:]))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

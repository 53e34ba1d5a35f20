"""Imports a made-up archive: seconds, peak memory, and whether every planted change is found.

python bench/import_history.py 300000 10      models a table, tables (weekly)
"""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

LICENCES = ("mit", "apache-2.0", "other", "")
FIRST = date(2023, 1, 2)
ROWS = 100_000  # written at a time


def name(n: int) -> str:
    """Id of one model."""
    return f"owner{n % 997}/model-{n}"


def write(path: Path, licences: dict[int, str], models: int) -> None:
    """One weekly table; a model without an entry in `licences` is not in it."""
    fields = pa.schema([("id", pa.string()), ("downloads", pa.int64()), ("likes", pa.int64()),
                        ("tags", pa.list_(pa.string())), ("cardData", pa.string())])  # fmt: skip
    with pq.ParquetWriter(path, fields, compression="zstd") as file:
        for start in range(0, models, ROWS):
            rows = [(n, licences[n]) for n in range(start, min(models, start + ROWS)) if n in licences]
            table = {
                "id": [name(n) for n, _ in rows], "downloads": [n % 5000 for n, _ in rows],
                "likes": [n % 7 for n, _ in rows],
                "tags": [["pytorch", f"license:{tag}"] if tag else ["pytorch"] for _, tag in rows],
                "cardData": [json.dumps({"license": tag or None}) for _, tag in rows],
            }  # fmt: skip
            file.write_table(pa.table(table, fields))


def main(models: int, tables: int) -> None:
    """Plant a change in one of a thousand models a week, remove one of five thousand, import, compare."""
    draw, licences, planted, files = Random(7), {n: LICENCES[n % 4] for n in range(models)}, set(), []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for week in range(tables):
            day = (FIRST + timedelta(weeks=week)).isoformat()
            for n in draw.sample(sorted(licences), models // 1000) if week else ():
                new = draw.choice([tag for tag in LICENCES if tag != licences[n]])
                planted.add((name(n), day, "license_tag", licences[n], new))
                licences[n] = new
            for n in draw.sample(sorted(licences), models // 5000) if week else ():
                planted = {p for p in planted if p[:2] != (name(n), day)}
                planted.add((name(n), day, "removed", "no", "yes"))
                del licences[n]
            files.append(folder / f"models-{day}.parquet")
            write(files[-1], licences, models)
        seconds, peak = timed_import(folder / "x.db", files)
        with sqlite3.connect(folder / "x.db") as db:
            found = set(db.execute("SELECT repo_id, seen_at, field, old, new FROM imported_changes"))
        size = sum(file.stat().st_size for file in files)
    print(
        f"{models * tables:,} rows in {tables} tables, {size / 1e6:,.0f} MB: {seconds:,.1f} s, {peak:,.0f} MB at most"
    )
    print(f"{len(planted):,} changes planted, {len(found ^ planted)} differ")


def timed_import(db: Path, files: list[Path]) -> tuple[float, float]:
    """Seconds and peak memory (MB) of the command in a process of its own."""
    began = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "crawler",
        "import-history",
        *map(str, files),
        "--source",
        "made up",
        "--db",
        str(db),
    ]
    subprocess.run(command, check=True)
    return time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

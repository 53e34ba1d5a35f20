"""Judging on the workers of a Dask cluster beside the pool of processes, and with workers and schedulers killed.

    python bench/cluster.py [MODELS] [KILLS]

Judges copies of the database of a made-up Hub with the pool and with a local cluster of as many one-thread workers as
there are cores, begun as `deploy/` begins them. Prints seconds, the ratio, peak memory, which tables differ after KILLS
workers were killed one after the other, and after KILLS runs whose scheduler was killed and that were begun again with
another.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import made_facts
from bench.spent import watched
from tests.crawl.conftest import tables

PROGRAM = (sys.executable, "-m", "crawler")
CORES = os.cpu_count() or 1
DEPLOY = Path(__file__).resolve().parents[1] / "deploy"


def dask(name: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A scheduler or a worker, with the settings of its unit in `deploy/`."""
    unit = (DEPLOY / f"hub-openness-{name}.service").read_text()
    settings = dict(re.findall(r"(?m)^Environment=(DASK_\w+)=(.*)$", unit))
    command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | settings)


def worker(file: Path) -> subprocess.Popen[bytes]:
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(file.parent))
    return dask("worker", "--scheduler-file", str(file), *options)


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The scheduler's address, and its process before its workers'; who kills a worker puts another in its place."""
    file = folder / "scheduler.json"
    at = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    file.unlink(missing_ok=True)
    scheduler = dask("scheduler", *at)
    while not file.exists():
        time.sleep(0.1)
    processes = [scheduler, *(worker(file) for _ in range(CORES))]
    time.sleep(10)
    try:
        yield json.loads(file.read_text())["address"], processes
    finally:
        for process in processes:
            process.terminate()
            process.wait()


def judged(source: Path, folder: Path, *options: str) -> tuple[subprocess.Popen[bytes], Path]:
    """A process that judges a copy of the database."""
    folder.mkdir()
    for path in source.parent.glob("x*.db"):
        shutil.copy(path, folder)
    command = [*PROGRAM, "judge", "--db", str(folder / "x.db"), *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL), folder / "x.db"


def timed(source: Path, folder: Path, *options: str) -> tuple[float, float, Path]:
    """Seconds by the clock and of all processors."""
    with watched() as spent:
        begun = time.monotonic()
        process, db = judged(source, folder, *options)
        assert process.wait() == 0
        wall = time.monotonic() - begun
    seconds = spent.seconds()
    print(", ".join(f"{kind} {used:.1f} s" for kind, used in seconds.items() if used >= 0.1), flush=True)
    return wall, sum(seconds.values()), db


def struck(
    source: Path, folder: Path, address: str, processes: list[subprocess.Popen[bytes]], moments: list[float]
) -> Path:
    """Judges while a worker is killed after each number of seconds, and another put in its place."""
    process, db = judged(source, folder, "--scheduler", address)
    for n, seconds in enumerate(moments):
        time.sleep(seconds)
        chosen = n % CORES + 1  # the scheduler is the first
        processes[chosen].send_signal(signal.SIGKILL)
        processes[chosen].wait()
        processes[chosen] = worker(folder.parent / "scheduler.json")
    assert process.wait() == 0
    return db


def without_scheduler(source: Path, folder: Path, after: float) -> tuple[int, Path]:
    """Judges until the scheduler is killed, then again with another one; the exit code of the first run."""
    with cluster(folder.parent) as (address, processes):
        process, db = judged(source, folder, "--scheduler", address)
        time.sleep(after)
        processes[0].kill()
        code = process.wait()
    with cluster(folder.parent) as (address, _):
        subprocess.run([*PROGRAM, "judge", "--db", db, "--scheduler", address], check=True, stdout=subprocess.DEVNULL)
    return code, db


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="?", type=int, default=2000)
    parser.add_argument("kills", nargs="?", type=int, default=5)
    args = parser.parse_args()
    models, kills, rng = args.models, args.kills, random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "x.db"
        made_facts.whole(source, models)
        pool, used, db = timed(source, folder / "pool")
        whole = tables(db)
        print(f"{models} models, pool of {CORES}: {pool:.1f} s, {used:.1f} s of processors", flush=True)
        with cluster(folder) as (address, processes):
            for nth in ("first", "second"):  # the workers have begun their processes by the second
                took, seconds, db = timed(source, folder / f"cluster-{nth}", "--scheduler", address)
                ratio = f"{pool / took:.2f} by the clock, {used / seconds:.2f} by processors"
                print(
                    f"cluster of {CORES}, {nth} run: {took:.1f} s, {seconds:.1f} s of processors: {ratio}", flush=True
                )
                print(f"same tables: {tables(db) == whole}", flush=True)
            moments = [rng.uniform(0.5, 1) * took / (kills + 1) for _ in range(kills)]
            db = struck(source, folder / "struck", address, processes, moments)
            print(f"{kills} workers killed: same tables: {tables(db) == whole}", flush=True)
        for n in range(kills):
            after = rng.uniform(0, 1) * took
            code, db = without_scheduler(source, folder / f"lost-{n}", after)
            print(f"scheduler killed after {after:.1f} s: exit {code}, same tables: {tables(db) == whole}", flush=True)
            shutil.rmtree(db.parent)
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"peak memory of the largest process: {children:.0f} MB")


if __name__ == "__main__":
    main()

"""The kill matrix: each signal at random moments of each command, an immediate restart, and every table compared.

    python bench/kills.py [MOMENTS] [MODELS] [COMMAND ...]

Prints a line a cell: moments struck, seconds the slowest took to end, restarts that failed, tables that differ.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from tests.crawl.conftest import tables

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
PROGRAM = (sys.executable, "-m", "crawler")
COMMANDS = ("scan", "nightly", "judge", "export")


def command(name: str, folder: Path, hub: str) -> list[str]:
    """One command of the matrix on the database of a folder."""
    where = ["--db", str(folder / "x.db")]
    asking = ["--hub", hub, "--github", hub]
    ends = {
        "scan": [*where, *asking],
        "nightly": [*where, *asking, "--scope", "all"],
        "judge": where,
        "export": [str(folder / "snapshots"), *where],
    }
    return [*PROGRAM, name, *ends[name]]


def started(line: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def strike(line: list[str], number: signal.Signals, after: float) -> float | None:
    """Seconds the command took to end after the signal; None where it was done before."""
    process = started(line)
    try:
        process.wait(after)
        return None
    except subprocess.TimeoutExpired:
        begun = time.monotonic()
        process.send_signal(number)
        process.wait(60)
        return time.monotonic() - begun


def cell(name: str, number: signal.Signals, begun: Path, hub: str, took: float, moments: int) -> Iterator[str]:
    """Strike one command with one signal at some moments; gives what went wrong and a summary."""
    whole = finished(name, begun, hub)
    rng, ends, wrong = random.Random(f"{name}{number}"), [], 0
    for _ in range(moments):
        folder = copy(begun)
        line = command(name, folder, hub)
        if (seconds := strike(line, number, rng.uniform(0.05, 0.95) * took)) is not None:
            ends.append(seconds)
        code = started(line).wait()
        differing = [table for table, found in tables(folder / "x.db").items() if found != whole[table]]
        if code or differing:
            wrong += 1
            yield f"  {name} {number.name}: restart {code}, differing {differing}"
        shutil.rmtree(folder)
    yield f"{name} {number.name}: {len(ends)} struck, slowest end {max(ends, default=0):.1f} s, {wrong} wrong"


def finished(name: str, begun: Path, hub: str) -> dict[str, list[tuple[str, ...]]]:
    """The tables of an undisturbed run."""
    folder = copy(begun)
    assert started(command(name, folder, hub)).wait() == 0
    return tables(folder / "x.db")


def copy(folder: Path) -> Path:
    return Path(shutil.copytree(folder, Path(tempfile.mkdtemp(prefix="kills")) / "run"))


def main(moments: int = 20, models: int = 300, *commands: str) -> None:
    """Every command with every signal."""
    with running(Options(None, synthetic=models)) as hub, tempfile.TemporaryDirectory() as place:
        empty, scanned = Path(place, "empty"), Path(place, "scanned")
        empty.mkdir()
        scanned.mkdir()
        assert started(command("scan", scanned, hub)).wait() == 0
        for name in commands or COMMANDS:
            begun = scanned if name in ("judge", "export") else empty
            clock = time.monotonic()
            finished(name, begun, hub)
            took = time.monotonic() - clock
            for number in SIGNALS:
                for said in cell(name, number, begun, hub, took, moments):
                    print(said, flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:])

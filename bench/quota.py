"""How much of the Hub's quota a scan uses, with the real limits scaled to short windows.

    python bench/quota.py [SCANS] [MODELS] [WINDOW]     default 1 scan, 3,000 models, windows of 5 s

Free user: 1,000 api and 5,000 resolver requests in 300 s; here a sixtieth of both in a sixtieth of the time.
The quota-bound minimum is the number of windows the requests need, times their length.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
import time
import urllib.request
from itertools import pairwise
from pathlib import Path

API, RESOLVERS, REAL_WINDOW = 1000, 5000, 300


def main() -> None:
    scans, models, window = (int(a) for a in (sys.argv[1:] + ["1", "3000", "5"][len(sys.argv) - 1 :]))
    resolvers = RESOLVERS * window // REAL_WINDOW
    quotas = f"api={max(50, API * window // REAL_WINDOW)},resolvers={resolvers},window={window}"
    python = [sys.executable, "-m", "crawler"]
    server = subprocess.Popen([*python, "serve-hub", "--synthetic", str(models), "--port", "0", "--rate-limit", quotas],
                              stdout=subprocess.PIPE, text=True)  # fmt: skip
    assert server.stdout is not None
    hub = server.stdout.readline().strip()
    samples: list[tuple[float, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        command = [*python, "scan", "--hub", hub, "--github", hub, "--db"]
        paths = [str(Path(folder, f"{n}.db")) for n in range(scans)]
        work = [subprocess.Popen([*command, path], stdout=subprocess.DEVNULL) for path in paths]
        while any(process.poll() is None for process in work):
            samples.append((time.time(), stats(hub)["buckets"].get("resolvers", 0)))
            time.sleep(0.02)
    refused = stats(hub)["too_many_requests"]
    server.terminate()
    report(samples, resolvers, window, refused)


def report(samples: list[tuple[float, int]], quota: int, window: float, refused: int) -> None:
    """The texts walk: up to the last window it filled; after it come the neighbours, bound by the other bucket."""
    by_window: dict[int, int] = {}
    for (_, before), (moment, after) in pairwise(samples):
        by_window[int(moment // window)] = by_window.get(int(moment // window), 0) + after - before
    filled = [w for w, n in by_window.items() if n >= quota / 2]
    span = [by_window.get(w, 0) for w in range(min(filled), max(filled) + 1)]
    used = sum(span)
    print(f"{used:,} resolver requests in {len(span)} windows of {window} s, quota {quota}; refused: {refused}")
    least = math.ceil(used / quota)
    print(f"windows against the least possible: {len(span) / least:.3f}; use {used / quota / len(span):.3f}")


def stats(hub: str) -> dict:
    with urllib.request.urlopen(f"{hub}/_stats") as answer:
        return json.loads(answer.read())


if __name__ == "__main__":
    main()

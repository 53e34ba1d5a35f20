"""Shards beside one scan: the seconds of each step, the bytes on disk, and whether the two databases say the same.

    python bench/shards.py [MODELS] [SHARDS]

One made-up Hub is scanned whole, then by shards one after the other; merged; merged again, which changes nothing; and
merged after a night in which a part of the Hub changed. Seconds are wall time and, in brackets, processor time.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from crawler.nightly.publish import working_path
from crawler.store.database import facts_path
from tests.crawl.conftest import tables


def step(title: str, *arguments: object) -> None:
    """Run one command of ours and print what it took."""
    used, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([sys.executable, "-m", "crawler", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    print(f"{title}: {time.monotonic() - begun:.1f} s ({spent:.1f}); peak {now.ru_maxrss / 1024:.0f} MB", flush=True)


def size(path: Path) -> str:
    files = [path, facts_path(path)]
    return " + ".join(f"{file.stat().st_size / 1e6:.1f}" for file in files) + " MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="?", type=int, default=2000)
    parser.add_argument("shards", nargs="?", type=int, default=4)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, running(Options(None, synthetic=args.models)) as hub:
        whole, out = Path(name, "whole.db"), Path(name, "out.db")
        parts = [Path(name, f"shard-{number}.db") for number in range(args.shards)]
        asked = ("--hub", hub, "--github", hub)
        for night in ("first", "second"):
            step(f"{night} night, one scan", "scan", "--db", whole, *asked)
            for number, path in enumerate(parts):
                step(f"shard {number}", "scan", "--db", path, "--shard", f"{number}/{args.shards}", *asked)
            print(f"whole: {size(whole)}; a shard: {size(parts[0])}")
            step("merge", "merge", out, *parts)
            step("merge of the same", "merge", out, *parts)
            expected, found = tables(whole), tables(out)
            differing = [table for table in expected if expected[table] != found[table]]
            print(f"tables that differ: {differing}; merged: {size(working_path(out))}", flush=True)
            urllib.request.urlopen(urllib.request.Request(f"{hub}/_day?d=1", method="POST")).read()


if __name__ == "__main__":
    main()

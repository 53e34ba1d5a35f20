"""What readers wait for at a million models: pages, search, facets, charts, queries and feeds.

    python bench/reading.py [--db PATH] [--models N] [--times 5]

Without a database one is made up. A first visit is made with a fresh Datasette; medians are of the visits after it.
Everything is asked in process: what a network adds is not measured.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlencode

from datasette.utils import tilde_encode
from made_up import made_up

from crawler.metadata import DATABASE, canned_queries
from crawler.schema import TABLES
from crawler.web.app import build
from crawler.web.dashboards import dashboards

ARGUMENTS = {
    "tag": "apache-2.0", "minimum": "5", "population": "", "license_id": "apache-2.0", "month": "2025-06", "half": "",
}  # fmt: skip
SEARCHED = {"a rare word": "995", "a common word": "gull", "two common words": "model tern", "a name": "maker1 gull"}
WANTED = {  # milliseconds
    "front": 100, "page": 300, "search": 300, "facet": 300, "chart": 300, "query": 1_000, "feed": 300,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--models", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.db or Path(folder, "made-up.db")
        if not asked.db:
            made_up(path, asked.models)
        asyncio.run(measure(path, asked.times))


async def measure(path: Path, times: int) -> None:
    rows = []
    for kind, title, address in addresses(path):
        datasette = build(path)
        taken = [await visit(datasette, address) for _ in range(times + 1)]
        rows.append((kind, title, taken[0], statistics.median(taken[1:])))
    print("| kind | what | first visit, ms | median, ms |\n|---|---|---|---|")
    for kind, title, first, median in sorted(rows, key=lambda row: (row[0], -row[3])):
        late = " (over)" if max(median, first if kind == "front" else 0) > WANTED[kind] else ""
        print(f"| {kind} | {title} | {first:.0f} | {median:.0f}{late} |")
    for kind, bound in WANTED.items():
        of_kind = [row[3] for row in rows if row[0] == kind]
        late = sum(median > bound for median in of_kind)
        print(f"{kind}: {len(of_kind)}, slowest {max(of_kind):.0f} ms, {late} over {bound} ms")


async def visit(datasette: object, address: str) -> float:
    begun = time.perf_counter()
    answer = await datasette.client.get(address, follow_redirects=True)  # type: ignore[attr-defined]
    taken = 1000 * (time.perf_counter() - begun)
    if answer.status_code != 200:
        print(f"{answer.status_code}: {address}")
    return taken


def addresses(path: Path) -> Iterator[tuple[str, str, str]]:
    """Kind, title and address of everything that is asked."""
    yield "front", "front page", "/"
    yield from _tables()
    yield from _charts()
    with closing(sqlite3.connect(path)) as db:
        model, author = db.execute("SELECT repo_id, author FROM models ORDER BY downloads DESC LIMIT 1").fetchone()
        base = db.execute("SELECT parent FROM lineage GROUP BY parent ORDER BY count(*) DESC LIMIT 1").fetchone()[0]
    known = {**ARGUMENTS, "author": author, "repo_id": base}
    for title, one in (("most used model", model), ("base with most derivatives", base)):
        yield "page", title, f"/{DATABASE}/models/{tilde_encode(one)}"
    for title, searched in SEARCHED.items():
        yield "search", title, f"/-/find?model={quote(searched)}"
    yield "search", "a common word in one licence class", f"/{DATABASE}/models?_search=gull&license_class=permissive"
    for name in canned_queries():
        yield "query", name, f"/{DATABASE}/{name}.json?{urlencode(known)}"
    for chosen in ("", "?field=license_id&direction=tighter", f"?author={author}", "?population=popular"):
        yield "feed", f"news{chosen.replace('|', '')}", f"/news.atom{chosen}"
    yield "feed", "changes", "/changes.atom"


def _tables() -> Iterator[tuple[str, str, str]]:
    for table in TABLES:
        yield "page", f"table {table.name}", f"/{DATABASE}/{table.name}"
        for facet in table.facets:
            yield "facet", f"{table.name} by {facet}", f"/{DATABASE}/{table.name}?_facet={facet}"


def _charts() -> Iterator[tuple[str, str, str]]:
    for board in dashboards(DATABASE).values():
        for name, chart in board["charts"].items():  # type: ignore[attr-defined]
            asked = urlencode({"sql": chart["query"], "population": "all", "_shape": "array"})
            yield "chart", name, f"/{DATABASE}.json?{asked}"


if __name__ == "__main__":
    main()

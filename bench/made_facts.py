"""What a scan of a made-up Hub stores, written without a socket: as one database, and as shards.

    python bench/made_facts.py FOLDER MODELS [SHARDS] [READ]

The spiders' own tasks are done, and their items stored by the functions that the scan's pipeline calls; only `fetch` is
another: the Hub's functions are called in this process. A scan over HTTP takes four times as long. `whole.db` is what a
scan leaves before anything is judged. Shards are cut from it: all rows of the list, and what was read of a shard's own
models, which is what `scan --shard I/N` leaves with the scope `all`. With READ, only that many of the oldest models are
read; the others are rows, as they are in the scope `notable`.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import shutil
import sqlite3
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bench.direct import HUB, finished, spider
from crawler.hub import ModelRow
from crawler.judge.neighbours import describe_all
from crawler.local_hub.synthetic.population import MOST, index_of
from crawler.readonly import address
from crawler.scan.shard import Shard
from crawler.store import frontier, links, named, runs, sweep, systems, texts
from crawler.store.database import compact, connect, facts_path
from crawler.store.frontier import Task
from crawler.store.neighbours import CODE_REPOS, DATASETS
from crawler.store.scopes import SCOPES
from crawler.store.sweep import Page
from pipelines import detection
from pipelines.store import STORES
from spiders.code_repos import CodeReposSpider
from spiders.datasets import DatasetsSpider
from spiders.models import Bounds, ModelsSpider
from spiders.systems import SystemsSpider
from spiders.tasks import FrontierSpider
from spiders.texts import TextsSpider

READERS = 2  # processes
CLAIMED = 64  # tasks of a chunk
NEXT = "SELECT key, payload FROM facts.frontier WHERE walk = ? AND key > ? ORDER BY key LIMIT ?"
OF_MODELS = ("texts", "reads", "listings", "refs", "dirty")  # tables of facts by hub_id
WALKS: tuple[tuple[str, type[FrontierSpider[Any]], dict[str, str]], ...] = (
    (systems.WALK, SystemsSpider, {"public": HUB}), (texts.WALK, TextsSpider, {}), (DATASETS, DatasetsSpider, {}),
    (CODE_REPOS, CodeReposSpider, {"github": HUB}),
)  # fmt: skip
_readers: dict[str, Any] = {}  # of a reader's process, by walk


def listed(db: Database, run_id: str, models: int, opened: Callable[[ModelRow], bool]) -> int:
    """The walk over list pages."""
    sweep.begin_walk(db, "sweep")
    walk = spider(ModelsSpider, db, models, walk="sweep", opened=opened)
    url, bounds, rows = walk.first, Bounds(), 0
    while url:
        page = finished(walk._page(url, bounds))
        url = page.following
        sweep.store_page(db, run_id, Page("sweep", page.rows, url, opened))
        rows += len(page.rows)
    return rows


def read(db: Database, path: Path, models: int, walk: str) -> None:
    """Do every task of a walk; readers work ahead of the one that stores."""
    todo, done, begun = frontier.left(db, walk), 0, time.monotonic()
    with multiprocessing.get_context("spawn").Pool(READERS, _begin, (path, models)) as pool:
        for items in pool.imap(_items, _tasks(path, walk)):
            with db.atomic():
                for item in items:
                    STORES[type(item)](db, item)
            done += len(items)
            if done % (CLAIMED * 100) == 0 or done == todo:
                print(f"{walk}: {done:,} of {todo:,}, {time.monotonic() - begun:.0f} s", flush=True)


def _tasks(path: Path, walk: str) -> Iterator[list[Task]]:
    """What is queued, by key; read in the thread of the pool that asks for it."""
    last = ""
    with closing(_reading(path)) as db:
        while rows := db.execute(NEXT, (walk, last, CLAIMED)).fetchall():
            last = rows[-1][0]
            yield [Task(walk, key, json.loads(payload), 1) for key, payload in rows]


def _reading(path: Path) -> Database:
    connection = sqlite3.connect(address(path, "ro"), uri=True, isolation_level=None)
    connection.execute("ATTACH ? AS facts", (address(facts_path(path), "ro"),))
    return Database(connection)


def _begin(path: Path, models: int) -> None:
    _readers.update({walk: spider(kind, _reading(path), models, **kwargs) for walk, kind, kwargs in WALKS})


def _items(tasks: list[Task]) -> list[Any]:
    return [finished(_readers[task.walk].read(task)) for task in tasks]


def whole(path: Path, models: int, most_read: int = MOST) -> None:
    """What a scan of everything stores before it judges; of `most_read` models, the oldest, where that is less."""
    with closing(connect(path)) as db:
        db.register_function(lambda hub_id: index_of(hub_id) < most_read, name="here", deterministic=True)
        run_id = runs.begin(db, "full", "all", detection.versions())
        runs.note(db, "hub", HUB)
        runs.note(db, "scanned", HUB)
        begun = time.monotonic()
        rows = listed(db, run_id, models, lambda row: index_of(row.hub_id) < most_read)
        print(f"{rows:,} rows listed in {time.monotonic() - begun:.0f} s", flush=True)
        listed_by_name = tomllib.loads(files("crawler.scan").joinpath("watchlist.toml").read_text("utf-8"))["system"]
        frontier.add(db, systems.WALK, [(entry["name"], entry) for entry in listed_by_name])
        texts.queue_changed(db, SCOPES["all"])
        for walk, _, _ in WALKS:
            read(db, path, models, walk)
        assert not named.queue_unknown_bases(db), "every base of the made-up Hub has a row"
        assert not links.queue_links(db), "no card of the made-up Hub links to a licence elsewhere"
        runs.finish(db, run_id, "done", {"models_listed": rows, "models_changed": rows})
        compact(db)
        db.execute("PRAGMA facts.wal_checkpoint(TRUNCATE)")


def cut(path: Path, out: Path, shard: Shard) -> None:
    """What a scan of one shard stores: every row, and what was read of the models that live in it."""
    shutil.copy(path, out)
    with closing(connect(out)) as db:
        db.register_function(shard.holds, name="here", deterministic=True)
        db.execute("ATTACH ? AS whole", (address(facts_path(path), "ro"),))
        with db.atomic():
            runs.note(db, "shard", str(shard))
            for table in OF_MODELS:
                db.execute(f"INSERT INTO facts.{table} SELECT * FROM whole.{table} WHERE here(hub_id)")
            named = "SELECT kind, name FROM facts.refs"
            db.execute(f"INSERT INTO facts.neighbours SELECT * FROM whole.neighbours WHERE (kind, name) IN ({named})")
            oids = "SELECT oid FROM facts.texts WHERE oid IS NOT NULL"
            db.execute(f"INSERT INTO facts.blobs SELECT * FROM whole.blobs WHERE oid IN ({oids})")
            for table in ("datasets", "code_repos"):
                db.execute(f"DELETE FROM {table}")
            describe_all(db)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("models", type=int)
    parser.add_argument("shards", nargs="?", type=int, default=8)
    parser.add_argument("read", nargs="?", type=int, default=MOST)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    whole(args.folder / "whole.db", args.models, args.read)
    for number in range(args.shards):
        cut(args.folder / "whole.db", args.folder / f"shard-{number}.db", Shard(number, args.shards))


if __name__ == "__main__":
    main()

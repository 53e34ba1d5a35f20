"""A merge: what the shards read becomes one database, which is judged as if one scan had read it all.

Facts are taken over by upsert; whatever hangs on more than one model is worked out afterwards by the same code that
judges an unsharded scan. A merge that was broken off is finished by the next: what is already the same is passed over.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from crawler.errors import WrongUsage
from crawler.judge.judge import judge, judge_changed_rules
from crawler.judge.processes import processes
from crawler.judge.reading.prepare import prepare
from crawler.judge.workers import Engines
from crawler.shards.attach import Part, attached, parts
from crawler.shards.owners import find_owners
from crawler.shards.readings import take_readings, take_surroundings
from crawler.shards.rows import take_rows
from crawler.store import runs
from crawler.store.database import Writer, facts_path
from crawler.store.lock import locked
from crawler.terminal import progress
from pipelines import detection


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: rows new or changed, readings taken over, models judged again, detectors that failed."""

    run_id: str
    shards: int
    models_changed: int
    readings: int
    models_judged: int
    errors: int
    incomplete: tuple[str, ...] = ()  # shards that were not scanned to their end are refused


def check_out(out: Path) -> None:
    """Raises WrongUsage where a scan works on `out` itself: its side database lies beside it."""
    if facts_path(out).exists():
        raise WrongUsage(f"{out} is the database of a scan, or a shard itself; name another file to merge into")


def merge(out: Path, shards: Sequence[Path], engines: Engines = processes) -> Merged:
    """Bring `out` up to what all shards of a Hub hold. Raises WrongUsage, and Locked while a scan is at work on one."""
    with ExitStack() as held:
        for path in sorted({out, *shards}):
            held.enter_context(locked(path))
        found = parts(shards)
        writer = Writer(out)
        held.callback(writer.close)
        try:
            return _merge(writer, found, engines)
        except KeyboardInterrupt:
            writer.break_off()
            raise


def _merge(writer: Writer, found: list[Part], engines: Engines) -> Merged:
    run_id = writer.call(runs.begin, "merge", f"{found[0].shard.of} shards", detection.versions())
    figures: Counter[str] = Counter()
    try:
        judged = judge_changed_rules(writer, run_id, figures, engines)
        readings = _take_all(writer, run_id, found, figures)
        judged += judge(writer, run_id, figures, engines=engines)
        prepare(writer, run_id)
    except BaseException as error:
        with suppress(sqlite3.Error):
            writer.call(runs.finish, run_id, f"failed: {error or type(error).__name__}", figures)
        raise
    writer.call(runs.finish, run_id, "done", figures)
    return Merged(run_id, len(found), figures["models_changed"], readings, judged, figures["errors"])


def _take_all(writer: Writer, run_id: str, found: list[Part], figures: Counter[str]) -> int:
    """Rows of all shards first: what was read rests on names that are up to date. Gives the readings taken over."""
    readings = 0
    writer.call(find_owners, found)
    with progress() as bar:
        task = bar.add_task("merging", total=2 * len(found))
        for part in found:
            figures["models_changed"] += writer.call(_take_rows, run_id, part)
            bar.advance(task)
        for part in found:
            readings += writer.call(_take_facts, part)
            bar.advance(task)
    figures["models_listed"] = writer.call(_owned)
    return readings


def _take_rows(db: Database, run_id: str, part: Part) -> int:
    with attached(db, part):
        for key, value in part.facts.items():
            runs.note(db, key, value)
        return take_rows(db, run_id, part)


def _take_facts(db: Database, part: Part) -> int:
    with attached(db, part):
        readings = take_readings(db, part)
        take_surroundings(db)
        return readings


def _owned(db: Database) -> int:
    return int(db.execute("SELECT count(*) FROM temp.row_owners").fetchone()[0])

"""One night: scan, judge, health checks, export, publish. What is not healthy is not published, and says why."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

from crawler.errors import Unhealthy
from crawler.export import export
from crawler.nightly import health
from crawler.nightly.publish import publish, working_path
from crawler.readonly import connect
from crawler.scan.scan import Options, Result, scan
from crawler.store.database import Writer, check
from crawler.store.lock import locked
from crawler.store.runs import reopen


def nightly(options: Options, snapshots: Path | None) -> Result:
    """Run one night on `options.db` as the published database.

    The work is done on a database beside it, which keeps what a bad night fetched for the next one. Raises Locked, and
    Unhealthy with the reasons when the published database was left as it was.
    """
    published, working = options.db, working_path(options.db)
    check(published)
    with locked(published):
        result = scan(replace(options, db=working))
        problems = [*result.incomplete, *_examine(working, published, result.run_id)]
        if problems:
            _mark(working, result.run_id, problems)
            raise Unhealthy(f"not published, {published} is as it was: {'; '.join(problems)}")
        try:
            if snapshots is not None:
                with closing(connect(working)) as database:
                    export(database, snapshots)
            publish(working, published)
        except (sqlite3.Error, OSError) as error:
            raise Unhealthy(f"not published, {published} is as it was: {error}") from error
        return result


def _examine(working: Path, published: Path, run_id: str) -> list[str]:
    with ExitStack() as stack:
        new = stack.enter_context(closing(connect(working)))
        old = stack.enter_context(closing(connect(published))) if published.exists() else None
        return health.check(new, old, run_id)


def _mark(working: Path, run_id: str, problems: list[str]) -> None:
    """A night that was not published is no night to count from: the next increment goes back beyond it."""
    writer = Writer(working)
    try:
        writer.call(reopen, run_id, f"unhealthy: {'; '.join(problems)}")
    finally:
        writer.close()

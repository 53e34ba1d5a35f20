"""One night: work, health checks, export, publish. What is not healthy is not published, and says why.

The work is a scan, or the merge of what several scans read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from crawler.errors import Unhealthy, WrongUsage
from crawler.export import export
from crawler.nightly import health
from crawler.nightly.health import Shape
from crawler.nightly.mend import mend
from crawler.nightly.publish import difference, publish, working_path
from crawler.readonly import address, connect, require_public
from crawler.scan.scan import Options, Result, scan
from crawler.store.damage import damage, damage_told
from crawler.store.database import Writer, require_ours
from crawler.store.lock import locked
from crawler.store.runs import reopen


class Done(Protocol):
    """How the work of a night ended."""

    @property
    def run_id(self) -> str:
        """Its row of `runs`."""

    @property
    def incomplete(self) -> Sequence[str]:
        """Why it is not complete; empty when it is."""


D = TypeVar("D", bound=Done)


def nightly(options: Options, snapshots: Path | None, tell: Callable[[str], None]) -> Result:
    """Run one night on `options.db` as the published database; see `night`."""
    return night(options.db, lambda working: scan(replace(options, db=working)), snapshots, tell)


def night(published: Path, work: Callable[[Path], D], snapshots: Path | None, tell: Callable[[str], None]) -> D:
    """Have `work` done on a database beside the published one, which takes its place when it is healthy.

    That database keeps what a bad night fetched for the next one. `tell` is given what a person should know of a night
    that is published all the same. Raises Locked, and Unhealthy with the reasons when the published database was left
    as it was.
    """
    working = working_path(published)
    require_ours(published, damaged=working.exists())
    _require_public(published, working)
    with locked(published):
        try:
            done = _checked(working, published, work, snapshots, tell)
            rows = publish(working, published)
        except (Unhealthy, WrongUsage, sqlite3.Error, OSError) as error:
            told = damage_told(error)
            if isinstance(error, WrongUsage) and not told:
                raise
            why = f"{told}: {mend(published)}" if told else error
            raise Unhealthy(f"not published, {published} is as it was: {why}") from error
        if wrong := difference(published, rows):  # by its name, as readers open it
            raise Unhealthy(f"{published} was replaced and cannot be read: {wrong}; the next night publishes again")
        return done


def _require_public(*paths: Path) -> None:
    """Raises WrongUsage; a file that cannot be read holds nothing that a night would publish."""
    for path in filter(Path.exists, paths):
        try:
            database = connect(path)
        except WrongUsage:
            continue
        with closing(database):
            require_public(database)


def _checked(
    working: Path, published: Path, work: Callable[[Path], D], snapshots: Path | None, tell: Callable[[str], None]
) -> D:
    before = _last_good(published, working, tell)
    done = work(working)
    with closing(connect(working)) as database:
        problems = [*done.incomplete, *health.check(database, before, done.run_id)]
        if problems:
            _mark(working, done.run_id, problems)
            raise Unhealthy("; ".join(problems))
        if snapshots is not None:
            export(database, snapshots)
    return done


def _last_good(published: Path, working: Path, tell: Callable[[str], None]) -> Shape | None:
    """What the night is held against: the published database or, where that is damaged, the one it was copied from."""
    good = published
    if published.exists() and (wrong := damage(published)):
        tell(f"{published} is damaged ({wrong}); a healthy night replaces it")
        good = working
    if not good.exists():
        return None
    with closing(sqlite3.connect(address(good, "ro"), uri=True)) as database:
        return health.shape(database)


def _mark(working: Path, run_id: str, problems: list[str]) -> None:
    """A night that was not published is no night to count from: the next increment goes back beyond it."""
    writer = Writer(working)
    try:
        writer.call(reopen, run_id, f"unhealthy: {'; '.join(problems)}")
    finally:
        writer.close()

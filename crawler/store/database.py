"""Opening the two databases, and the one thread that writes them."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import zlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlite_utils import Database, Migrations

from crawler.errors import WrongUsage
from crawler.readonly import HEAL, address
from crawler.store import migrations
from crawler.store.damage import damage_told, list_and_judge_anew

P = ParamSpec("P")
T = TypeVar("T")
UNSTORABLE = (  # what one repository's values can do to a statement; a lock or a full disk is none of it
    UnicodeError, OverflowError, RecursionError, TypeError, sqlite3.DataError, sqlite3.IntegrityError,
    sqlite3.InterfaceError, sqlite3.ProgrammingError,
)  # fmt: skip
BUSY = 60_000  # milliseconds a write waits for another process's lock


def facts_path(path: Path) -> Path:
    """The side database beside the published one: `x.db` has `x.facts.db`."""
    return path.with_suffix(f".facts{path.suffix}")


def check(path: Path) -> None:
    """Raises WrongUsage where something stands at `path` that is no database; nothing at all is fine."""
    if not os.path.lexists(path):
        return
    if not path.is_file() or (path.stat().st_size and path.open("rb").read(16) != b"SQLite format 3\0"):
        raise WrongUsage(f"{path} is not a database; name another file, or move it away")


def require_ours(path: Path, *, damaged: bool) -> None:
    """Raises WrongUsage where something else than a database of ours stands at `path`; nothing at all is fine.

    A `damaged` one passes where the caller can heal it.
    """
    if not damaged:
        check(path)
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(address(path, "ro"), uri=True)) as connection:
            _check_history(Database(connection), migrations.main, path)
    except sqlite3.DatabaseError as error:
        if not (damaged and damage_told(error)):
            raise WrongUsage(f"{path} cannot be used as a database: {error}; {HEAL}") from error


def connect(path: Path) -> Database:
    """Open both databases for writing, the facts attached as `facts`, migrated to the newest schema.

    Raises WrongUsage where `path` is something else than a database.

    A transaction over both commits the published file first and the facts second (SQLite commits attached WAL files
    in that order), so work is acknowledged in the facts only after its result is safe.
    """
    check(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    alone = facts_path(path).is_file() and not path.is_file()
    for file, migration in ((path, migrations.main), (facts_path(path), migrations.facts)):
        _migrate(file, migration)
    connection = _sqlite(path)
    connection.execute("ATTACH ? AS facts", (address(facts_path(path), "rw"),))
    for pragma in ("main.synchronous = NORMAL", "facts.synchronous = NORMAL", "cache_size = -32000"):
        connection.execute(f"PRAGMA {pragma}")
    db = Database(connection)
    if alone:  # the rows that the walks had filled are gone
        list_and_judge_anew(db)
    return db


def compact(db: Database) -> None:
    """Rewrite the published file without gaps: a first scan fills its rows in two goes and leaves pages half empty."""
    db.execute("PRAGMA main.wal_checkpoint(TRUNCATE)")
    db.execute("VACUUM main")
    db.execute("PRAGMA main.wal_checkpoint(TRUNCATE)")


def pack(value: Any) -> bytes:
    """JSON, compressed; equal values give equal bytes."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"), 6)


def unpack(body: bytes) -> Any:
    """What `pack` packed."""
    return json.loads(zlib.decompress(body).decode("utf-8", "surrogatepass"))


def _sqlite(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(address(path, "rwc"), uri=True, isolation_level=None, timeout=BUSY / 1000)


def _migrate(path: Path, migrations: Migrations) -> None:
    """Raises WrongUsage for a file that cannot be used, holds something else, or was made by a newer version."""
    try:
        with closing(_sqlite(path)) as connection:
            single = Database(connection)
            _check_history(single, migrations, path)
            single.execute("PRAGMA journal_mode = WAL")
            migrations.apply(single)
    except sqlite3.OperationalError as error:
        raise WrongUsage(f"{path} cannot be used: {error}") from error
    except sqlite3.DatabaseError as error:
        raise WrongUsage(f"{path} cannot be used as a database: {error}; {HEAL}") from error


def _check_history(db: Database, migrations: Migrations, path: Path) -> None:
    done = {migration.name for migration in migrations.applied(db)}
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    if not done and db.table_names():
        raise WrongUsage(f"{path} is not a database of hub-openness; name another file")
    if done - known:
        raise WrongUsage(f"{path} was made by a newer version of hub-openness; update the program")


class Writer:
    """One thread owns the connection: a shared one silently loses rows (docs/decisions/0001)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._queued: set[Future[Any]] = set()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._db = self._thread.submit(connect, path).result()

    def call(self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(db, ...)` on the writer thread and wait for it."""
        return self._submit(work, *args, **kwargs).result()

    async def run(self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for coroutines."""
        return await asyncio.wrap_future(self._submit(work, *args, **kwargs))

    def break_off(self) -> None:
        """Forget what is queued and roll back what is under way; the connection stays usable."""
        for future in list(self._queued):
            future.cancel()
        self._db.conn.interrupt()

    def _submit(self, work: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future = self._thread.submit(work, self._db, *args, **kwargs)
        self._queued.add(future)
        future.add_done_callback(self._queued.discard)
        return future

    def close(self) -> None:
        """Finish what is queued, then close the file."""
        self._thread.submit(self._db.close).result()
        self._thread.shutdown()

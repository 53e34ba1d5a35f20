"""The database as Datasette sees it: read-only, followed through the nightly swap, plumbing hidden."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.database import Database, Results

from crawler import readonly
from crawler.metadata import DATABASE
from crawler.schema import TABLES
from crawler.web.search import COUNTED

T = TypeVar("T")
DESCRIBED = {table.name for table in TABLES}


class FollowedDatabase(Database):  # type: ignore[misc]  # Datasette ships no types
    """A read-only file that a nightly run may replace with `os.replace` or write to.

    Never opened `immutable`: SQLite would read torn pages of a file that a run is writing, and Datasette would hash
    gigabytes at the first visit. An open connection keeps reading the replaced file, so each thread looks at the
    file's identity before it reads and opens the new one.
    """

    def __init__(self, datasette: Datasette, path: Path) -> None:
        super().__init__(datasette, str(path.resolve()), is_mutable=True)
        self._local = threading.local()

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection to read with; Datasette's own takes a `#` or `?` in the path for the end of it."""
        return readonly.connect(Path(self.path), check_same_thread=False)

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run `fn` with this thread's connection to the file that is there now."""
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, lambda: fn(self._current()))

    async def hidden_table_names(self) -> list[str]:
        """Datasette's own hidden tables and every table that the schema does not describe."""
        names = set(await self.table_names()) - DESCRIBED
        return sorted({*await super().hidden_table_names(), *names})

    async def execute(self, sql: str, *arguments: Any, **options: Any) -> Results:  # noqa: ANN401 - as Datasette has it
        """What Datasette asks, or what gives the same at once."""
        return await super().execute(COUNTED.get(sql.strip(), sql), *arguments, **options)

    async def table_columns(self, table: str) -> list[str]:
        """Columns in the order in which pages, JSON and CSV of the site have them: those that people compare first."""
        leads = next((one.leads for one in TABLES if one.name == table), ())
        return [*leads, *(name for name in await super().table_columns(table) if name not in leads)]

    def identity(self) -> tuple[int, int]:
        """Device and inode: what changes when another file takes the place of this one."""
        status = Path(self.path).stat()
        return status.st_dev, status.st_ino

    def _current(self) -> sqlite3.Connection:
        identity = self.identity()
        if getattr(self._local, "identity", None) != identity:
            if hasattr(self._local, "connection"):
                self._local.connection.close()
            self._local.connection = self.connect()
            self._local.identity = identity
            self.ds._prepare_connection(self._local.connection, DATABASE)
        connection: sqlite3.Connection = self._local.connection
        return connection

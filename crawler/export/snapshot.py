"""A snapshot folder, whole or not at all: written beside, then renamed."""

from __future__ import annotations

import fcntl
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from crawler import readonly
from crawler.archive.engine import ARCHIVE
from crawler.archive.write import add_day
from crawler.errors import Locked, Unhealthy, WrongUsage
from crawler.export import files, package
from crawler.schema import TABLES

PARTIAL, REPLACED, LATEST = ".partial", ".replaced", "latest"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A finished snapshot: its folder, its day (YYYY-MM-DD), rows by table, and the size of all files in bytes."""

    folder: Path
    day: str
    rows: dict[str, int]
    bytes: int


def export(db: sqlite3.Connection, directory: Path, progress: files.Progress = lambda table, rows: None) -> Snapshot:
    """Write `directory/<day>/` for the day of the last finished run and point `directory/latest` to the newest day.

    The day is added to `directory/archive` as well, see `crawler.archive`.

    All tables are read in one transaction, so they fit together while a run writes. Killed at any moment it leaves
    at most a hidden partial folder, which the next export removes: a dated folder is always complete.
    Raises WrongUsage where no run has finished, Locked while another export writes to `directory`.
    """
    run = readonly.last_finished_run(db)
    if run is None:
        raise WrongUsage("no run has finished, so there is no day to date a snapshot by")
    day = run["finished_at"][:10]
    directory.mkdir(parents=True, exist_ok=True)
    with _alone(directory):
        partial = _empty(directory / PARTIAL)
        with _one_state(db):
            rows = {table.name: files.write(db, table, partial, progress) for table in TABLES}
        _describe(partial, day, run["finished_at"], rows)
        size = sum(file.stat().st_size for file in partial.iterdir())
        _publish(partial, directory / day)
        _point_to_newest(directory)
        try:
            add_day(directory / ARCHIVE, day, directory / day / "models.parquet")
        except duckdb.Error as error:  # a full disk, most likely; the dated folder is whole
            raise Unhealthy(f"{directory / ARCHIVE} could not be written: {error}") from error
    return Snapshot(directory / day, day, rows, size)


def _describe(folder: Path, day: str, finished_at: str, rows: dict[str, int]) -> None:
    listed = {path.name: _file(path) for path in sorted(folder.iterdir())}
    described = json.dumps(package.descriptor(day, finished_at, listed), indent=2, ensure_ascii=False) + "\n"
    for name, text in (("datapackage.json", described), ("README.md", package.readme(day, rows))):
        (folder / name).write_text(text, encoding="utf-8")
        listed[name] = _file(folder / name)
    (folder / "SHA256SUMS").write_text(package.checksums(listed), encoding="utf-8")


def _file(path: Path) -> package.File:
    return package.File(path.name, path.stat().st_size, files.sha256(path))


def _publish(partial: Path, folder: Path) -> None:
    """Rename into place. The same day exported again: the old folder steps aside for the blink between two renames."""
    aside = folder.parent / REPLACED
    shutil.rmtree(aside, ignore_errors=True)
    if folder.exists():
        folder.rename(aside)
    partial.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)


def _point_to_newest(directory: Path) -> None:
    """`latest` is a relative link, replaced in one step; exporting an older day never turns it back."""
    newest = max(path.name for path in directory.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"))
    beside = directory / f".{LATEST}"
    beside.unlink(missing_ok=True)
    beside.symlink_to(newest)
    beside.replace(directory / LATEST)


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


@contextmanager
def _one_state(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.rollback()


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Hold the directory's lock; the system lets go of it however the process ends."""
    with (directory / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Locked(f"another export is writing to {directory}") from error
        yield

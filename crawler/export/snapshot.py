"""A snapshot folder, whole or not at all: written beside, then renamed."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import duckdb

from crawler import readonly
from crawler.archive.engine import ARCHIVE, OWNED
from crawler.archive.write import add_day
from crawler.errors import Locked, Unhealthy, WrongUsage
from crawler.export import files, overview, package
from crawler.export.package import About
from crawler.schema import MODELS, TABLES

TOLD = (*TABLES, overview.OVERVIEW)  # the tables of a snapshot
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
    about = About(run["finished_at"], _software(), json.loads(run["detector_versions"] or "{}"))
    directory.mkdir(parents=True, exist_ok=True)
    with _alone(directory):
        partial = _empty(directory / PARTIAL)
        rows = _write(db, partial, about, progress)
        _describe(partial, about, rows)
        size = sum(file.stat().st_size for file in partial.iterdir())
        folder = directory / about.day
        _publish(partial, folder)
        _point_to_newest(directory)
        _archive(directory, folder)
    return Snapshot(folder, about.day, rows, size)


def _archive(directory: Path, folder: Path) -> None:
    """Raises Unhealthy where a full disk, most likely, prevents it; the dated folder is whole."""
    try:
        for table in (MODELS.name, *OWNED):
            add_day(directory / ARCHIVE, folder.name, folder / f"{table}.parquet")
    except duckdb.Error as error:
        raise Unhealthy(f"{directory / ARCHIVE} could not be written: {error}") from error


def _software() -> str:
    return f"{package.NAME} {version(package.NAME)}"


def _write(db: sqlite3.Connection, folder: Path, about: About, progress: files.Progress) -> dict[str, int]:
    with _one_state(db):
        overview.prepare(db)
        rows = {table.name: files.write(db, table, folder, about.as_text(), progress) for table in TOLD}
        overview.write_workbook(db, folder, about)
    return rows


def _describe(folder: Path, about: About, rows: dict[str, int]) -> None:
    listed = {path.name: _file(path) for path in sorted(folder.iterdir())}
    described = json.dumps(package.descriptor(about, TOLD, listed), indent=2, ensure_ascii=False) + "\n"
    beside = {"README.md": package.readme(about, TOLD, rows), "CITATION.cff": package.citation(about)}
    for name, text in {"datapackage.json": described, **beside}.items():
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
    """Hold the directory's lock, which is no file in it; the system lets go of it however the process ends."""
    held = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(held, directory)
        yield
    finally:
        os.close(held)


def _lock(held: int, directory: Path) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise Locked(f"another export is writing to {directory}") from error

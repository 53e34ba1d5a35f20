"""The archive's files as DuckDB sees them: one place for the layout, the bounds and the views."""

from __future__ import annotations

from pathlib import Path

import duckdb

from crawler.schema import MODELS

ARCHIVE = "archive"  # beside the dated folders of a snapshot directory
FULL, CHANGED = "full", "changed"
MEMORY = "512MB"  # beyond it DuckDB goes to the disk
# Different every day and no news.
PASSING = {"downloads", "likes", "last_seen", "read_at"}
LASTING = tuple(column.name for column in MODELS.shared if column.name not in PASSING)
KEY = "coalesce(hub_id, repo_id)"  # the Hub's id stays through renames


def engine(folder: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB in memory, bounded, with `folder` for what does not fit."""
    db = duckdb.connect(":memory:")
    db.execute(f"SET memory_limit = '{MEMORY}'")
    db.execute("SET temp_directory = ?", [str(folder / ".spill")])
    db.execute("SET threads = 2")
    db.execute("SET enable_progress_bar = false")
    return db


def parts(archive: Path) -> dict[str, Path]:
    """day -> its only file, in order: `models/date=<day>/kind=<full or changed>/models.parquet`."""
    files = sorted(archive.glob("models/date=*/kind=*/models.parquet"))
    return {file.parts[-3].removeprefix("date="): file for file in files}


def kind(file: Path) -> str:
    """`full` or `changed`."""
    return file.parent.name.removeprefix("kind=")


def since_full(archive: Path, day: str) -> list[Path]:
    """The files that together say what every model was on `day`: the newest full one, and what changed since."""
    files = [file for part, file in parts(archive).items() if part <= day]
    fulls = [n for n, file in enumerate(files) if kind(file) == FULL]
    return files[fulls[-1] :] if fulls else []


def rows(files: list[Path]) -> str:
    """SQL for all rows of some files, with `date` and `kind` from where they lie."""
    names = ", ".join("'{}'".format(str(file).replace("'", "''")) for file in files)
    options = "hive_partitioning = true, hive_types_autocast = false, union_by_name = true"
    return f"read_parquet([{names}], {options})"


def state(files: list[Path]) -> str:
    """SQL for every model as its newest row in some files has it."""
    newest = f"row_number() OVER (PARTITION BY {KEY} ORDER BY date DESC) = 1"
    return f"(SELECT * EXCLUDE (kind) FROM {rows(files)} QUALIFY {newest})"

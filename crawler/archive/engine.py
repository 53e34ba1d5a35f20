"""The archive's files as DuckDB sees them: one place for the layout, the bounds and the views."""

from __future__ import annotations

from pathlib import Path

import duckdb

from crawler.schema import MODELS, TABLES

ARCHIVE = "archive"  # beside the dated folders of a snapshot directory
FULL, CHANGED = "full", "changed"
MEMORY = "512MB"  # beyond it DuckDB goes to the disk
# Different every day and no news.
PASSING = {"downloads", "likes", "last_seen", "read_at"}
LASTING = tuple(column.name for column in MODELS.shared if column.name not in PASSING)
KEY = "coalesce(hub_id, repo_id)"  # the Hub's id stays through renames
# Tables whose rows belong to a model: the column that names it, and one that every row has. A model of which no row is
# left has one with nothing in it but its name.
OWNED = {
    "evidence": ("repo_id", "question"), "lineage": ("child", "parent"), "model_terms": ("repo_id", "term"),
    "model_licenses": ("repo_id", "part"), "claims": ("repo_id", "quote"),
}  # fmt: skip
SAME = {"detector_version"}  # a raised version that changes no answer is no news
COLUMNS = {
    table.name: ", ".join(column.name for column in table.shared if column.name not in SAME)
    for table in TABLES
    if table.name in OWNED
}


def engine(folder: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB in memory, bounded, with `folder` for what does not fit."""
    db = duckdb.connect(":memory:")
    db.execute(f"SET memory_limit = '{MEMORY}'")
    db.execute("SET temp_directory = ?", [str(folder / ".spill")])
    db.execute("SET threads = 2")
    db.execute("SET enable_progress_bar = false")
    return db


def parts(archive: Path, table: str = MODELS.name) -> dict[str, Path]:
    """day -> its only file, in order: `<table>/date=<day>/kind=<full or changed>/<table>.parquet`."""
    files = sorted(archive.glob(f"{table}/date=*/kind=*/{table}.parquet"))
    return {file.parts[-3].removeprefix("date="): file for file in files}


def kind(file: Path) -> str:
    """`full` or `changed`."""
    return file.parent.name.removeprefix("kind=")


def since_full(archive: Path, day: str, table: str = MODELS.name) -> list[Path]:
    """The files that together say what every model was on `day`: the newest full one, and what changed since."""
    files = [file for part, file in parts(archive, table).items() if part <= day]
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


def owned(table: str, files: list[Path]) -> str:
    """SQL for the rows of a table that belong to models: those of the newest day on which any of a model's changed."""
    owner, always = OWNED[table]
    newest = f"SELECT {owner}, max(date) AS date FROM {rows(files)} GROUP BY {owner}"
    return (
        f"(SELECT * EXCLUDE (kind) FROM {rows(files)} JOIN ({newest}) USING ({owner}, date) WHERE {always} IS NOT NULL)"
    )

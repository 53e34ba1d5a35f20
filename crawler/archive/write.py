"""Adding a day to the archive: everything in the first of a month, after that what changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from crawler.archive.engine import (
    CHANGED,
    COLUMNS,
    FULL,
    KEY,
    LASTING,
    OWNED,
    engine,
    kind,
    owned,
    parts,
    rows,
    since_full,
)


def add_day(archive: Path, day: str, file: Path) -> int:
    """Add `file`, a table of a snapshot, as its state of a day (YYYY-MM-DD); gives the rows written.

    The same day again replaces it. An older day than the newest is not added: what changed since was told without it.
    Killed at any moment it leaves at most a hidden folder that the next day removes.
    """
    table = file.stem
    days = parts(archive, table)
    if days and max(days) > day:
        return 0
    earlier = {part: there for part, there in days.items() if part < day}
    partial = archive / table / ".partial"
    try:
        if _goes_on(earlier, day, file):
            written = _write(partial, table, _changed(table, since_full(archive, max(earlier), table), file))
        else:
            written = _copy(partial, file)
    except (duckdb.Error, pa.ArrowException):  # an earlier day cannot be read: this one does not need it
        written = _copy(partial, file)
    _place(partial, archive / table / f"date={day}")
    return written


def _copy(partial: Path, today: Path) -> int:
    """A full day is the file of the snapshot, whose rows are in order already: no row passes through memory."""
    file = _file(partial, FULL, today.stem)
    shutil.copyfile(today, file)
    return int(pq.read_metadata(file).num_rows)


def _file(partial: Path, what: str, table: str) -> Path:
    file = _empty(partial) / f"kind={what}" / f"{table}.parquet"
    file.parent.mkdir()
    return file


def _write(partial: Path, table: str, selected: str) -> int:
    file = _file(partial, CHANGED, table)
    order = OWNED[table][0] if table in OWNED else "repo_id"
    with engine(partial) as db:
        db.execute(f"COPY (SELECT * FROM {selected} ORDER BY {order}) TO '{_quoted(file)}' (COMPRESSION zstd)")
    shutil.rmtree(partial / ".spill", ignore_errors=True)
    return int(pq.read_metadata(file).num_rows)


def _goes_on(earlier: dict[str, Path], day: str, file: Path) -> bool:
    """Is there a full day of this month to go on from, with every column of today and its type?"""
    fulls = [file for part, file in earlier.items() if kind(file) == FULL and part[:7] == day[:7]]
    return bool(fulls) and _columns(file) <= _columns(fulls[-1])


def _columns(file: Path) -> set[tuple[str, str]]:
    """Names and types as DuckDB has them: Arrow and DuckDB write the same moment in different units."""
    with duckdb.connect() as db:
        found = db.execute(f"DESCRIBE SELECT * FROM read_parquet('{_quoted(file)}', hive_partitioning = false)")
        return {(name, kind) for name, kind, *_ in found.fetchall()}


def _changed(table: str, before: list[Path], today: Path) -> str:
    return _changed_rows(table, before, today) if table in OWNED else _changed_models(before, today)


def _changed_models(before: list[Path], models: Path) -> str:
    """SQL for the rows that are new or differ in what lasts. Rows never leave `models`: a removal is a date in them.

    Of each model before only a 64-bit digest is kept while the rows of today pass by, so that memory hardly grows.
    """
    told = f"hash({', '.join(LASTING)})"
    then = f"SELECT {KEY} AS was, arg_max({told}, date) AS told FROM {rows(before)} GROUP BY was"
    return (
        f"(SELECT n.* FROM {rows([models])} AS n LEFT JOIN ({then}) AS b ON {KEY} = b.was"
        f" WHERE b.was IS NULL OR {told} <> b.told)"
    )


def _changed_rows(table: str, before: list[Path], today: Path) -> str:
    """SQL for all rows of every model of which one is new, gone or another; see `OWNED` for one that has none left.

    Of each model a digest of all its rows is kept, whatever their order.
    """
    owner, told = OWNED[table][0], f"sum(hash({COLUMNS[table]}))"
    now, then = (
        f"(SELECT {owner}, {told} AS told FROM {f} GROUP BY {owner})" for f in (rows([today]), owned(table, before))
    )
    other = f"SELECT {owner} FROM {now} AS n LEFT JOIN {then} AS b USING ({owner}) WHERE n.told IS DISTINCT FROM b.told"
    gone = f"SELECT {owner} FROM {then} AS b WHERE {owner} NOT IN (SELECT {owner} FROM {rows([today])})"
    return f"(SELECT * FROM {rows([today])} WHERE {owner} IN ({other}) UNION ALL BY NAME {gone})"


def _place(partial: Path, folder: Path) -> None:
    aside = folder.with_name(".replaced")
    shutil.rmtree(aside, ignore_errors=True)
    if folder.exists():
        folder.rename(aside)
    partial.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")

"""A snapshot read by what people read it with: every row of every table comes back, from CSV and from Parquet alike."""

from __future__ import annotations

import csv
import gzip
import io
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest

from crawler.export import TOLD, batches, overview
from crawler.schema import Table

Rows = list[dict[str, object]]
EACH = pytest.mark.parametrize("table", TOLD, ids=lambda table: table.name)
DUCKDB = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", datetime: "TIMESTAMPTZ"}
PANDAS = {str: "str", int: "Int64", float: "Float64", bool: "boolean"}
POLARS = {
    str: polars.String, int: polars.Int64, float: polars.Float64, bool: polars.Boolean,
    datetime: polars.Datetime("ms", "UTC"),
}  # fmt: skip


def stored(database: Path, table: Table) -> Rows:
    """The rows as a snapshot has them: moments and truth values as such, ordered by what they say."""
    with sqlite3.connect(database) as db:
        db.row_factory = sqlite3.Row
        overview.prepare(db)
        names = [f'"{column.name}"' for column in table.shared]
        rows = db.execute(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY {', '.join(table.pk or names)}")
        return [{c.name: said(row[c.name], c.type) for c in table.shared} for row in rows]


def said(value: object, kind: type) -> object:
    if value is None or kind not in (bool, datetime):
        return value
    return bool(value) if kind is bool else moment(str(value))


def moment(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def undefused(value: object) -> object:
    return value[1:] if isinstance(value, str) and value[:1] == "'" and value[1:2] in "=+-@\t\r" else value


def emptied(rows: Rows) -> Rows:
    """The rows for readers to whom empty text in a CSV is a missing value."""
    return [{name: None if value == "" else value for name, value in row.items()} for row in rows]


def plain(rows: Rows) -> Rows:
    """Without the apostrophes that stand before formulas in a CSV."""
    return [{name: undefused(value) for name, value in row.items()} for row in rows]


def text_of(path: Path) -> io.BytesIO:
    return io.BytesIO(gzip.decompress(path.read_bytes()))


def arrow_csv(path: Path, table: Table) -> Rows:
    types = {c.name: batches.ARROW[c.type] for c in table.shared}
    options = pacsv.ConvertOptions(column_types=types, strings_can_be_null=True, quoted_strings_can_be_null=False)
    multiline = pacsv.ParseOptions(newlines_in_values=True)
    return pacsv.read_csv(text_of(path), convert_options=options, parse_options=multiline).to_pylist()


def polars_csv(path: Path, table: Table) -> Rows:
    return polars.read_csv(path, schema={c.name: POLARS[c.type] for c in table.shared}).to_dicts()


def python_csv(path: Path, table: Table) -> Rows:
    """Python's own module: text alone, so what it means is told by the schema."""
    kinds = {c.name: c.type for c in table.shared}
    rows = csv.DictReader(io.TextIOWrapper(text_of(path), "utf-8", newline=""))
    return [{name: typed(cell, kinds[name]) for name, cell in row.items()} for row in rows]


def typed(cell: str, kind: type) -> object:
    if cell == "":
        return None
    return {bool: lambda word: {"true": True, "false": False}[word], datetime: moment}.get(kind, kind)(cell)


def duckdb_csv(path: Path, table: Table) -> Rows:
    types = {c.name: DUCKDB[c.type] for c in table.shared}
    with duckdb.connect() as db:
        return db.sql(f"SELECT * FROM read_csv('{path}', types = {types})").to_arrow_table().to_pylist()


def pandas_csv(path: Path, table: Table) -> Rows:
    moments = [c.name for c in table.shared if c.type is datetime]
    kinds = {c.name: PANDAS[c.type] for c in table.shared if c.type is not datetime}
    return known(pandas.read_csv(path, dtype=kinds, parse_dates=moments, keep_default_na=False, na_values=[""]))


def known(frame: pandas.DataFrame) -> Rows:
    """Pandas has several missing values, and moments of its own."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{k: v.to_pydatetime() if isinstance(v, pandas.Timestamp) else v for k, v in row.items()} for row in rows]


def duckdb_parquet(path: Path) -> Rows:
    with duckdb.connect() as db:
        return db.sql(f"SELECT * FROM '{path}'").to_arrow_table().to_pylist()


def pandas_parquet(path: Path) -> Rows:
    return known(pandas.read_parquet(path, dtype_backend="numpy_nullable"))


@EACH
@pytest.mark.parametrize("read", [arrow_csv, polars_csv])
def test_csv_holds_the_rows_and_keeps_empty_text_and_missing_values_apart(read, table, sample, made):
    assert plain(read(made.folder / f"{table.name}.csv.gz", table)) == stored(sample, table)


@EACH
@pytest.mark.parametrize("read", [python_csv, duckdb_csv, pandas_csv])
def test_csv_holds_the_rows_for_readers_that_take_empty_text_for_a_missing_value(read, table, sample, made):
    assert plain(read(made.folder / f"{table.name}.csv.gz", table)) == emptied(stored(sample, table))


def arrow_parquet(path: Path) -> Rows:
    return pq.read_table(path).to_pylist()


def polars_parquet(path: Path) -> Rows:
    return polars.read_parquet(path).to_dicts()


@EACH
@pytest.mark.parametrize("read", [arrow_parquet, duckdb_parquet, pandas_parquet, polars_parquet])
def test_parquet_holds_the_rows_as_they_are(read, table, sample, made):
    assert read(made.folder / f"{table.name}.parquet") == stored(sample, table)

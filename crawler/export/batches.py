"""Rows of a table as Arrow batches of bounded size, with the columns and types of the schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from crawler.schema import Table
from crawler.spreadsheet import FORMULA

ROWS = 20_000  # about 40 MB of evidence; also the size of a Parquet row group
ARROW = {str: pa.string(), int: pa.int64(), float: pa.float64()}


def schema(table: Table) -> pa.Schema:
    """Arrow fields in the order of the schema; every column may be null."""
    return pa.schema([pa.field(column.name, ARROW[column.type]) for column in table.columns])


def read(db: sqlite3.Connection, table: Table) -> Iterator[pa.RecordBatch]:
    """The rows of one table or view, in key order where it has a key, else as they are stored."""
    fields = schema(table)
    cursor = db.cursor()
    cursor.row_factory = None
    cursor.execute(_select(table))
    while rows := cursor.fetchmany(ROWS):
        columns = zip(*rows, strict=True)
        yield pa.record_batch([pa.array(c, f.type) for c, f in zip(columns, fields, strict=True)], schema=fields)


def defused(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with an apostrophe before text that a spreadsheet would run as a formula."""
    columns = [
        pc.replace_substring_regex(column, FORMULA, r"'\1") if pa.types.is_string(column.type) else column
        for column in batch.columns
    ]
    return pa.record_batch(columns, schema=batch.schema)


def _select(table: Table) -> str:
    columns = ", ".join(f'"{name}"' for name in table.column_names)
    order = f" ORDER BY {', '.join(table.pk)}" if table.pk else ""
    return f"SELECT {columns} FROM {table.name}{order}"

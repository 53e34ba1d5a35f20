"""Rows of a table as Arrow batches of bounded size, with the columns, types and sentences of the schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from crawler.schema import Table
from crawler.spreadsheet import FORMULA, FORMULA_STARTS

ROWS = 20_000  # about 40 MB of evidence; also the size of a Parquet row group
MOMENT = pa.timestamp("ms", "UTC")  # as precise as the Hub
ARROW = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), datetime: MOMENT}
_FORMULAS = pa.array(list(FORMULA_STARTS))


def schema(table: Table, about: Mapping[str, str] | None = None) -> pa.Schema:
    """Arrow fields in the order of the schema, each with its sentence; every column may be null.

    `about` is what a file of the table says of itself.
    """
    fields = [pa.field(c.name, ARROW[c.type], metadata={"description": c.says}) for c in table.shared]
    return pa.schema(fields, {"description": table.says, **(about or {})})


def read(db: sqlite3.Connection, table: Table) -> Iterator[pa.RecordBatch]:
    """The rows of one table or view in an order that depends on nothing but what they say."""
    fields = schema(table)
    cursor = db.cursor()
    cursor.row_factory = None
    cursor.execute(_select(table))
    while rows := cursor.fetchmany(ROWS):
        columns = zip(*rows, strict=True)
        yield pa.record_batch([_array(c, f.type) for c, f in zip(columns, fields, strict=True)], schema=fields)


def text_schema(table: Table) -> pa.Schema:
    """The same fields as CSV has them: moments are text."""
    return pa.schema([pa.field(f.name, pa.string() if f.type == MOMENT else f.type) for f in schema(table)])


def as_text(batch: pa.RecordBatch, fields: pa.Schema) -> pa.RecordBatch:
    """The batch for CSV: moments in ISO 8601, an apostrophe before text that a spreadsheet would run as a formula."""
    return pa.record_batch([_text(column) for column in batch.columns], schema=fields)


def _text(column: pa.Array) -> pa.Array:
    if column.type == MOMENT:
        return _iso(column)
    return _defused(column) if pa.types.is_string(column.type) else column


def _iso(column: pa.Array) -> pa.Array:
    """As 2026-11-22T04:05:06.000Z: put together, as strftime of a zoned moment takes fifteen times as long."""
    text = pc.binary_replace_slice(column.cast(pa.timestamp("ms")).cast(pa.string()), 10, 11, "T")
    return pc.binary_join_element_wise(text, "Z", "")


def _defused(column: pa.Array) -> pa.Array:
    """Most columns hold no formula, which their first characters tell faster than the expression does."""
    begins = pc.is_in(pc.utf8_slice_codeunits(column, 0, 1), _FORMULAS)
    return pc.replace_substring_regex(column, FORMULA, r"'\1") if pc.any(begins).as_py() else column


def _array(values: Sequence[str | int | float | None], kind: pa.DataType) -> pa.Array:
    if kind == MOMENT:
        return _moments(pa.array(values, pa.string()))
    return pa.array(values, pa.int64()).cast(kind) if pa.types.is_boolean(kind) else pa.array(values, kind)


def _moments(texts: pa.Array) -> pa.Array:
    try:
        return texts.cast(MOMENT)
    except pa.ArrowInvalid:  # a day alone, or no date at all
        return pa.array([_moment(text) for text in texts.to_pylist()], MOMENT)


def _moment(text: str | None) -> datetime | None:
    """What is no date is a missing one; a date that names no zone is UTC."""
    try:
        read = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _select(table: Table) -> str:
    """By key, else by all columns: the first is indexed, so that only the rows of one model are sorted at a time."""
    names = [f'"{column.name}"' for column in table.shared]
    return f"SELECT {', '.join(names)} FROM {table.name} ORDER BY {', '.join(table.pk or names)}"

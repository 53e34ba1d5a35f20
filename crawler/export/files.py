"""One table into its two files, in one pass over the rows; the same rows give the same bytes."""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from crawler.export import batches
from crawler.schema import Table

Progress = Callable[[str, int], None]
LEVEL = 1  # of gzip; the usual 6 compresses for three times as long, and a tenth better
RFC_4180 = pacsv.WriteOptions(eol="\r\n")


def write(db: sqlite3.Connection, table: Table, folder: Path, about: Mapping[str, str], progress: Progress) -> int:
    """Write `<table>.csv.gz` and `<table>.parquet` and give the number of rows; `about` stands in the Parquet file.

    Text is quoted and a missing value is not, so an empty text and a missing value stay apart in the CSV. The gzip
    header carries neither time nor name.
    """
    fields, texts = batches.schema(table, about), batches.text_schema(table)
    with ExitStack() as stack:
        raw = stack.enter_context((folder / f"{table.name}.csv.gz").open("wb"))
        packed = stack.enter_context(gzip.GzipFile("", "wb", compresslevel=LEVEL, fileobj=raw, mtime=0))
        csv = stack.enter_context(pacsv.CSVWriter(packed, texts, write_options=RFC_4180))
        parquet = stack.enter_context(pq.ParquetWriter(folder / f"{table.name}.parquet", fields, compression="zstd"))
        rows = 0
        for batch in batches.read(db, table):
            csv.write_batch(batches.as_text(batch, texts))
            parquet.write_batch(batch)
            rows += batch.num_rows
            progress(table.name, rows)
    return rows


def sha256(path: Path) -> str:
    """The checksum of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""What describes a snapshot: `datapackage.json` (Data Package 2.0), `README.md` and `SHA256SUMS`. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.metadata import DESCRIPTION, LICENSE, LICENSE_URL, SOURCE, SOURCE_URL, TITLE
from crawler.schema import TABLES, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {str: "string", int: "integer", float: "number"}
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class File:
    """A finished file of the snapshot: its size in bytes and its SHA-256 in hexadecimal."""

    name: str
    bytes: int
    sha256: str


def descriptor(day: str, finished_at: str, files: Mapping[str, File]) -> Json:
    """The data package: two resources a table, each with its fields described."""
    return {
        "$schema": PROFILE,
        "name": "hub-openness",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": day,
        "created": finished_at,
        "licenses": [{"name": "CC-BY-4.0", "title": LICENSE, "path": LICENSE_URL}],
        "sources": [{"title": SOURCE, "path": SOURCE_URL}],
        "resources": [resource for table in TABLES for resource in _resources(table, files)],
    }


def _resources(table: Table, files: Mapping[str, File]) -> tuple[Json, Json]:
    csv, parquet = files[f"{table.name}.csv.gz"], files[f"{table.name}.parquet"]
    text = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "compression": "gz"}
    binary = {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    return _resource(table, table.name, csv, text), _resource(table, f"{table.name}-parquet", parquet, binary)


def _resource(table: Table, name: str, file: File, form: Mapping[str, str]) -> Json:
    where = {"name": name, "type": "table", "path": file.name, "description": table.says}
    size = {"bytes": file.bytes, "hash": f"sha256:{file.sha256}"}
    return {**where, **form, **size, "schema": _schema(table)}


def _schema(table: Table) -> Json:
    fields = [{"name": c.name, "type": TYPES[c.type], "description": c.says} for c in table.columns]
    key = {"primaryKey": list(table.pk)} if table.pk else {}
    return {"fields": fields, "missingValues": [""], **key}


def checksums(files: Mapping[str, File]) -> str:
    """Lines for `sha256sum --check SHA256SUMS`, by name."""
    return "".join(f"{files[name].sha256}  {name}\n" for name in sorted(files))


def readme(day: str, rows: Mapping[str, int]) -> str:
    """What a person reads first in the folder."""
    counts = "\n".join(f"| {table.name} | {rows[table.name]:,} | {table.says} |" for table in TABLES)
    return f"""# {TITLE}

Snapshot of {day}, the day its last run finished. {DESCRIPTION}

| table | rows | one row |
|---|---:|---|
{counts}

Each table is there as `<table>.csv.gz` and as `<table>.parquet`; `datapackage.json` explains every column.
Check the files with `sha256sum --check SHA256SUMS`.

- In the CSV files an apostrophe stands before text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, so
  that no spreadsheet runs it. The Parquet files hold the text as it is.
- In the CSV files text stands in quotation marks and a missing value does not: `""` is empty text.
- `downloads` are requests in the last 30 days, as the Hub counts them; they cannot be added up over time.
- `unknown` means that nobody could look. It is not `no`.

Licence: {LICENSE}. {LICENSE_URL}
"""

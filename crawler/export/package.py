"""What describes a snapshot: `datapackage.json` (Data Package 2.0), `README.md`, `CITATION.cff`, `SHA256SUMS`. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import yaml

from crawler.metadata import DESCRIPTION, LICENSE, LICENSE_URL, SOURCE, SOURCE_URL, TITLE
from crawler.schema import Column, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "hub-openness"
TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", datetime: "datetime"}
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class File:
    """A finished file of the snapshot: its size in bytes and its SHA-256 in hexadecimal."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """What a snapshot says of itself: when its last run ended (ISO 8601), and what made it."""

    finished_at: str
    software: str
    detectors: Mapping[str, int]
    title: str = TITLE

    @property
    def day(self) -> str:
        """YYYY-MM-DD: the name of the folder, and the version of the data."""
        return self.finished_at[:10]

    def as_text(self) -> dict[str, str]:
        """As Parquet and workbooks hold it: text by name."""
        made_by = {"software": self.software, "detector_versions": json.dumps(dict(sorted(self.detectors.items())))}
        return {"title": self.title, "version": self.day, "created": self.finished_at, **made_by, "license": LICENSE}


def descriptor(about: About, tables: Iterable[Table], files: Mapping[str, File]) -> Json:
    """The data package: one resource a table, its CSV file with every field described, and the same rows elsewhere."""
    return {
        "$schema": PROFILE,
        "name": NAME,
        "title": about.title,
        "description": DESCRIPTION,
        "version": about.day,
        "created": about.finished_at,
        "licenses": [{"name": "CC-BY-4.0", "title": LICENSE, "path": LICENSE_URL}],
        "sources": [{"title": SOURCE, "path": SOURCE_URL}],
        "software": about.software,
        "detectorVersions": dict(sorted(about.detectors.items())),
        "resources": [_resource(table, files) for table in tables],
    }


def _resource(table: Table, files: Mapping[str, File]) -> Json:
    """Frictionless reads Parquet and workbooks only with more packages, so these are no resources of their own."""
    text = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "compression": "gz"}
    others = [files[name] for ending in ("parquet", "xlsx") if (name := f"{table.name}.{ending}") in files]
    return {
        "name": table.name,
        "type": "table",
        "description": table.says,
        **_place(files[f"{table.name}.csv.gz"]),
        **text,
        "alternatives": [_place(file) for file in others],
        "dialect": {"lineTerminator": "\r\n"},
        "schema": _schema(table),
    }


def _place(file: File) -> Json:
    return {"path": file.name, "bytes": file.bytes, "hash": f"sha256:{file.sha256}"}


def _schema(table: Table) -> Json:
    key = {"primaryKey": list(table.pk)} if table.pk else {}
    return {"fields": [_field(column) for column in table.shared], "missingValues": [""], **key}


def _field(column: Column) -> Json:
    bounds = {"constraints": {"enum": list(column.values)}} if column.values else {}
    return {"name": column.name, "type": TYPES[column.type], "description": column.says, **bounds}


def citation(about: About) -> str:
    """How to cite it: Citation File Format 1.2.0 (https://citation-file-format.github.io/)."""
    cited = {
        "cff-version": "1.2.0",
        "message": "If you use this snapshot, please cite it with the day in its version.",
        "type": "dataset",
        "title": about.title,
        "abstract": DESCRIPTION,
        "authors": [{"name": f"{NAME} contributors"}],
        "version": about.day,
        "date-released": about.day,
        "license": "CC-BY-4.0",
        "keywords": ["open source AI", "Hugging Face Hub", "licences"],
    }
    return yaml.safe_dump(cited, sort_keys=False, allow_unicode=True, width=120)


def checksums(files: Mapping[str, File]) -> str:
    """Lines for `sha256sum --check SHA256SUMS`, by name."""
    return "".join(f"{files[name].sha256}  {name}\n" for name in sorted(files))


def readme(about: About, tables: Iterable[Table], rows: Mapping[str, int]) -> str:
    """What a person reads first in the folder."""
    counts = "\n".join(f"| {table.name} | {rows[table.name]:,} | {table.says} |" for table in tables)
    return f"""# {about.title}

Snapshot of {about.day}, the day its last run finished, made by {about.software}. {DESCRIPTION}

| table | rows | one row |
|---|---:|---|
{counts}

Each table is there as `<table>.csv.gz` and as `<table>.parquet`; `datapackage.json` explains every column.
`models_with_terms` is the one for spreadsheets, also as `models_with_terms.xlsx` (the models with the most downloads).
`CITATION.cff` says how to cite it. Check the files with `sha256sum --check SHA256SUMS`.

- In the CSV files an apostrophe stands before text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, so
  that no spreadsheet runs it. The Parquet files hold the text as it is.
- Lines of the CSV files end as RFC 4180 says (CRLF). Moments are UTC in ISO 8601; in Parquet they are timestamps.
- Rows stand in an order that depends on what they say alone, so that two days can be compared line by line.
- In the CSV files text stands in quotation marks and a missing value does not: `""` is empty text.
- `downloads` are requests in the last 30 days, as the Hub counts them; they cannot be added up over time.
- `unknown` means that nobody could look. It is not `no`.

Licence: {LICENSE}. {LICENSE_URL}
"""

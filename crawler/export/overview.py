"""One row a model with the terms of its licence, for those who open a spreadsheet and join nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from pathlib import Path

from xlsxwriter import Workbook

from crawler.export import package
from crawler.schema import LICENSES, MODELS, TERMS, Column, Table

WORKBOOK = "models_with_terms.xlsx"
MOST_ROWS = 10_000  # in the workbook: a spreadsheet ends at 1,048,576 rows, and is slow long before
LONGEST_CELL = 32_767  # characters, as Excel takes them
SHOWN = (
    "repo_id", "verdict", "license_id", "license_class", "weights", "inference_code", "training_code", "training_data",
    "data_card", "model_card", "osaid", "osaid_missing", "mof_class", "openwashing", "claims_open_source", "gated",
    "license_tag", "license_source", "license_conflict", "base_model", "relation", "verdict_own", "downloads", "likes",
    "created_at", "last_modified", "read_at", "sha",
)  # fmt: skip
_MODELS = {column.name: column for column in MODELS.columns}
_LICENSES = {column.name: column for column in LICENSES.columns}
_TERMS = tuple(_LICENSES[name] for name, *_ in TERMS)
OVERVIEW = Table(
    "models_with_terms",
    "One listed model with its answers and the terms of its own licence; its ancestors may ask for more (`lineage`).",
    (
        *(_MODELS[name] for name in SHOWN),
        Column("license_name", str, "full name of the effective licence"),
        *_TERMS,
        Column("license_url", str, "where the publisher of the licence shows its text"),
    ),
    pk=("repo_id",),
)


def prepare(db: sqlite3.Connection) -> None:
    """Make the view that `OVERVIEW` is read from; it is of this connection alone.

    Terms are those of the text that was read where it is the effective licence, else those of the catalogue; `unknown`
    where there is neither.
    """
    columns = ", ".join((*(f"m.{name}" for name in SHOWN), "l.name AS license_name", *map(_term, _TERMS)))
    db.execute("DROP VIEW IF EXISTS temp.models_with_terms")
    db.execute(
        f"CREATE TEMP VIEW models_with_terms AS SELECT {columns}, l.source_url AS license_url FROM models AS m"
        " LEFT JOIN license_texts AS t ON t.oid = m.license_text AND t.license_id = m.license_id"
        " LEFT JOIN licenses AS l ON l.license_id = m.license_id WHERE m.removed_at IS NULL"
    )


def _term(column: Column) -> str:
    if column.name == "osi_approved":
        return "coalesce(m.osi_approved, 'unknown') AS osi_approved"
    known = f"CASE WHEN t.oid IS NULL THEN l.{column.name} ELSE t.{column.name} END"
    unread = "CASE WHEN t.oid IS NULL AND l.license_id IS NULL THEN 'unknown' END" if column.type is str else "NULL"
    return f"coalesce({known}, {unread}) AS {column.name}"


def write_workbook(db: sqlite3.Connection, folder: Path, about: package.About) -> None:
    """Write the models most asked for as a workbook: their rows, what the columns mean, and what the file is.

    Texts are written as texts: nothing in it is run as a formula or followed as a link. The same rows, the same bytes.
    """
    names = [column.name for column in OVERVIEW.columns]
    chosen = f"SELECT {', '.join(names)} FROM models_with_terms ORDER BY downloads DESC, repo_id LIMIT {MOST_ROWS}"
    says = [(column.name, column.says) for column in OVERVIEW.columns]
    note = f"the {MOST_ROWS:,} models with the most downloads; all are in {OVERVIEW.name}.csv.gz"
    with Workbook(folder / WORKBOOK, {"constant_memory": True}) as book:
        book.set_properties({"title": about.title, "created": datetime.fromisoformat(about.finished_at)})
        _sheet(book, "models", [names], map(tuple, db.execute(chosen)))
        _sheet(book, "columns", [("column", "what it says")], says)
        _sheet(book, "about", [("about", "")], [("rows", note), *about.as_text().items()])


def _sheet(book: Workbook, name: str, heads: Iterable[Iterable[str]], rows: Iterable[Iterable[object]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for at, row in enumerate(chain(heads, rows)):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, column, value[:LONGEST_CELL])
            elif value is not None:
                sheet.write_number(at, column, value)

"""One row a model with its effective terms, for those who open a spreadsheet and join nothing."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from crawler import spreadsheet
from crawler.export import package
from crawler.schema import MODELS, TERMS, Column, Table

WORKBOOK = "models_with_terms.xlsx"
MOST_ROWS = 10_000  # in the workbook: a spreadsheet ends at 1,048,576 rows, and is slow long before
SHOWN = (
    "repo_id", "verdict", "license_id", "license_class", "osi_approved", "weights", "inference_code", "training_code",
    "training_data", "data_card", "model_card", "osaid", "osaid_missing", "mof_class", "openwashing",
    "claims_open_source", "gated", "license_tag", "license_source", "license_conflict", "base_model", "relation",
    "verdict_own", "downloads", "likes", "created_at", "last_modified", "read_at", "sha",
)  # fmt: skip
_MODELS = {column.name: column for column in MODELS.columns}
IN_MODELS = ("commercial_use", "user_cap", "geo_exclusion", "derivative_same_license")  # effective, as all terms here
IN_SETS = (
    "revenue_cap", "use_restrictions", "naming_duty", "attribution_duty", "output_training_ban", "tiered_commercial",
    "derivatives",
)  # fmt: skip
UNITS = {"user_cap_unit": "user_cap", "revenue_cap_unit": "revenue_cap"}
_TERMS = {name: Column(name, kind, says) for name, kind, says in TERMS}
OVERVIEW = Table(
    "models_with_terms",
    "One listed model with its answers and its effective terms: the strictest that it or an ancestor imposes.",
    (
        *(_MODELS[name] for name in (*SHOWN, *IN_MODELS)),
        *(_TERMS[name] for name in (*IN_SETS, *UNITS)),
        Column("terms_unknown", str, "terms that could not be read for it or an ancestor, comma-separated; or all"),
        Column("terms_imposed_by", str, "ancestors that impose some of the terms, comma-separated"),
        Column("license_name", str, "full name of the effective licence"),
        Column("license_url", str, "where the publisher of the licence shows its text"),
    ),
    pk=("repo_id",),
)


def prepare(db: sqlite3.Connection) -> None:
    """Make the view that `OVERVIEW` is read from; it is of this connection alone.

    Models share sets of terms, so each set is spread into columns once.
    """
    terms = ", ".join((*map(_term, IN_SETS), *(f"{_of(term, 'unit')} AS {name}" for name, term in UNITS.items())))
    unknown, imposed_by = _listed("term", "value = 'unknown'"), _listed("imposed_by", "imposed_by <> ''")
    db.execute("DROP TABLE IF EXISTS temp.sets")
    db.execute(
        f"CREATE TEMP TABLE sets AS SELECT set_no, {terms}, {unknown} AS terms_unknown,"
        f" {imposed_by} AS terms_imposed_by"
        " FROM term_sets AS s JOIN term_clauses USING (clause_no) GROUP BY set_no"
    )
    db.execute("CREATE UNIQUE INDEX temp.sets_no ON sets (set_no)")
    spread = (*(f"m.{name}" for name in (*SHOWN, *IN_MODELS)), *(f"s.{name}" for name in (*IN_SETS, *UNITS)))
    db.execute("DROP VIEW IF EXISTS temp.models_with_terms")
    db.execute(
        f"CREATE TEMP VIEW models_with_terms AS SELECT {', '.join(spread)},"
        " CASE WHEN s.set_no IS NULL THEN 'all' ELSE coalesce(s.terms_unknown, '') END AS terms_unknown,"
        " s.terms_imposed_by, l.name AS license_name, l.source_url AS license_url"
        " FROM models AS m LEFT JOIN temp.sets AS s ON s.set_no = m.terms"
        " LEFT JOIN licenses AS l ON l.license_id = m.license_id WHERE m.removed_at IS NULL"
    )


def _term(name: str) -> str:
    value = _of(name, "value")
    return (
        f"CAST(nullif({value}, 'unknown') AS INTEGER) AS {name}" if _TERMS[name].type is int else f"{value} AS {name}"
    )


def _of(term: str, column: str) -> str:
    return f"max(CASE WHEN term = '{term}' THEN {column} END)"


def _listed(column: str, which: str) -> str:
    """Distinct values within a set, in order."""
    return (
        f"(SELECT group_concat(one) FROM (SELECT DISTINCT {column} AS one FROM term_sets AS t"
        f" JOIN term_clauses USING (clause_no) WHERE t.set_no = s.set_no AND {which} ORDER BY 1))"
    )


def write_workbook(db: sqlite3.Connection, folder: Path, about: package.About) -> None:
    """Write the models most asked for as a workbook: their rows, what the columns mean, and what the file is."""
    names = [column.name for column in OVERVIEW.columns]
    chosen = f"SELECT {', '.join(names)} FROM models_with_terms ORDER BY downloads DESC, repo_id LIMIT {MOST_ROWS}"
    says = [(column.name, column.says) for column in OVERVIEW.columns]
    note = f"the {MOST_ROWS:,} models with the most downloads; all are in {OVERVIEW.name}.csv.gz"
    with spreadsheet.workbook(folder / WORKBOOK, about.title, datetime.fromisoformat(about.finished_at)) as book:
        spreadsheet.add_sheet(book, "models", names, map(tuple, db.execute(chosen)))
        spreadsheet.add_sheet(book, "columns", ("column", "what it says"), says)
        spreadsheet.add_sheet(book, "about", ("about", ""), [("rows", note), *about.as_text().items()])

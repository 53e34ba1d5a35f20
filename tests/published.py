"""A published database with rows of the test's own, made by the migrations like a real one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from crawler.judge.reading.search import index_batch
from crawler.store import migrations

Row = dict[str, object]
RULE = {"question": "", "outcome": "unknown", "reason": "", "detector": "", "detector_version": 1, "rule": ""}
TERM = {
    "term": "", "value": "", "unit": "", "license_id": "", "quote": "", "path": "", "line_start": None,
    "text_sha256": "",
}  # fmt: skip
PIECE = {"url": None, "path": "", "line_start": None, "line_end": None, "quote": ""}


def database(path: Path, **rows: list[Row]) -> Path:
    """Make `path` with every table; `rows` maps a table to its rows (columns not named get their default)."""
    with closing(sqlite3.connect(path)) as db:
        migrations.main.apply(Database(db))
        for table, table_rows in rows.items():
            for row in table_rows:
                insert(db, table, row)
        db.commit()
        while index_batch(Database(db)):
            pass
    return path


def insert(db: sqlite3.Connection, table: str, row: Row) -> None:
    """Insert one row; evidence and terms of a model go into the tables behind their views."""
    if table in ("evidence", "model_terms"):
        (_evidence if table == "evidence" else _term)(db, row)
        return
    if table == "models":
        row = {"no": db.execute("SELECT coalesce(max(no), 0) + 1 FROM models").fetchone()[0], **row}
    _plain(db, table, row)


def _plain(db: sqlite3.Connection, table: str, row: Row, or_else: str = "ABORT") -> None:
    columns = ", ".join(f'"{column}"' for column in row)
    values = ", ".join("?" * len(row))
    db.execute(f"INSERT OR {or_else} INTO {table} ({columns}) VALUES ({values})", list(row.values()))


def _evidence(db: sqlite3.Connection, row: Row) -> None:
    rule = {column: row.get(column, default) for column, default in RULE.items()}
    _plain(db, "rules", rule, "IGNORE")
    same = " AND ".join(f"{column} = ?" for column in rule)
    (rule_no,) = db.execute(f"SELECT rule_no FROM rules WHERE {same}", list(rule.values())).fetchone()
    (model_no,) = db.execute("SELECT no FROM models WHERE repo_id = ?", (row["repo_id"],)).fetchone()
    (n,) = db.execute("SELECT count(*) FROM evidence_rows WHERE model_no = ?", (model_no,)).fetchone()
    piece = {column: row.get(column, default) for column, default in PIECE.items()}
    _plain(db, "evidence_rows", {"model_no": model_no, "n": n, "rule_no": rule_no, **piece})


def _term(db: sqlite3.Connection, row: Row) -> None:
    clause = {column: row.get(column, default) for column, default in TERM.items()}
    (clause_no,) = db.execute("SELECT count(*) + 1 FROM term_clauses").fetchone()
    _plain(db, "term_clauses", {"clause_no": clause_no, **clause})
    (set_no,) = db.execute("SELECT no FROM models WHERE repo_id = ?", (row["repo_id"],)).fetchone()
    imposed_by = "" if row.get("imposed_by") in (None, row["repo_id"]) else row["imposed_by"]
    _plain(db, "term_sets", {"set_no": set_no, "clause_no": clause_no, "imposed_by": imposed_by})
    db.execute("UPDATE models SET terms = no WHERE no = ?", (set_no,))

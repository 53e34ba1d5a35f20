"""The migrations build exactly what the schema describes."""

from datetime import datetime

import pytest

from crawler.schema import TABLES

TYPES = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER", datetime: "TEXT"}
INTERNAL = {"rules", "evidence_rows", "about", "term_clauses", "term_sets", "_sqlite_migrations", "sqlite_sequence"}
SEARCH = ("search", "license_clauses_fts")  # full-text indexes and what SQLite keeps for them


def test_every_table_is_described(db):
    built = {row[0] for row in db.execute("SELECT name FROM main.sqlite_master WHERE type IN ('table', 'view')")}
    assert {name for name in built - INTERNAL if not name.startswith(SEARCH)} == {table.name for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_as_described(db, table):
    columns = db.execute(f"PRAGMA main.table_info({table.name})").fetchall()
    assert [c[1] for c in columns] == list(table.column_names)
    if not table.view:  # a view has no declared types
        assert {c[1]: c[2] for c in columns} == {c.name: TYPES[c.type] for c in table.columns}
        assert {c[1] for c in columns if c[5]} == set(table.pk)
    assert all(column.says for column in table.columns)


def test_tables_are_strict(db):
    loose = db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql NOT LIKE '%STRICT%'")
    assert {row[0] for row in loose if not row[0].startswith(SEARCH)} <= {"_sqlite_migrations", "sqlite_sequence"}

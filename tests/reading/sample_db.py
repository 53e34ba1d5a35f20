"""A small database built from the schema alone: plain tables, and `evidence` as a view like in the real one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from crawler.schema import TABLES, Table
from tests.reading.sample_rows import ROWS

SQL_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL"}


def build(path: Path) -> Path:
    """Write the database to `path` and give the path back."""
    db = sqlite3.connect(path)
    for table in TABLES:
        _create(db, table)
    for name, rows in ROWS.items():
        for row in rows:
            insert(db, name, row)
    db.commit()
    db.close()
    return path


def insert(db: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    """Insert one row; columns not named stay NULL."""
    columns = ", ".join(f'"{c}"' for c in row)
    target = "evidence_rows" if table == "evidence" else table
    db.execute(f"insert into {target} ({columns}) values ({', '.join('?' * len(row))})", list(row.values()))


def _create(db: sqlite3.Connection, table: Table) -> None:
    columns = ", ".join(f'"{c.name}" {SQL_TYPES[c.type]}' for c in table.columns)
    key = f", PRIMARY KEY ({', '.join(table.pk)})" if table.pk else ""
    if table.name == "evidence":
        db.execute(f"create table evidence_rows ({columns}) strict")
        db.execute("create view evidence as select * from evidence_rows")
    else:
        db.execute(f"create table {table.name} ({columns}{key}) strict")

"""A database with the published tables as the schema describes them, for tests of commands that only read it."""

from __future__ import annotations

import sqlite3

from crawler import schema

DEFAULTS = dict.fromkeys((*schema.LAYERS, *schema.CARDS), "unknown")


def database(path, **rows):
    """Make `path` with every table of the schema; `rows` maps a table to its rows (dicts, missing columns NULL)."""
    db = sqlite3.connect(path)
    for table in schema.TABLES:
        key = f", PRIMARY KEY ({', '.join(table.pk)})" if table.pk else ""
        db.execute(f"CREATE TABLE {table.name} ({', '.join(f'{c!r}' for c in table.column_names)}{key})")
    for table, table_rows in rows.items():
        for row in table_rows:
            filled = {**DEFAULTS, **row} if table == "models" else row
            names = ", ".join(f"{c!r}" for c in filled)
            db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(filled))})", tuple(filled.values()))
    db.commit()
    db.close()
    return path

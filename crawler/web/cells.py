"""Links from a cell to the row it names: models, licences and runs."""

from __future__ import annotations

from datasette.app import Datasette
from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from crawler.metadata import DATABASE

TARGETS = {
    "repo_id": ("models", "repo_id"),
    "child": ("models", "repo_id"),
    "parent": ("models", "repo_id"),
    "base_model": ("models", "repo_id"),
    "license_id": ("licenses", "license_id"),
    "parent_license": ("licenses", "license_id"),
    "child_license": ("licenses", "license_id"),
    "run_id": ("runs", "run_id"),
}


async def link(datasette: Datasette, value: str, column: str, table: str | None) -> str | None:
    """The value linked to its row, or None (Datasette's own rendering) where it names none.

    The key of a table's own row is already linked by Datasette. A parent or a licence may be absent from our tables,
    so each is looked up: one index lookup a cell, at most a page of them.
    """
    target = TARGETS.get(column)
    if target is None or target[0] == table:
        return None
    known = f"SELECT 1 FROM {target[0]} WHERE {target[1]} = ?"
    found = await datasette.get_database(DATABASE).execute(known, [value])
    if not found.rows:
        return None
    address = f"{datasette.urls.table(DATABASE, target[0])}/{tilde_encode(value)}"
    return Markup('<a href="{}">{}</a>').format(address, escape(value))

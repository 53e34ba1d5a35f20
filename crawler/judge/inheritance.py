"""Licences along the lineage: what a silent model inherits, and how children depart from their parents."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from crawler.judge.affected import ANCESTORS, batches, license_facts, rows_of
from crawler.store import models
from pipelines import verdict
from pipelines.verdict import LicenseFacts

LICENSE = ("license_id", "license_class", "license_text", "osi_approved")


def inherit_licenses(db: Database, run_id: str, cause: str) -> None:
    """A model that says nothing of a licence is under its nearest ancestor's that does; none at all is none."""
    for rows in batches(db):
        with db.atomic():
            for row in rows:
                if row["license_source"] in ("none", "base-model") and row["base_model"]:
                    _inherit(db, run_id, cause, row)


def _inherit(db: Database, run_id: str, cause: str, row: dict[str, Any]) -> None:
    parent = db.execute(
        f"{ANCESTORS} SELECT {', '.join(f'm.{c}' for c in LICENSE)} FROM a JOIN models AS m ON m.repo_id = a.id"
        " WHERE m.license_source NOT IN ('none', 'base-model') AND m.license_id <> ''"
        " ORDER BY a.depth, m.repo_id LIMIT 1",
        (row["repo_id"],),
    ).fetchone()
    source = "base-model" if parent or _unknown_ancestor(db, row["repo_id"]) else "none"
    otherwise = ("unknown", "", "", "unknown") if source == "base-model" else ("none", "none", "", "no")
    given = dict(zip(LICENSE, parent or otherwise, strict=True)) | {"license_source": source}
    models.update(db, run_id, row, given, cause)


def _unknown_ancestor(db: Database, repo_id: str) -> bool:
    """Is there an ancestor whose licence nobody could look at? Then a silent child's is not known to be none."""
    row = db.execute(
        f"{ANCESTORS} SELECT 1 FROM a LEFT JOIN models AS m ON m.repo_id = a.id"
        " WHERE coalesce(m.license_source, '') = '' LIMIT 1",
        (repo_id,),
    ).fetchone()
    return row is not None


def compare_licenses(db: Database) -> None:
    """Write both ends' licences and the drift between them on every edge of the affected models."""
    edges = db.execute(
        "SELECT child, parent FROM lineage WHERE child IN (SELECT repo_id FROM affected)"
        " OR parent IN (SELECT repo_id FROM affected)"
    ).fetchall()
    with db.atomic():
        for child, parent in edges:
            found = {row["repo_id"]: row for row in rows_of(db, "m.repo_id IN (?, ?)", (child, parent))}
            ends = [license_facts(found[name]) if name in found else LicenseFacts("") for name in (parent, child)]
            values = (ends[0].license_id, ends[1].license_id, verdict.drift(*ends).value)
            db.execute(
                "UPDATE lineage SET parent_license = ?1, child_license = ?2, drift = ?3"
                " WHERE child = ?4 AND parent = ?5 AND (parent_license, child_license, drift) IS NOT (?1, ?2, ?3)",
                (*values, child, parent),
            )

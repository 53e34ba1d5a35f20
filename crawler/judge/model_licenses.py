"""The licence of each part of a model, as `model_licenses`."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from crawler.storable import storable
from pipelines.licences.by_part import PartLicence
from pipelines.licences.types import Source

COLUMNS = ("repo_id", "part", "license_id", "source", "conflict", "path", "line_start", "quote")
_INSERT = f"INSERT INTO model_licenses ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


def replace(db: Database, repo_id: str, licenses: Iterable[PartLicence]) -> None:
    """Write the rows of one model anew; to be called inside a transaction."""
    db.execute("DELETE FROM model_licenses WHERE repo_id = ?", (repo_id,))
    db.conn.executemany(_INSERT, ((repo_id, *_row(one)) for one in licenses))


def _row(one: PartLicence) -> tuple[str | int | None, ...]:
    source = "" if one.license_id == "unknown" and one.source is Source.NONE else one.source.value  # as in `models`
    shown = one.evidence
    place = (storable(shown.path), shown.line_start, storable(shown.quote)) if shown else ("", None, "")
    return (one.part.value, storable(one.license_id), source, storable(one.conflict), *place)

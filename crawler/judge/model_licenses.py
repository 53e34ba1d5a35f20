"""The licence of each part of a model, as `model_licenses`."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from crawler.judge.workers import Answers
from crawler.model import Finding, Outcome
from crawler.storable import storable

COLUMNS = ("repo_id", "part", "license_id", "source", "conflict", "path", "line_start", "quote")
_INSERT = f"INSERT INTO model_licenses ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


def replace(db: Database, repo_id: str, answers: Answers) -> None:
    """Write the rows of one model anew; to be called inside a transaction."""
    db.execute("DELETE FROM model_licenses WHERE repo_id = ?", (repo_id,))
    finding = dict(answers.findings)["license_id"]
    if finding.outcome is not Outcome.ERROR:
        db.execute(_INSERT, (repo_id, "weights", *_of_weights(finding)))


def _of_weights(finding: Finding) -> tuple[Any, ...]:
    said = finding.columns
    shown = next((piece for piece in finding.evidence if piece.repo is None), None)
    place = (storable(shown.path), shown.line_start, storable(shown.quote)) if shown else ("", None, "")
    return (*(storable(said[c]) for c in ("license_id", "license_source", "license_conflict")), *place)

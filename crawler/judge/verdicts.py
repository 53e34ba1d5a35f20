"""Verdicts along the lineage: every model judged by its own last step, then capped by all its ancestors."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from crawler.judge.affected import ANCESTORS, batches, license_facts
from crawler.schema import CARDS, LAYERS
from crawler.store import models
from pipelines import verdict
from pipelines.verdict import OwnFacts


def judge_own(db: Database) -> None:
    """Judge every affected model's own last step and keep what its descendants need of it."""
    for rows in batches(db):
        with db.atomic():
            db.conn.executemany(
                "INSERT OR REPLACE INTO facts.judgements VALUES (?, ?, ?, ?, ?)", (_judgement(row) for row in rows)
            )


def own_facts(row: dict[str, Any]) -> OwnFacts:
    """A row's own facts in the words of the policy."""
    outcomes = {question: row[question] for question in (*LAYERS, *CARDS)}
    return OwnFacts(outcomes, license_facts(row), row["gated"] or "", row["relation"] or "", bool(row["base_model"]))


def _judgement(row: dict[str, Any]) -> tuple[str, int, int, int, str]:
    own = verdict.judge(own_facts(row))
    return (
        row["repo_id"], verdict.cap_rank(own), verdict.OSAID_RANK[own.osaid], verdict.MOF_RANK[own.mof_class],
        json.dumps(own.osaid_missing),
    )  # fmt: skip


def judge_lineage(db: Database, run_id: str, cause: str) -> None:
    """Cap every affected model by all its ancestors; changes of the verdict are history."""
    for rows in batches(db):
        with db.atomic():
            for row in rows:
                _cap(db, run_id, cause, row)


def _cap(db: Database, run_id: str, cause: str, row: dict[str, Any]) -> None:
    own = verdict.judge(own_facts(row))
    rank, osaid_rank, mof_rank, missing = _least(db, row["repo_id"])
    final = verdict.verdict_of(own.verdict_own, rank, own.floor)
    parts = verdict.missing_with_base(own.osaid_missing, missing)
    given = {
        "verdict_own": own.verdict_own.value,
        "verdict": final.value,
        "osaid": verdict.osaid_of(own.osaid, osaid_rank).value,
        "osaid_missing": ",".join(parts),
        "mof_class": verdict.mof_of(own.mof_class, mof_rank).value,
        "openwashing": verdict.openwashing(row["claims_open_source"] or "", final).value,
    }
    if row["claims_open_source"] == "yes":
        against = ",".join(verdict.contradicted_by(parts, license_facts(row)))
        db.execute(
            "UPDATE claims SET contradicted_by = ?1 WHERE repo_id = ?2 AND contradicted_by IS NOT ?1",
            (against, row["repo_id"]),
        )
    models.update(db, run_id, row, given, cause)


def _least(db: Database, repo_id: str) -> tuple[int, int, int, list[str]]:
    rows = db.execute(
        f"{ANCESTORS} SELECT DISTINCT a.id, j.cap_rank, j.osaid_rank, j.mof_rank, j.missing FROM a"
        " LEFT JOIN facts.judgements AS j ON j.repo_id = a.id WHERE a.id <> ?",
        (repo_id, repo_id),
    ).fetchall()
    unknown = (verdict.UNKNOWN_ANCESTOR, verdict.UNKNOWN_ANCESTOR_OSAID, verdict.UNKNOWN_ANCESTOR_MOF, "[]")
    known = [row[1:] if row[1] is not None else unknown for row in rows]
    return (
        min((int(row[0]) for row in known), default=verdict.NO_ANCESTOR),
        min((int(row[1]) for row in known), default=max(verdict.OSAID_RANK.values())),
        min((int(row[2]) for row in known), default=max(verdict.MOF_RANK.values())),
        [part for row in known for part in json.loads(str(row[3]))],
    )

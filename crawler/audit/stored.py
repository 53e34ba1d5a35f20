"""The audit of a model that a scan has stored: everything is read from the published tables."""

from __future__ import annotations

import sqlite3

from crawler.audit.effective import stored_terms
from crawler.audit.folder import license_facts
from crawler.audit.kin import license_of, lineage, members
from crawler.audit.license import License, Proof
from crawler.audit.report import Answer, AuditReport, Claim
from crawler.schema import OUTCOMES
from pipelines import verdict
from pipelines.verdict import OwnFacts


def audit_stored(db: sqlite3.Connection, row: sqlite3.Row) -> AuditReport:
    """The stored answers about the model of that row of `models`: what terminal, JSON and page show."""
    answers = _answers(db, row)
    license = license_of(db, row, answers.get("license_id", Answer()).evidence)
    edges = lineage(db, row["repo_id"])
    terms, own = stored_terms(db, row["repo_id"]), _own_facts(row, license)
    return AuditReport(
        repo_id=row["repo_id"],
        sha=row["read_sha"] or row["sha"] or "",
        gated=row["gated"] or "",
        looked_at=f"read {row['read_at']}" if row["read_at"] else "seen in the Hub's lists; its texts were not read",
        answers=answers,
        license=license,
        claims_open_source=answers["claims_open_source"],
        claims=_claims(db, row["repo_id"], answers["claims_open_source"]),
        lineage=edges,
        verdict_own=row["verdict_own"] or "not-determinable",
        verdict=row["verdict"] or "not-determinable",
        osaid=row["osaid"] or "not-determinable",
        osaid_missing=tuple(filter(None, (row["osaid_missing"] or "").split(","))),
        mof_class=row["mof_class"] or "unclassified",
        openwashing=row["openwashing"] or "unknown",
        because=verdict.reasons(own, verdict.judge(own), terms, silent=license.source in ("none", "base-model")),
        ancestors=members(db, row["repo_id"], edges),
        task=row["pipeline_tag"] or "",
        terms=terms,
        components=verdict.components(own),
        base_unknown=own.base_unknown,
    )


def _answers(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Answer]:
    """An answer a question; the outcome is that of `models`, whose column the evidence supports."""
    found: dict[str, list[sqlite3.Row]] = {}
    for piece in db.execute("SELECT * FROM evidence WHERE repo_id = ?", (row["repo_id"],)):
        found.setdefault(piece["question"], []).append(piece)
    for question in OUTCOMES:
        found.setdefault(question, [])
    return {question: _answer(question, pieces, row) for question, pieces in found.items()}


def _answer(question: str, pieces: list[sqlite3.Row], row: sqlite3.Row) -> Answer:
    outcome = (row[question] if question in OUTCOMES else pieces[0]["outcome"]) or "unknown"
    unfounded = Answer().reason if outcome == "unknown" else "no evidence is stored"
    return Answer(
        outcome,
        (pieces[0]["reason"] or "") if pieces else unfounded,
        tuple(Proof(p["path"], p["url"] or "", p["line_start"], p["line_end"], p["quote"], p["rule"]) for p in pieces),
    )


def _claims(db: sqlite3.Connection, repo_id: str, answer: Answer) -> tuple[Claim, ...]:
    """The claims, each with the address of the evidence that stands on the same line."""
    urls = {proof.line_start: proof.url for proof in answer.evidence}
    rows = db.execute("SELECT * FROM claims WHERE repo_id = ? ORDER BY line_start", (repo_id,))
    return tuple(
        Claim(c["quote"], line, c["strength"] or "", c["contradicted_by"] or "", urls.get(line, ""))
        for c in rows
        for line in (c["line_start"],)
    )


def _own_facts(row: sqlite3.Row, license: License) -> OwnFacts:
    """Reasons and components are not stored: the policy gives them again for the stored outcomes."""
    outcomes = {question: row[question] or "unknown" for question in OUTCOMES}
    named = bool(row["base_model"])
    return OwnFacts(outcomes, license_facts(license), row["gated"] or "", row["relation"] or "", named)

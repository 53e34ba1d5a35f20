"""The audit of a model that a scan has stored: everything is read from the published tables."""

from __future__ import annotations

import sqlite3

from crawler.audit.folder import license_facts
from crawler.audit.report import Ancestor, Answer, AuditReport, Claim, Clause, License, Proof
from crawler.schema import OUTCOMES, TERMS
from pipelines import verdict
from pipelines.verdict import OwnFacts

TERM_NAMES = tuple(term[0] for term in TERMS)
MAX_ANCESTRY = 200  # edges shown
ANCESTRY = """
WITH RECURSIVE kin(child, parent, depth) AS (
    SELECT child, parent, 1 FROM lineage WHERE child = :repo
    UNION
    SELECT l.child, l.parent, k.depth + 1 FROM lineage l JOIN kin k ON l.child = k.parent WHERE k.depth < 20
)
SELECT l.*, m.repo_id IS NOT NULL AS known, m.verdict_own, min(k.depth) AS depth
FROM kin k JOIN lineage l ON l.child = k.child AND l.parent = k.parent LEFT JOIN models m ON m.repo_id = l.parent
GROUP BY l.child, l.parent ORDER BY depth, l.child, l.parent LIMIT :most
"""


def find(db: sqlite3.Connection, repo_id: str) -> sqlite3.Row | None:
    """The row of one model, the letter case of its id aside; None where no scan has seen it."""
    row: sqlite3.Row | None = db.execute("SELECT * FROM models WHERE repo_id = ?", (repo_id,)).fetchone() or (
        db.execute("SELECT * FROM models WHERE repo_id = ? COLLATE NOCASE", (repo_id,)).fetchone()
    )
    return row


def audit_stored(db: sqlite3.Connection, row: sqlite3.Row) -> AuditReport:
    """The stored answers about the model of that row of `models`: what terminal, JSON and page show."""
    answers = _answers(db, row)
    license = _license(db, row, answers)
    return AuditReport(
        repo_id=row["repo_id"],
        sha=row["read_sha"] or row["sha"] or "",
        gated=row["gated"] or "",
        looked_at=f"read {row['read_at']}" if row["read_at"] else "seen in the Hub's lists; its texts were not read",
        answers=answers,
        license=license,
        claims_open_source=answers["claims_open_source"],
        claims=_claims(db, row["repo_id"], answers["claims_open_source"]),
        lineage=_lineage(db, row["repo_id"]),
        verdict_own=row["verdict_own"] or "not-determinable",
        verdict=row["verdict"] or "not-determinable",
        osaid=row["osaid"] or "not-determinable",
        osaid_missing=tuple(filter(None, (row["osaid_missing"] or "").split(","))),
        mof_class=row["mof_class"] or "unclassified",
        openwashing=row["openwashing"] or "unknown",
        because=_because(row, license),
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


def _license(db: sqlite3.Connection, row: sqlite3.Row, answers: dict[str, Answer]) -> License:
    """Terms and clauses of the text that was read, where that is the effective licence; else those of the catalogue."""
    ours = (row["license_text"], row["license_id"])
    read = db.execute("SELECT * FROM license_texts WHERE oid = ? AND license_id = ?", ours).fetchone()
    entry = db.execute("SELECT * FROM licenses WHERE license_id = ?", (row["license_id"],)).fetchone()
    known = read or entry
    oid = read["oid"] if read else ""
    clauses = db.execute("SELECT * FROM license_clauses WHERE oid = ? ORDER BY line_start", (oid,))
    terms = {name: known[name] for name in TERM_NAMES} if known else {}
    return License(
        declared=row["license_tag"] or "",
        effective=row["license_id"] or "unknown",
        source=row["license_source"] or "",
        conflict=row["license_conflict"] or "",
        terms={**terms, "osi_approved": row["osi_approved"] or "unknown"},
        license_class=row["license_class"] or "",
        clauses=tuple(
            Clause(c["term"], c["quote"], c["line_start"], c["line_end"], c["path"] or "the licence") for c in clauses
        ),
        evidence=answers.get("license_id", Answer()).evidence,
        name=(entry["name"] or "") if entry else "",
        source_url=(entry["source_url"] or "") if entry else "",
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


def _lineage(db: sqlite3.Connection, repo_id: str) -> tuple[Ancestor, ...]:
    """Every edge of the ancestry, nearest first; cycles end where they began."""
    rows = db.execute(ANCESTRY, {"repo": repo_id, "most": MAX_ANCESTRY})
    return tuple(
        Ancestor(
            child=r["child"],
            parent=r["parent"],
            relation=r["relation"] or "",
            source=r["source"] or "",
            parent_license=r["parent_license"] or "",
            drift=r["drift"] or "unknown",
            parent_verdict=r["verdict_own"] or "unknown",
            known=bool(r["known"]),
        )
        for r in rows
    )


def _because(row: sqlite3.Row, license: License) -> tuple[str, ...]:
    """The reasons are not stored: the policy gives them again for the stored outcomes."""
    outcomes = {question: row[question] or "unknown" for question in OUTCOMES}
    named = bool(row["base_model"])
    own = OwnFacts(outcomes, license_facts(license), row["gated"] or "", row["relation"] or "", named)
    return verdict.judge(own).because

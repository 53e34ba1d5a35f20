"""Writing what the detectors found of one model: columns, evidence, claims, edges, licence text, and the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from crawler.clock import now
from crawler.hub import LIVE
from crawler.judge import model_licenses
from crawler.judge.addresses import address
from crawler.judge.license_texts import store_license_text
from crawler.judge.term_sets import Stated
from crawler.judge.workers import Answers
from crawler.model import Edge, Evidence, Finding, Outcome
from crawler.schema import MODELS, OUTCOMES
from crawler.storable import storable
from crawler.store import models
from crawler.store.aliases import known_name
from crawler.store.runs import fact
from crawler.store.snapshots import Stored
from pipelines.detection import Detector, load
from pipelines.neighbours import code_repo_url

COLUMNS = MODELS.filled_by("outcome", "detector")
Findings = Sequence[tuple[Detector, Finding]]


class RuleNumbers:
    """Numbers of the rows that hold what all evidence of a rule has in common, remembered as long as one judging.

    A number handed out in a transaction that was rolled back is worth nothing: `forget` them then.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], int] = {}

    def number(self, db: Database, detector: Detector, finding: Finding, piece: Evidence) -> int:
        """The number of a rule with its answer; a new one where it was never met."""
        values = (
            detector.name, finding.outcome.value, finding.reason, detector.name, detector.version, piece.rule,
        )  # fmt: skip
        if values not in self._known:
            self._known[values] = _rule_no(db, values)
        return self._known[values]

    def forget(self) -> None:
        """After a rollback."""
        self._known.clear()


@dataclass(frozen=True, slots=True)
class Judging:
    """What one judging hands to everything it stores. `cause` as in `changes`: model or rules."""

    run_id: str
    cause: str
    numbers: RuleNumbers = field(default_factory=RuleNumbers)
    stated: Stated = field(default_factory=Stated)

    def forget(self) -> None:
        """After a rollback: numbers that were handed out since are worth nothing."""
        self.numbers.forget()
        self.stated.forget()


def store_findings(db: Database, judging: Judging, stored: Stored, answers: Answers) -> None:
    """Replace everything the detectors said of one model. Idempotent; to be called inside a transaction."""
    detectors = {detector.name: detector for detector in load()}
    findings = [(detectors[name], finding) for name, finding in answers.findings]
    columns = _columns(findings)
    if answers.license_text:
        columns["license_text"] = stored.oids.get(answers.license_text.path, "")
    if answers.license_text and columns["license_text"]:
        store_license_text(db, columns["license_text"], answers.license_text)
    columns["own_terms"] = judging.stated.number(db, answers.terms) if answers.terms else None
    columns["base_model"] = ", ".join(known_name(db, name) for name in columns["base_model"].split(", ") if name)
    _update_model(db, judging, stored, columns)
    _replace_evidence(db, stored, findings, judging.numbers)
    model_licenses.replace(db, stored.snapshot.repo_id, answers.licenses)
    _replace_claims(db, judging, stored, findings)
    _replace_code_repos(db, stored)
    _replace_edges(db, stored.snapshot.repo_id, [edge for _, finding in findings for edge in finding.edges])


def _columns(findings: Findings) -> dict[str, Any]:
    columns: dict[str, Any] = dict.fromkeys(COLUMNS, "")
    for detector, finding in findings:
        if detector.name in OUTCOMES:
            columns[detector.name] = finding.outcome.value
        columns |= {name: storable(value) for name, value in finding.columns.items() if name in COLUMNS}
        if detector.name == "license_id" and finding.outcome in (Outcome.UNKNOWN, Outcome.ERROR):
            columns["license_id"] = columns["license_id"] or "unknown"
    return columns


def _update_model(db: Database, judging: Judging, stored: Stored, columns: Mapping[str, Any]) -> None:
    old, new = stored.row, {**columns, "read_sha": stored.snapshot.sha}
    # An inherited licence is given anew by the lineage stage, which also records its change.
    if old["license_source"] == "base-model" and columns["license_id"] == "none":
        new = {k: v for k, v in new.items() if not k.startswith("license_") and k != "osi_approved"}
    models.update(db, judging.run_id, old, new, judging.cause, stamp="read_at")


def _replace_evidence(db: Database, stored: Stored, findings: Findings, numbers: RuleNumbers) -> None:
    rows: dict[tuple[Any, ...], None] = {}  # once each: two names of one dataset lead to the same line of its card
    hub = fact(db, "hub") or LIVE
    for detector, finding in findings:
        for piece in finding.evidence:
            rule = numbers.number(db, detector, finding, piece)
            url = address(piece, stored.snapshot, hub) if piece.repo else None
            place, quote = storable(piece.place), storable(piece.quote)
            rows[rule, url, place, piece.line_start, piece.line_end, quote] = None
    numbered = ((stored.no, number, *row) for number, row in enumerate(rows))
    db.execute("DELETE FROM evidence_rows WHERE model_no = ?", (stored.no,))
    db.conn.executemany("INSERT INTO evidence_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?)", numbered)


def _rule_no(db: Database, values: tuple[Any, ...]) -> int:
    db.execute(
        "INSERT OR IGNORE INTO rules (question, outcome, reason, detector, detector_version, rule)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        values,
    )
    row = db.execute(
        "SELECT rule_no FROM rules WHERE question = ? AND outcome = ? AND reason = ? AND detector = ?"
        " AND detector_version = ? AND rule = ?",
        values,
    ).fetchone()
    return int(row[0])


def _replace_claims(db: Database, judging: Judging, stored: Stored, findings: Findings) -> None:
    """A sentence keeps the moment it was first met; one that only a rule of ours brought out has none."""
    repo_id = stored.snapshot.repo_id
    met = dict(db.execute("SELECT quote, first_seen FROM claims WHERE repo_id = ?", (repo_id,)).fetchall())
    new = now() if judging.cause == "model" else None
    db.execute("DELETE FROM claims WHERE repo_id = ?", (repo_id,))
    for detector, finding in findings:
        if detector.name == "claims_open_source" and finding.outcome is Outcome.YES:
            quoted = ((storable(e.quote), e) for e in finding.evidence)
            db.conn.executemany(
                "INSERT INTO claims (repo_id, sha, quote, line_start, strength, first_seen) VALUES (?, ?, ?, ?, ?, ?)",
                ((repo_id, stored.snapshot.sha, q, e.line_start, e.rule, met.get(q, new)) for q, e in quoted),
            )


def _replace_code_repos(db: Database, stored: Stored) -> None:
    repo_id = stored.snapshot.repo_id
    named = {(repo_id, code_repo_url(facts)) for facts in stored.snapshot.code_repos.values()}
    old = set(db.execute("SELECT repo_id, url FROM model_code_repos WHERE repo_id = ?", (repo_id,)).fetchall())
    db.conn.executemany("DELETE FROM model_code_repos WHERE repo_id = ? AND url = ?", old - named)
    db.conn.executemany("INSERT INTO model_code_repos VALUES (?, ?)", named - old)


def _replace_edges(db: Database, child: str, edges: Iterable[Edge]) -> None:
    rows: dict[str, tuple[str, str, str, str]] = {}
    for edge in edges:
        parent = known_name(db, storable(edge.parent))
        if parent != child:
            rows.setdefault(parent, (child, parent, edge.relation.value, edge.source))
    stored = db.execute("SELECT child, parent, relation, source FROM lineage WHERE child = ?", (child,)).fetchall()
    if set(stored) != set(rows.values()):
        db.execute("DELETE FROM lineage WHERE child = ?", (child,))
        db.conn.executemany("INSERT INTO lineage (child, parent, relation, source) VALUES (?, ?, ?, ?)", rows.values())

"""Writing what the detectors found of one model: columns, evidence, claims, edges, licence text, and the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from crawler.hub import LIVE
from crawler.judge.addresses import address
from crawler.judge.license_texts import store_license_text
from crawler.model import Edge, Evidence, Finding, Outcome, Snapshot
from crawler.schema import HISTORY, MODELS, OUTCOMES
from crawler.store import changes
from crawler.store.runs import now, told
from crawler.store.snapshots import Stored
from pipelines.detection import Detector
from pipelines.repository import Repository

COLUMNS = MODELS.filled_by("outcome", "detector")
Findings = Sequence[tuple[Detector, Finding]]


def store_findings(db: Database, run_id: str, cause: str, stored: Stored, findings: Findings) -> None:
    """Replace everything the detectors said of one model. Idempotent; to be called inside a transaction."""
    columns = _columns(stored, findings)
    license_path = columns.get("license_text")
    if license_path:
        columns["license_text"] = stored.oids.get(license_path, "")
        if columns["license_text"]:
            store_license_text(db, columns["license_text"], license_path, Repository(stored.snapshot))
    columns["base_model"] = ", ".join(known_name(db, name) for name in columns["base_model"].split(", ") if name)
    _update_model(db, run_id, cause, stored, columns)
    _replace_evidence(db, stored.no, findings, stored.snapshot)
    _replace_claims(db, stored, findings)
    _replace_edges(db, stored.snapshot.repo_id, [edge for _, finding in findings for edge in finding.edges])


def _columns(stored: Stored, findings: Findings) -> dict[str, str]:
    columns = dict.fromkeys(COLUMNS, "")
    for detector, finding in findings:
        if detector.name in OUTCOMES:
            columns[detector.name] = finding.outcome.value
        columns |= {name: value for name, value in finding.columns.items() if name in COLUMNS}
        if detector.name == "license_id" and finding.outcome in (Outcome.UNKNOWN, Outcome.ERROR):
            columns["license_id"] = columns["license_id"] or "unknown"
    return columns


def _update_model(db: Database, run_id: str, cause: str, stored: Stored, columns: Mapping[str, str]) -> None:
    old = stored.row
    new = {**columns, "read_sha": stored.snapshot.sha}
    # An inherited licence is given anew by the lineage stage, which also records its change.
    inherited = old["license_source"] == "base-model" and columns["license_id"] == "none"
    if inherited:
        new = {k: v for k, v in new.items() if not k.startswith("license_") and k != "osi_approved"}
    if old["read_sha"]:
        found = {f: (old[f], new[f]) for f in HISTORY if f in new and (old[f] or "") != new[f]}
        changes.record(db, run_id, stored.snapshot.repo_id, found, cause)
    if any((old[name] or "") != value for name, value in new.items()):
        new["read_at"] = now()
        assigned = ", ".join(f"{name} = ?" for name in new)
        db.execute(f"UPDATE models SET {assigned} WHERE no = ?", (*new.values(), stored.no))


def _replace_evidence(db: Database, no: int, findings: Findings, snapshot: Snapshot) -> None:
    rows: list[tuple[Any, ...]] = []
    hub = told(db, "hub") or LIVE
    for detector, finding in findings:
        for piece in finding.evidence:
            rule = rule_no(db, detector, finding, piece)
            url = address(piece, snapshot, hub) if piece.repo else None
            rows.append((no, len(rows), rule, url, piece.place, piece.line_start, piece.line_end, piece.quote))
    db.execute("DELETE FROM evidence_rows WHERE model_no = ?", (no,))
    db.conn.executemany("INSERT INTO evidence_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def rule_no(db: Database, detector: Detector, finding: Finding, piece: Evidence) -> int:
    """Number of the row that holds what all evidence of this rule has in common."""
    values = (
        detector.name, finding.outcome.value, finding.reason, detector.name, detector.version, piece.rule,
    )  # fmt: skip
    return _rule_no(db, values)


@contextmanager
def forgetting_rules_on_failure() -> Iterator[None]:
    """Numbers handed out in a transaction that was rolled back must not be remembered."""
    try:
        yield
    except BaseException:
        _rule_no.cache_clear()
        raise


@lru_cache(maxsize=4096)
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


def _replace_claims(db: Database, stored: Stored, findings: Findings) -> None:
    repo_id = stored.snapshot.repo_id
    db.execute("DELETE FROM claims WHERE repo_id = ?", (repo_id,))
    for detector, finding in findings:
        if detector.name == "claims_open_source" and finding.outcome is Outcome.YES:
            db.conn.executemany(
                "INSERT INTO claims (repo_id, sha, quote, line_start, strength) VALUES (?, ?, ?, ?, ?)",
                ((repo_id, stored.snapshot.sha, e.quote, e.line_start, e.rule) for e in finding.evidence),
            )


def _replace_edges(db: Database, child: str, edges: Iterable[Edge]) -> None:
    rows: dict[str, tuple[str, str, str, str]] = {}
    for edge in edges:
        parent = known_name(db, edge.parent)
        if parent != child:
            rows.setdefault(parent, (child, parent, edge.relation.value, edge.source))
    stored = db.execute("SELECT child, parent, relation, source FROM lineage WHERE child = ?", (child,)).fetchall()
    if set(stored) != set(rows.values()):
        db.execute("DELETE FROM lineage WHERE child = ?", (child,))
        db.conn.executemany("INSERT INTO lineage (child, parent, relation, source) VALUES (?, ?, ?, ?)", rows.values())


def known_name(db: Database, name: str) -> str:
    """The name a model has now, where the name given is an older or differently spelt one."""
    row = db.execute(
        "SELECT m.repo_id FROM facts.aliases AS a JOIN models AS m ON m.hub_id = a.hub_id WHERE a.name = ?", (name,)
    ).fetchone()
    return row[0] if row else name

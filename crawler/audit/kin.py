"""What a stored model was made from: the edges, and the licence of every ancestor."""

from __future__ import annotations

import sqlite3
from urllib.parse import quote

from crawler.audit.license import Clause, License, Proof
from crawler.audit.may import Member
from crawler.audit.report import Ancestor
from crawler.schema import TERMS
from pipelines import verdict

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

HASHES = """
SELECT DISTINCT c.path, c.text_sha256 FROM term_sets s JOIN term_clauses c USING (clause_no)
WHERE s.set_no = ? AND c.text_sha256 <> ''
"""


def lineage(db: sqlite3.Connection, repo_id: str) -> tuple[Ancestor, ...]:
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


def members(db: sqlite3.Connection, repo_id: str, edges: tuple[Ancestor, ...]) -> tuple[Member, ...]:
    """Every ancestor once, nearest first, with its own licence; nothing is known of one that no scan has seen.

    Where the edges are too many to be shown, one more member says that the rest was not looked at.
    """
    names = [name for name in dict.fromkeys(edge.parent for edge in edges) if name != repo_id]
    found = [_member(db, name) for name in names]
    if len(edges) >= MAX_ANCESTRY:
        found.append(Member("further ancestors", License(), known=False))
    return tuple(found)


def _member(db: sqlite3.Connection, repo_id: str) -> Member:
    row = db.execute("SELECT * FROM models WHERE repo_id = ?", (repo_id,)).fetchone()
    if row is None:
        return Member(repo_id, License(), known=False)
    unknown = verdict.base_unknown(row["relation"] or "", bool(row["base_model"]))
    return Member(repo_id, license_of(db, row), row["pipeline_tag"] or "", base_unknown=unknown)


def license_of(db: sqlite3.Connection, row: sqlite3.Row, evidence: tuple[Proof, ...] = ()) -> License:
    """Terms and clauses of the text that was read, where that is the effective licence; else those of the catalogue."""
    ours = (row["license_text"], row["license_id"])
    read = db.execute("SELECT * FROM license_texts WHERE oid = ? AND license_id = ?", ours).fetchone()
    entry = db.execute("SELECT * FROM licenses WHERE license_id = ?", (row["license_id"],)).fetchone()
    known = read or entry
    terms = {name: known[name] for name in TERM_NAMES} if known else {}
    clauses = tuple(_clauses(db, row, read["oid"])) if read else ()
    return License(
        declared=row["license_tag"] or "",
        effective=row["license_id"] or "unknown",
        source=row["license_source"] or "",
        conflict=row["license_conflict"] or "",
        terms={**terms, "osi_approved": row["osi_approved"] or "unknown"},
        license_class=row["license_class"] or "",
        clauses=clauses,
        evidence=evidence,
        name=(entry["name"] or "") if entry else "",
        source_url=(entry["source_url"] or "") if entry else "",
        osi_list=(entry["osi_list"] or "") if entry else "",
        text=read["oid"] if read else "",
        sha256=next((clause.sha256 for clause in clauses if clause.sha256), ""),
        read_at=row["read_at"] or "",
    )


def _clauses(db: sqlite3.Connection, row: sqlite3.Row, oid: str) -> list[Clause]:
    (hub,) = db.execute("SELECT value FROM about WHERE key = 'hub'").fetchone() or ("",)
    home = f"{hub}/{row['repo_id']}/blob/{row['read_sha']}/" if row["license_source"] == "file" and hub else ""
    hashes = dict(db.execute(HASHES, (row["own_terms"],)).fetchall())
    return [
        Clause(
            c["term"],
            c["quote"],
            c["line_start"],
            c["line_end"],
            c["path"] or "the licence",
            _address(home, c),
            hashes.get(c["path"], ""),
        )
        for c in db.execute("SELECT * FROM license_clauses WHERE oid = ? ORDER BY line_start", (oid,))
    ]


def _address(home: str, clause: sqlite3.Row) -> str:
    path = clause["path"] or ""
    if path.startswith("https://"):
        return str(path)
    return f"{home}{quote(path)}#L{clause['line_start']}" if home and path else ""

"""Everything the page of one model shows: its audit, and beside it what was made from it and what changed."""

from __future__ import annotations

import sqlite3

from crawler.audit.names import find
from crawler.audit.report import Answer, AuditReport
from crawler.audit.stored import audit_stored
from crawler.schema import CARDS, LAYERS, Question, question
from crawler.web import labels as words

EVIDENCE_SHOWN, CHILDREN_SHOWN, CHANGES_SHOWN = 12, 12, 40
MANY = 20_000  # children; below it fetching and sorting them all is the faster way, above it the list by downloads
FEW_CHILDREN = "lineage x LEFT JOIN models m ON m.repo_id = x.child"
MANY_CHILDREN = "models m CROSS JOIN lineage x ON x.child = m.repo_id"
CHILDREN = """
SELECT x.child, x.relation, x.drift, m.verdict FROM {of} WHERE x.parent = ? ORDER BY m.downloads DESC LIMIT {shown}
"""
CHANGES = f"SELECT * FROM changes WHERE repo_id = ? ORDER BY seen_at DESC LIMIT {CHANGES_SHOWN}"
Row = dict[str, object]


def load(db: sqlite3.Connection, repo_id: str) -> Row | None:
    """Template variables of one model's page, or None where there is no such model."""
    row = find(db, repo_id)
    if row is None:
        return None
    report = audit_stored(db, row)
    children = db.execute("SELECT count(*) FROM lineage WHERE parent = ?", (repo_id,)).fetchone()[0]
    return {
        "model": dict(row),
        "report": report,
        "ladder": words.LADDER,
        "verdict_says": dict((*words.LADDER, words.NOT_DETERMINABLE)).get(report.verdict, ""),
        "answers": _answers(report, (*LAYERS, *CARDS)),
        "further": _answers(report, report.further),
        "shown": EVIDENCE_SHOWN,
        "missing": words.missing(report.osaid_missing),
        "may": report.may(),
        "license_how": words.LICENSE_SOURCES.get(report.license.source, ""),
        "children": _rows(db, _children(children), repo_id),
        "children_count": children,
        "changes": _rows(db, CHANGES, repo_id),
    }


def _children(count: int) -> str:
    """The query of those with the most downloads, where there are as many children."""
    return CHILDREN.format(of=MANY_CHILDREN if count > MANY else FEW_CHILDREN, shown=CHILDREN_SHOWN)


def _answers(report: AuditReport, names: tuple[str, ...]) -> list[tuple[Question, Answer]]:
    return [(question(name), report.answer(name)) for name in names]


def _rows(db: sqlite3.Connection, sql: str, repo_id: str) -> list[Row]:
    return [dict(row) for row in db.execute(sql, (repo_id,))]

"""Everything the page of one model shows, read in index lookups."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import groupby

from crawler.web import labels as words

EVIDENCE_READ, EVIDENCE_SHOWN, CHILDREN_SHOWN, CHANGES_SHOWN = 400, 12, 12, 40
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its outcome, the reasons given and the evidence quoted (`more` pieces are not shown)."""

    name: str
    title: str
    asks: str
    outcome: str
    says: str
    reasons: tuple[str, ...]
    evidence: tuple[Row, ...]
    more: int


def load(db: sqlite3.Connection, repo_id: str) -> Row | None:
    """Template variables of one model's page, or None where there is no such model."""
    found = _rows(db, "select * from models where repo_id = ?", repo_id)
    if not found:
        return None
    model = found[0]
    asked = _evidence(db, repo_id)
    return {
        "model": model,
        "ladder": words.LADDER,
        "verdict_says": dict((*words.LADDER, words.NOT_DETERMINABLE)).get(str(model["verdict"]), ""),
        "answers": [_answer(model, name, asked.get(name, [])) for name in words.QUESTIONS],
        "other_evidence": [_answer(model, name, rows) for name, rows in asked.items() if name not in words.QUESTIONS],
        "missing": words.missing(model["osaid_missing"]),
        "conflicts": words.listed(model["license_conflict"]),
        "claims": _claims(db, repo_id, asked.get("claims_open_source", [])),
        **_license(db, model),
        **_lineage(db, repo_id),
        "changes": _rows(db, _newest("changes", "repo_id", "seen_at", CHANGES_SHOWN), repo_id),
    }


def _answer(model: Row, name: str, evidence: list[Row]) -> Answer:
    """A question of the release has its outcome in `models`; of any other the evidence itself tells it."""
    title, asks = words.QUESTIONS.get(name, (name.replace("_", " ").capitalize(), ""))
    outcome = str(model[name] if name in words.QUESTIONS else evidence[0]["outcome"])
    reasons = tuple(dict.fromkeys(str(piece["reason"]) for piece in evidence if piece["reason"]))
    shown, more = tuple(evidence[:EVIDENCE_SHOWN]), max(0, len(evidence) - EVIDENCE_SHOWN)
    return Answer(name, title, asks, outcome, words.OUTCOMES.get(outcome, ""), reasons, shown, more)


def _evidence(db: sqlite3.Connection, repo_id: str) -> dict[str, list[Row]]:
    rows = _rows(db, f"select * from evidence where repo_id = ? limit {EVIDENCE_READ}", repo_id)
    for row in rows:
        row["place"] = words.place(row["path"], row["line_start"], row["line_end"])  # type: ignore[arg-type]
    ordered = sorted(rows, key=lambda row: str(row["question"]))
    return {name: list(group) for name, group in groupby(ordered, key=lambda row: str(row["question"]))}


def _claims(db: sqlite3.Connection, repo_id: str, evidence: list[Row]) -> list[Row]:
    """The claims, each with the address of the evidence that stands on the same line."""
    addresses = {piece["line_start"]: piece["url"] for piece in evidence}
    claims = _rows(db, "select * from claims where repo_id = ? order by line_start", repo_id)
    return [{**claim, "url": addresses.get(claim["line_start"])} for claim in claims]


def _license(db: sqlite3.Connection, model: Row) -> Row:
    catalogue = _rows(db, "select * from licenses where license_id = ?", model["license_id"])
    text = _rows(db, "select * from license_texts where oid = ?", model["license_text"])
    clauses = _rows(db, "select * from license_clauses where oid = ? order by line_start", model["license_text"])
    terms = [_term(name, title, text + catalogue, clauses) for name, title in words.TERMS.items()]
    how = words.LICENSE_SOURCES.get(str(model["license_source"]), "")
    shown = [term for term in terms if term["value"] or term["clauses"]]
    return {"catalogue": catalogue[0] if catalogue else None, "terms": shown, "license_how": how}


def _term(name: str, title: str, sources: list[Row], clauses: list[Row]) -> Row:
    """One term: what the text that was read says, else what the catalogue says of the licence."""
    value = next(filter(None, (words.term(source, name) for source in sources)), "")
    return {"title": title, "value": value, "clauses": [clause for clause in clauses if clause["term"] == name]}


def _lineage(db: sqlite3.Connection, repo_id: str) -> Row:
    parents = """select x.*, m.verdict, m.repo_id is not null as known
        from lineage x left join models m on m.repo_id = x.parent where x.child = ? order by x.parent"""
    children = f"""select x.child, x.relation, x.drift, m.verdict, m.downloads
        from lineage x left join models m on m.repo_id = x.child
        where x.parent = ? order by m.downloads desc limit {CHILDREN_SHOWN}"""
    count = _rows(db, "select count(*) as n from lineage where parent = ?", repo_id)[0]["n"]
    return {"parents": _rows(db, parents, repo_id), "children": _rows(db, children, repo_id), "children_count": count}


def _newest(table: str, key: str, when: str, limit: int) -> str:
    return f"select * from {table} where {key} = ? order by {when} desc limit {limit}"


def _rows(db: sqlite3.Connection, sql: str, *parameters: object) -> list[Row]:
    return [dict(row) for row in db.execute(sql, parameters)]

"""Verdicts along the lineage, in sets: what a change touches is its models and all their descendants."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from crawler.schema import CARDS, LAYERS
from crawler.store import changes
from pipelines import verdict
from pipelines.verdict import LicenseFacts, OwnFacts

BATCH = 500
FIELDS = (
    "repo_id", *LAYERS, *CARDS, "license_id", "license_source", "license_class", "license_conflict", "license_text",
    "osi_approved", "gated", "relation", "base_model", "claims_open_source", "verdict_own", "verdict", "osaid",
    "osaid_missing", "mof_class", "openwashing", "read_sha",
)  # fmt: skip
GIVEN = ("verdict_own", "verdict", "osaid", "osaid_missing", "mof_class", "openwashing")
LICENSE = ("license_id", "license_class", "license_text", "osi_approved")
ANCESTORS = (
    "WITH RECURSIVE a (id, depth) AS (SELECT parent, 1 FROM lineage WHERE child = ? UNION"
    " SELECT l.parent, a.depth + 1 FROM lineage AS l JOIN a ON l.child = a.id WHERE a.depth < 30)"
)


def begin_affected(db: Database) -> int:
    """Collect the models a judging touches: those marked dirty, and all their descendants. Gives how many."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS affected (repo_id TEXT PRIMARY KEY) WITHOUT ROWID")
    db.execute(
        "INSERT OR IGNORE INTO affected WITH RECURSIVE d (id) AS ("
        " SELECT repo_id FROM models WHERE hub_id IN (SELECT hub_id FROM facts.dirty)"
        " UNION SELECT l.child FROM lineage AS l JOIN d ON l.parent = d.id) SELECT id FROM d"
    )
    return int(db.execute("SELECT count(*) FROM affected").fetchone()[0])


def batches(db: Database) -> Iterator[list[dict[str, Any]]]:
    """Rows of the affected models, in order of their names."""
    last = ""
    while rows := _rows(db, "m.repo_id IN (SELECT repo_id FROM affected WHERE repo_id > ? ORDER BY repo_id LIMIT ?)"
                            " ORDER BY m.repo_id", (last, BATCH)):  # fmt: skip
        yield rows
        last = rows[-1]["repo_id"]


def _rows(db: Database, where: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
    cursor = db.execute(
        f"SELECT {', '.join(f'm.{f}' for f in FIELDS)},"
        " coalesce(t.commercial_use, l.commercial_use, '') AS commercial_use FROM models AS m"
        " LEFT JOIN license_texts AS t ON t.oid = m.license_text AND t.license_id = m.license_id"
        f" LEFT JOIN licenses AS l ON l.license_id = m.license_id WHERE {where}",
        values,
    )
    return [dict(zip((*FIELDS, "commercial_use"), row, strict=True)) for row in cursor]


def license_facts(row: dict[str, Any]) -> LicenseFacts:
    """A row's effective licence in the words of the policy."""
    return LicenseFacts(
        row["license_id"] or "unknown", row["license_class"] or "", row["osi_approved"] or "", row["commercial_use"]
    )


def inherit_licenses(db: Database, run_id: str, cause: str) -> None:
    """A model that says nothing of a licence is under its nearest ancestor's that does; none at all is none."""
    for rows in batches(db):
        with db.atomic():
            for row in rows:
                if row["license_source"] in ("none", "base-model") and row["base_model"]:
                    _inherit(db, run_id, cause, row)


def _inherit(db: Database, run_id: str, cause: str, row: dict[str, Any]) -> None:
    parent = db.execute(
        f"{ANCESTORS} SELECT {', '.join(f'm.{c}' for c in LICENSE)} FROM a JOIN models AS m ON m.repo_id = a.id"
        " WHERE m.license_source NOT IN ('none', 'base-model') AND m.license_id <> ''"
        " ORDER BY a.depth, m.repo_id LIMIT 1",
        (row["repo_id"],),
    ).fetchone()
    source = "base-model" if parent or _unknown_ancestor(db, row["repo_id"]) else "none"
    otherwise = ("unknown", "", "", "unknown") if source == "base-model" else ("none", "none", "", "no")
    given = dict(zip(LICENSE, parent or otherwise, strict=True)) | {"license_source": source}
    if all(row[k] == v for k, v in given.items()):
        return
    if row["verdict"] and row["license_id"] != given["license_id"]:
        changes.record(db, run_id, row["repo_id"], {"license_id": (row["license_id"], given["license_id"])}, cause)
    assigned = ", ".join(f"{name} = ?" for name in given)
    db.execute(f"UPDATE models SET {assigned} WHERE repo_id = ?", (*given.values(), row["repo_id"]))


def _unknown_ancestor(db: Database, repo_id: str) -> bool:
    """Is there an ancestor whose licence nobody could look at? Then a silent child's is not known to be none."""
    row = db.execute(
        f"{ANCESTORS} SELECT 1 FROM a LEFT JOIN models AS m ON m.repo_id = a.id"
        " WHERE coalesce(m.license_source, '') = '' LIMIT 1",
        (repo_id,),
    ).fetchone()
    return row is not None


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
    if all(row[k] == v for k, v in given.items()):
        return
    if row["verdict"] and row["verdict"] != given["verdict"]:
        changes.record(db, run_id, row["repo_id"], {"verdict": (row["verdict"], given["verdict"])}, cause)
    assigned = ", ".join(f"{name} = ?" for name in given)
    db.execute(f"UPDATE models SET {assigned} WHERE repo_id = ?", (*given.values(), row["repo_id"]))
    against = ",".join(verdict.contradicted_by(parts, license_facts(row)))
    db.execute("UPDATE claims SET contradicted_by = ? WHERE repo_id = ?", (against, row["repo_id"]))


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


def compare_licenses(db: Database) -> None:
    """Write both ends' licences and the drift between them on every edge of the affected models."""
    edges = db.execute(
        "SELECT child, parent FROM lineage WHERE child IN (SELECT repo_id FROM affected)"
        " OR parent IN (SELECT repo_id FROM affected)"
    ).fetchall()
    with db.atomic():
        for child, parent in edges:
            found = {row["repo_id"]: row for row in _rows(db, "m.repo_id IN (?, ?)", (child, parent))}
            ends = [license_facts(found[name]) if name in found else LicenseFacts("") for name in (parent, child)]
            values = (ends[0].license_id, ends[1].license_id, verdict.drift(*ends).value)
            db.execute(
                "UPDATE lineage SET parent_license = ?1, child_license = ?2, drift = ?3"
                " WHERE child = ?4 AND parent = ?5 AND (parent_license, child_license, drift) IS NOT (?1, ?2, ?3)",
                (*values, child, parent),
            )


def end_affected(db: Database) -> None:
    """Everything is judged: nothing is dirty any more."""
    with db.atomic():
        db.execute("DELETE FROM facts.dirty")
        db.execute("DROP TABLE affected")

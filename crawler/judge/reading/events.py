"""The news of a run: what changed in the repositories themselves since the last run that told it, with its direction.

Licences are compared by what everybody may do commercially (`licenses.commercial_use`), verdicts by their rung. Where
one side is not known the direction is `unknown`.
"""

from __future__ import annotations

from sqlite_utils import Database

from crawler.schema import VERDICTS
from crawler.store.runs import fact, note

TOLD_UNTIL = "events_until"  # in `about`: the moment up to which everything was told
FIELDS = ("license_id", "gated", "verdict", "claims_open_source", "removed")  # of `changes`
_FREEDOM = {"no": 0, "conditional": 1, "yes": 2}
_RUNGS = {name: rung for rung, name in enumerate(reversed(VERDICTS[:-1]))}
_LAST = "SELECT coalesce(max(finished_at), '') FROM runs WHERE outcome LIKE 'done%'"
_SWEPT = "SELECT 1 FROM runs WHERE outcome LIKE 'done%' AND mode IN ('full', 'incremental', 'merge') LIMIT 1"
_USED = "coalesce(m.downloads, 0), coalesce(m.likes, 0)"


def store_events(db: Database, run_id: str, moment: str) -> None:
    """Tell what happened up to `moment` and was not told yet. What the first sweep of all meets is no news.

    A run that failed has told nothing.
    """
    since = fact(db, TOLD_UNTIL) or db.execute(_LAST).fetchone()[0]
    known = {"run_id": run_id, "since": since, "until": moment}
    with db.atomic():
        db.execute(_CHANGED, known)
        if db.execute(_SWEPT).fetchone():
            for statement in (_MODELS, _TEXTS, _CLAIMS):
                db.execute(statement, known)
        note(db, TOLD_UNTIL, moment)


def _ranked(column: str, ranks: dict[str, int]) -> str:
    whens = " ".join(f"WHEN '{name}' THEN {rank}" for name, rank in ranks.items())
    return f"CASE {column} {whens} END"


def _compared(old: str, new: str, less: str, more: str) -> str:
    known = f"WHEN {new} < {old} THEN '{less}' WHEN {new} > {old} THEN '{more}' WHEN {new} = {old} THEN 'lateral'"
    return f"CASE {known} ELSE 'unknown' END"


def _freedom(licence: str, use: str) -> str:
    """Without a licence all rights are reserved."""
    return f"CASE WHEN {licence} = 'none' THEN 0 ELSE {_ranked(use, _FREEDOM)} END"


_LICENCE = _compared(_freedom("c.old", "o.commercial_use"), _freedom("c.new", "n.commercial_use"), "tighter", "looser")
_GATE = _compared("(coalesce(c.new, '') <> '')", "(coalesce(c.old, '') <> '')", "tighter", "looser")
_VERDICT = _compared(_ranked("c.old", _RUNGS), _ranked("c.new", _RUNGS), "down", "up")
_CHANGED = f"""
INSERT INTO events
SELECT :run_id, c.seen_at, c.field,
    CASE c.field WHEN 'license_id' THEN {_LICENCE} WHEN 'gated' THEN {_GATE} WHEN 'verdict' THEN {_VERDICT} ELSE '' END,
    c.repo_id, coalesce(m.author, ''), coalesce(m.license_id, ''), coalesce(c.old, ''), coalesce(c.new, ''), {_USED}
FROM changes AS c
LEFT JOIN models AS m ON m.repo_id = c.repo_id
LEFT JOIN licenses AS o ON o.license_id = c.old
LEFT JOIN licenses AS n ON n.license_id = c.new
WHERE c.seen_at > :since AND c.seen_at <= :until AND c.cause = 'model' AND c.field IN {FIELDS}
"""
_MODELS = f"""
INSERT INTO events
SELECT :run_id, m.first_seen, 'model', '', m.repo_id, coalesce(m.author, ''), coalesce(m.license_id, ''), '',
    coalesce(m.verdict, ''), {_USED}
FROM models AS m
WHERE m.first_seen > :since AND m.first_seen <= :until AND m.read_sha IS NOT NULL AND m.removed_at IS NULL
"""
_TEXTS = f"""
INSERT INTO events
WITH new AS MATERIALIZED (
    SELECT oid, license_id, first_seen FROM license_texts WHERE first_seen > :since AND first_seen <= :until
), carried AS MATERIALIZED (
    SELECT license_text, repo_id, max(coalesce(downloads, 0)) FROM models
    WHERE license_text IN (SELECT oid FROM new) AND removed_at IS NULL GROUP BY license_text
)
SELECT :run_id, t.first_seen, 'license_text', '', c.repo_id, coalesce(m.author, ''), coalesce(t.license_id, ''), '',
    t.oid, {_USED}
FROM new AS t JOIN carried AS c ON c.license_text = t.oid JOIN models AS m ON m.repo_id = c.repo_id
"""
_CLAIMS = f"""
INSERT INTO events
SELECT :run_id, c.first_seen, 'claim', '', c.repo_id, coalesce(m.author, ''), coalesce(m.license_id, ''), '',
    coalesce(c.quote, ''), {_USED}
FROM claims AS c JOIN models AS m ON m.repo_id = c.repo_id
WHERE c.first_seen > :since AND c.first_seen <= :until AND c.contradicted_by <> '' AND c.original = c.repo_id
    AND m.removed_at IS NULL
"""

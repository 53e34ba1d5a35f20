"""Whose claim a sentence is: a copied card repeats the claims of the model it was copied from, they count once."""

from __future__ import annotations

from sqlite_utils import Database

_FIND = """
WITH RECURSIVE up (repo_id, ancestor, depth) AS (
    SELECT c.repo_id, l.parent, 1 FROM (SELECT DISTINCT c.repo_id FROM claims AS c
        JOIN temp.kin AS k ON k.repo_id = c.repo_id WHERE k.judged) AS c JOIN lineage AS l ON l.child = c.repo_id
    UNION
    SELECT u.repo_id, l.parent, u.depth + 1 FROM up AS u JOIN lineage AS l ON l.child = u.ancestor
    WHERE u.depth < 30 AND l.parent <> u.repo_id
)
SELECT c.rowid, u.ancestor FROM claims AS c JOIN up AS u ON u.repo_id = c.repo_id
JOIN claims AS o ON o.repo_id = u.ancestor AND lower(trim(o.quote)) = lower(trim(c.quote))
ORDER BY u.depth, u.ancestor DESC
"""


def find(db: Database) -> None:
    """Write `claims.original` of the models that are judged: the farthest ancestor whose card has the same sentence."""
    found = dict(db.execute(_FIND).fetchall())  # of several rows of a claim the last, the farthest, stays
    db.execute(
        "UPDATE claims SET original = repo_id WHERE original IS NOT repo_id"
        " AND repo_id IN (SELECT repo_id FROM temp.kin WHERE judged)"
    )
    db.conn.executemany("UPDATE claims SET original = ? WHERE rowid = ?", ((name, no) for no, name in found.items()))


def claiming(db: Database) -> set[int]:
    """The numbers of those whose card makes a claim of its own."""
    rows = db.execute(
        "SELECT DISTINCT k.pos FROM temp.kin AS k JOIN claims AS c ON c.repo_id = k.repo_id"
        " WHERE c.original = c.repo_id"
    )
    return {pos for (pos,) in rows}

"""Which repositories stand in which row of the report: gathered in the temporary table `member`."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from crawler import patterns

OTHERS = 20  # most downloaded families, and organisations, shown beside those that are named
# A release of one's own: still on the Hub, and not made from somebody else's model.
OWN = """m.removed_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM lineage l WHERE l.child = m.repo_id AND substr(l.parent, 1, length(m.author) + 1) <> m.author || '/'
)"""


@cache
def families() -> tuple[tuple[str, str, patterns.Pattern[str]], ...]:
    """(title, organisation, pattern of the whole name) of every named family."""
    entries = tomllib.loads(files("crawler.report").joinpath("families.toml").read_text("utf-8"))["family"]
    return tuple((e["title"], e["organisation"], patterns.compile(e["name"], patterns.I)) for e in entries)


def gather_families(db: sqlite3.Connection) -> None:
    """Named families, systems the watch list found on the Hub, then the most downloaded roots without a name."""
    _begin(db)
    _insert(db, _named(db))
    _insert(db, _found_systems(db))
    _insert(db, _roots(db))


def gather_organisations(db: sqlite3.Connection) -> None:
    """Everything the organisations of named families and the most downloaded ones have made themselves."""
    _begin(db)
    busiest = "SELECT author FROM models WHERE author <> '' GROUP BY author ORDER BY sum(downloads) DESC LIMIT ?"
    chosen = {row[0] for row in db.execute(busiest, (OTHERS,))} | {organisation for _, organisation, _ in families()}
    for author in sorted(chosen):
        own = f"SELECT m.author, m.repo_id FROM models m WHERE m.author = ? AND {OWN}"
        db.execute(f"INSERT OR IGNORE INTO temp.member {own}", (author,))


def _begin(db: sqlite3.Connection) -> None:
    db.execute("DROP TABLE IF EXISTS temp.member")
    db.execute("CREATE TEMP TABLE member (title TEXT, repo_id TEXT PRIMARY KEY) WITHOUT ROWID")


def _insert(db: sqlite3.Connection, members: Iterator[tuple[str, str]]) -> None:
    db.executemany("INSERT OR IGNORE INTO temp.member VALUES (?, ?)", list(members))


def _named(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for author in sorted({organisation for _, organisation, _ in families()}):
        own = f"SELECT m.repo_id FROM models m WHERE m.author = ? AND {OWN}"
        for (repo_id,) in db.execute(own, (author,)):
            name = repo_id.rpartition("/")[2]
            titles = (t for t, organisation, known in families() if organisation == author and known.fullmatch(name))
            if title := next(titles, None):
                yield title, repo_id


def _found_systems(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for name, found in db.execute("SELECT name, found FROM systems WHERE found <> '' ORDER BY name"):
        for repo_id in found.split(","):
            yield name, repo_id.strip()


def _roots(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The most downloaded models without a base that no row has yet, with what their own makers made of them."""
    roots = """
        SELECT m.repo_id, m.author FROM models m
        WHERE m.removed_at IS NULL AND m.repo_id NOT IN (SELECT repo_id FROM temp.member)
            AND NOT EXISTS (SELECT 1 FROM lineage l WHERE l.child = m.repo_id)
        ORDER BY m.downloads DESC LIMIT ?
    """
    descent = """
        WITH RECURSIVE kin(repo_id) AS (
            SELECT ?1
            UNION
            SELECT l.child FROM kin JOIN lineage l ON l.parent = kin.repo_id
            WHERE substr(l.child, 1, length(?2) + 1) = ?2 || '/'
        )
        SELECT m.repo_id FROM kin JOIN models m USING (repo_id) WHERE m.removed_at IS NULL
    """
    for root, author in db.execute(roots, (OTHERS,)).fetchall():
        for (repo_id,) in db.execute(descent, (root, author)):
            yield root, repo_id

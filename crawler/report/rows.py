"""The "who is actually open?" table: one row a family or an organisation, every cell counted in the database."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from crawler.report.cells import CLOSEST, answer, license_words
from crawler.report.members import gather_families, gather_organisations

CELLS = """
SELECT t.title, m.weights, m.inference_code, m.training_code, m.training_data, m.license_id, m.license_class,
    m.osi_approved, m.osaid, m.osaid_missing, count(*) AS n, sum(coalesce(m.downloads, 0)) AS downloads,
    max(coalesce(m.downloads, 0)) AS most, m.repo_id
FROM temp.member t JOIN models m USING (repo_id)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY 1
"""
PROOFS = """
SELECT question, min(url) FROM evidence
WHERE repo_id = ? AND question IN ('weights', 'training_code', 'training_data', 'license_id') AND url <> ''
GROUP BY question
"""
LAYERS = ("weights", "training_code", "training_data")
# Of two outcomes met equally often the earlier stands for the row: never the more open one.
CAUTIOUS = ("no", "unknown", "error", "partial", "yes", "not-applicable")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. A cell is what most of the repositories have, with `(2 of 3)` where they differ.

    `evidence` maps questions to addresses for the representative, the most downloaded repository with the row's answer;
    a system found nowhere has no representative and the address of the empty search instead.
    """

    name: str
    repositories: int
    weights: str
    training_code: str
    training_data: str
    license: str
    open_source_ai: str
    representative: str
    evidence: dict[str, str]


def by_family(db: sqlite3.Connection) -> list[Row]:
    """Rows of families, then of watched systems that were not found."""
    gather_families(db)
    return [*_rows(db), *_absent(db, "name")]


def by_organisation(db: sqlite3.Connection) -> list[Row]:
    """Rows of organisations, then of developers whose watched systems were not found."""
    gather_organisations(db)
    return [*_rows(db), *_absent(db, "developer")]


def _rows(db: sqlite3.Connection) -> list[Row]:
    """Families before single repositories; nearest to open source first, then the most downloaded."""
    rows = []
    for title, group in groupby(db.execute(CELLS).fetchall(), key=itemgetter("title")):
        kinds = list(group)
        row = _row(db, title, kinds)
        single = "/" in title  # the title of a repository without a family is its id
        rows.append(((single, not row.open_source_ai.startswith(CLOSEST), -sum(k["downloads"] for k in kinds)), row))
    return [row for _, row in sorted(rows, key=itemgetter(0))]


def _row(db: sqlite3.Connection, title: str, kinds: list[sqlite3.Row]) -> Row:
    answers = [(answer(kind), kind["n"]) for kind in kinds]
    usual = _usual(answers)
    alike = [kind for kind in kinds if answer(kind) == usual]
    representative = max(alike, key=itemgetter("most"))["repo_id"]
    layers = {layer: _cell((kind[layer] or "unknown", kind["n"]) for kind in kinds) for layer in LAYERS}
    return Row(
        name=title,
        repositories=sum(kind["n"] for kind in kinds),
        **layers,
        license=_cell((license_words(kind), kind["n"]) for kind in kinds),
        open_source_ai=_cell(answers),
        representative=representative,
        evidence={proof[0]: proof[1] for proof in db.execute(PROOFS, (representative,))},
    )


def _cell(values: Iterable[tuple[str, int]]) -> str:
    """The usual value; questions that make no sense for a repository do not count against those for which they do."""
    met = list(values)
    asked = [(value, n) for value, n in met if value != "not-applicable"] or met
    usual = _usual(asked)
    agree, total = sum(n for value, n in asked if value == usual), sum(n for _, n in asked)
    return usual if agree == total else f"{usual} ({agree} of {total})"


def _usual(values: Iterable[tuple[str, int]]) -> str:
    counts: Counter[str] = Counter()
    for value, n in values:
        counts[value] += n
    return min(counts, key=lambda value: (-counts[value], CAUTIOUS.index(value) if value in CAUTIOUS else 0, value))


def _absent(db: sqlite3.Connection, by: str) -> Iterator[Row]:
    """Systems of the watch list of which a search of the Hub found nothing."""
    systems = db.execute("SELECT * FROM systems WHERE coalesce(found, '') = '' ORDER BY developer, name").fetchall()
    for title, group in groupby(systems, key=itemgetter(by)):
        searches = {system["name"]: system["url"] for system in group}
        name = title if by == "name" else f"{title}: {', '.join(searches)}"
        yield Row(name, 0, "no", "no", "no", "proprietary API", "no, weights not found", "", searches)

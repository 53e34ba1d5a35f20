"""Licence drift, written on every edge of the models that are judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlite_utils import Database

from crawler.judge.inheritance import Inheritance
from crawler.judge.term_sets import TermSets
from crawler.store.models import AT_ONCE
from pipelines import verdict
from pipelines.verdict import Drift

_AMONG = "FROM lineage AS l JOIN temp.kin AS c ON c.repo_id = l.child JOIN temp.kin AS p ON p.repo_id = l.parent"
_PAIRS = f"SELECT c.pos, p.pos {_AMONG} WHERE c.judged"
_EDGES = f"""
SELECT c.pos, p.pos, l.child, l.parent, coalesce(pm.license_id, ''), coalesce(cm.license_id, ''),
    l.parent_license, l.child_license, l.drift
{_AMONG} LEFT JOIN models AS pm ON pm.repo_id = l.parent LEFT JOIN models AS cm ON cm.repo_id = l.child
WHERE c.judged
"""
_WORDS = tuple(Drift)
_PLACES = {drift: place for place, drift in enumerate(_WORDS, 1)}
_WRITE = "UPDATE lineage SET parent_license = ?, child_license = ?, drift = ? WHERE child = ? AND parent = ?"


class Drifts:
    """Compares what both ends of an edge state, each pair of sets of terms once."""

    def __init__(
        self,
        db: Database,
        sets: TermSets,
        inheritance: Inheritance,
        own: Sequence[int],
        effective: Sequence[int],
    ) -> None:
        self._db, self._sets, self._inheritance = db, sets, inheritance
        self._own, self._effective = own, effective
        self._known: dict[tuple[int, int], Drift] = {}
        self._worst = bytearray(
            len(own)
        )  # of each child, as one more than its place in _WORDS; 0 where it has no parent

    def find(self) -> None:
        """Remember the worst of each child."""
        for child, parent in self._db.execute(_PAIRS):
            drift, met = self._drift(parent, child), self._worst[child]
            worst = verdict.worst((drift, _WORDS[met - 1])) if met else drift
            self._worst[child] = _PLACES[worst or drift]

    def store(self) -> None:
        """Write what differs, after the models: an edge tells the licences of both ends, inherited ones as well."""
        differing = self._differing()
        while some := list(islice(differing, AT_ONCE)):  # no key changes, so the reading goes on undisturbed
            self._db.conn.executemany(_WRITE, some)

    def worst(self, child: int) -> str:
        """The drift of a model; empty where it has no parent."""
        return _WORDS[self._worst[child] - 1] if self._worst[child] else ""

    def _differing(self) -> Iterator[tuple[str, ...]]:
        for child, parent, name, base, *licenses in self._db.execute(_EDGES):
            now, before = (licenses[0], licenses[1], self._drift(parent, child).value), tuple(licenses[2:])
            if now != before:
                yield (*now, name, base)

    def _drift(self, parent: int, child: int) -> Drift:
        if self._inheritance.silent(child):
            return Drift.SAME if self._inheritance.silent(parent) else Drift.NO_LICENCE
        ends = self._stated(parent), self._own[child]
        pair = self._sets.content[ends[0]], self._sets.content[ends[1]]
        if pair not in self._known:
            self._known[pair] = verdict.drift(*(self._sets.terms(end) for end in ends))
        return self._known[pair]

    def _stated(self, number: int) -> int:
        """The terms a parent offers its work under: those it states, else those it inherits."""
        return self._effective[number] if self._inheritance.inherits(number) else self._own[number]

"""Licence drift, written on every edge of the models that are judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from sqlite_utils import Database

from crawler.judge.family import Edges
from crawler.judge.inheritance import Inheritance
from crawler.judge.term_sets import TermSets
from crawler.store.models import AT_ONCE
from pipelines import verdict
from pipelines.verdict import Drift

_WORDS = tuple(drift.value for drift in Drift)
_PLACES = {drift: place for place, drift in enumerate(_WORDS, 1)}  # 0 is none
_WRITE = "UPDATE lineage SET parent_license = ?, child_license = ?, drift = ? WHERE child = ? AND parent = ?"


class Drifts:
    """Compares what both ends of an edge state, each pair of sets of terms once."""

    def __init__(
        self,
        edges: Edges,
        sets: TermSets,
        inheritance: Inheritance,
        own: Sequence[int],
        effective: Sequence[int],
    ) -> None:
        self._edges, self._sets, self._inheritance = edges, sets, inheritance
        self._own, self._effective = own, effective
        self._known: dict[tuple[int, int], int] = {}
        self._found = bytearray(map(self._drift, edges.parents, edges.children))  # of each edge, as its place
        self._worst = bytearray(len(own))  # of each child, as its place; 0 where it has no parent
        for child, drift in zip(edges.children, self._found, strict=True):
            met = self._worst[child]
            if met != drift:
                self._worst[child] = _worse(met, drift)

    def worst(self, child: int) -> str:
        """The drift of a model; empty where it has no parent."""
        return _WORDS[self._worst[child] - 1] if self._worst[child] else ""

    def store(self, db: Database, names: Sequence[str], licenses: Sequence[str]) -> None:
        """Write what differs, given the names and the licences that all have in the end, inherited ones as well."""
        differing = self._differing(names, licenses)
        while some := list(islice(differing, AT_ONCE)):
            db.conn.executemany(_WRITE, some)

    def _differing(self, names: Sequence[str], licenses: Sequence[str]) -> Iterator[tuple[str, ...]]:
        edges = self._edges
        for child, parent, stored, drift in zip(edges.children, edges.parents, edges.stored, self._found, strict=True):
            if stored >= 0:
                now = (licenses[parent], licenses[child], _WORDS[drift - 1])
                if now != edges.told[stored]:
                    yield (*now, names[child], names[parent])

    def _drift(self, parent: int, child: int) -> int:
        if self._inheritance.silent[child]:
            return _PLACES[Drift.SAME if self._inheritance.silent[parent] else Drift.NO_LICENCE]
        # A parent offers its work under the terms it states, else under those it inherits.
        offered = self._effective[parent] if self._inheritance.inherits[parent] else self._own[parent]
        pair = self._sets.content[offered], self._sets.content[self._own[child]]
        if pair not in self._known:
            self._known[pair] = _PLACES[verdict.drift(*map(self._sets.terms_of, pair))]
        return self._known[pair]


@cache
def _worse(one: int, other: int) -> int:
    worst = verdict.worst(Drift(_WORDS[place - 1]) for place in (one, other) if place)
    return _PLACES[worst] if worst else 0

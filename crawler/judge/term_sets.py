"""Sets of terms: each distinct clause and each distinct set is stored once, under a number made of its contents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields

from sqlite_utils import Database

from crawler.model import Term
from crawler.storable import storable
from pipelines.verdict.strictest import Key, key, stricter

_COLUMNS = tuple(f.name for f in fields(Term))
_CLAUSE = f"INSERT OR IGNORE INTO term_clauses (clause_no, {', '.join(_COLUMNS)}) VALUES (?{', ?' * len(_COLUMNS)})"
_MEMBER = "INSERT OR IGNORE INTO term_sets (set_no, clause_no, imposed_by) VALUES (?, ?, ?)"
Member = tuple[int, str]  # number of the clause, and who imposes it: empty for the model itself


def store(db: Database, terms: Iterable[Term]) -> int:
    """Store the terms that a model itself states; gives the number of their set."""
    rows = [tuple(storable(v) if isinstance(v, str) else v for v in astuple(term)) for term in terms]
    numbered = {_number(row): row for row in rows}
    db.conn.executemany(_CLAUSE, ((no, *row) for no, row in numbered.items()))
    return _store_set(db, [(no, "") for no in numbered])


def _store_set(db: Database, members: Iterable[Member]) -> int:
    ordered = sorted(members)
    number = _number(ordered)
    db.conn.executemany(_MEMBER, ((number, *member) for member in ordered))
    return number


def _number(contents: object) -> int:
    """60 bits of a digest: among ten million contents two share a number with a chance of one in twenty thousand."""
    return int(hashlib.sha256(repr(contents).encode("utf-8", "backslashreplace")).hexdigest()[:15], 16)


@dataclass(frozen=True, slots=True)
class TermSet:
    """A set as it is compared: its terms, and for each the member it is stored as."""

    terms: Mapping[Key, Term]
    members: Mapping[Key, Member]


EMPTY = TermSet({}, {})
MOST = 20_000  # sets kept at hand, some 100 MB


class TermSets:
    """The sets one judging meets, each read once; `join` is remembered for every pair of sets."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._sets: dict[int | None, TermSet] = {None: EMPTY}
        self._stricter: dict[tuple[int | None, int | None], tuple[Key, ...]] = {}

    def terms(self, number: int | None) -> Mapping[Key, Term]:
        """The terms of a set; None is the empty set."""
        return self._set(number).terms

    def _set(self, number: int | None) -> TermSet:
        if number not in self._sets:
            rows = self._db.execute(
                f"SELECT s.clause_no, s.imposed_by, {', '.join(f'c.{c}' for c in _COLUMNS)} FROM term_sets AS s"
                " JOIN term_clauses AS c ON c.clause_no = s.clause_no WHERE s.set_no = ?",
                (number,),
            )
            read = [(Term(*row[2:]), (row[0], row[1])) for row in rows]
            self._sets[number] = TermSet({key(t): t for t, _ in read}, {key(t): member for t, member in read})
        return self._sets[number]

    def join(self, held: int | None, met: int | None, who: str) -> int | None:
        """The set that holds when `met`, the terms of the model `who`, bind beside `held`."""
        if len(self._sets) > MOST:
            self._sets = {None: EMPTY}
            self._stricter.clear()
        pair = held, met
        if pair not in self._stricter:
            self._stricter[pair] = stricter(self.terms(held), self.terms(met))
        if not (names := self._stricter[pair]):
            return held
        given = self._set(met).members
        members = {**self._set(held).members, **{n: (given[n][0], given[n][1] or who) for n in names}}
        return _store_set(self._db, _without_spare(members).values())


def _without_spare(members: Mapping[Key, Member]) -> Mapping[Key, Member]:
    """Where territories are listed, "none" and "unknown" beside them say nothing more."""
    listed = {name for name, which in members if which}
    return {(name, which): member for (name, which), member in members.items() if which or name not in listed}

"""Sets of terms: each distinct clause and each distinct set is stored once, under a number made of its contents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, fields

from sqlite_utils import Database

from crawler.model import Term
from crawler.storable import storable
from pipelines.verdict.strictest import Key, Terms, key, stricter

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
    ordered = tuple(sorted(members))
    number = _number(ordered)
    db.conn.executemany(_MEMBER, ((number, *member) for member in ordered))
    return number


def _number(contents: object) -> int:
    """60 bits of a digest: among ten million contents two share a number with a chance of one in twenty thousand."""
    return int(hashlib.sha256(repr(contents).encode("utf-8", "backslashreplace")).hexdigest()[:15], 16)


class TermSets:
    """The sets that one judging meets, numbered from 0, the empty one; only what models end with is stored.

    A set is a tuple of members; its content is the same without who imposes them, and few sets differ in that.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._clauses: dict[int, Term] = {}
        self._sets: list[tuple[Member, ...]] = []
        self._numbers: dict[tuple[Member, ...], int] = {}
        self.content: list[int] = []  # of each set
        self._terms: list[dict[Key, Term]] = []  # of each content
        self._contents: dict[tuple[int, ...], int] = {}
        self._stricter: dict[tuple[int, int], tuple[Key, ...]] = {}
        self._stored: dict[int, int | None] = {}
        self._loaded: dict[int, int] = {}
        self._add(())

    def load(self, set_no: int) -> int:
        """A stored set."""
        if set_no not in self._loaded:
            rows = self._db.execute(
                f"SELECT s.clause_no, s.imposed_by, {', '.join(f'c.{c}' for c in _COLUMNS)} FROM term_sets AS s"
                " JOIN term_clauses AS c ON c.clause_no = s.clause_no WHERE s.set_no = ?",
                (set_no,),
            ).fetchall()
            self._clauses |= {row[0]: Term(*row[2:]) for row in rows}
            self._loaded[set_no] = self._add(tuple(sorted((row[0], row[1]) for row in rows)))
        return self._loaded[set_no]

    def terms(self, number: int) -> Terms:
        """The terms of a set."""
        return self._terms[self.content[number]]

    def join(self, held: int, met: int, who: str) -> int:
        """The set that holds when `met`, the terms of the model `who`, bind beside `held`."""
        pair = self.content[held], self.content[met]
        if pair not in self._stricter:
            self._stricter[pair] = stricter(self.terms(held), self.terms(met))
        if not (names := self._stricter[pair]):
            return held
        members, given = self._by_key(held), self._by_key(met)
        members |= {name: (given[name][0], given[name][1] or who) for name in names}
        return self._add(tuple(sorted(_without_spare(members).values())))

    def store(self, number: int) -> int | None:
        """Store a set that a model ends with, unless it is stored; gives its number in the table, none if empty."""
        if number not in self._stored:
            members = self._sets[number]
            self._stored[number] = _store_set(self._db, members) if members else None
        return self._stored[number]

    def _by_key(self, number: int) -> dict[Key, Member]:
        return {key(self._clauses[member[0]]): member for member in self._sets[number]}

    def _add(self, members: tuple[Member, ...]) -> int:
        number = self._numbers.setdefault(members, len(self._sets))
        if number == len(self._sets):
            self._sets.append(members)
            content = tuple(no for no, _ in members)
            at = self._contents.setdefault(content, len(self._terms))
            if at == len(self._terms):
                self._terms.append({key(self._clauses[no]): self._clauses[no] for no in content})
            self.content.append(at)
        return number


def _without_spare(members: Mapping[Key, Member]) -> Mapping[Key, Member]:
    """Where territories are listed, "none" and "unknown" beside them say nothing more."""
    listed = {name for name, which in members if which}
    return {(name, which): member for (name, which), member in members.items() if which or name not in listed}

"""Sets of terms: each distinct clause and each distinct set is stored once, under a number made of its contents."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import fields
from operator import attrgetter

from sqlite_utils import Database

from crawler.model import Term
from crawler.storable import storable
from pipelines.verdict.strictest import Key, Terms, key, stricter

_COLUMNS = tuple(f.name for f in fields(Term))
_CLAUSE = f"INSERT OR IGNORE INTO term_clauses (clause_no, {', '.join(_COLUMNS)}) VALUES (?{', ?' * len(_COLUMNS)})"
_MEMBER = "INSERT OR IGNORE INTO term_sets (set_no, clause_no, imposed_by) VALUES (?, ?, ?)"
Member = tuple[int, str]  # number of the clause, and who imposes it: empty for the model itself
Plan = tuple[
    int, tuple[int, ...]
]  # the content of two joined; the place of each clause in the first, ~place in the other
_values = attrgetter(*_COLUMNS)
_MOST_KNOWN = 2_000  # sets of terms, some kilobytes each


class Stated:
    """Numbers of the sets that models themselves state, remembered as long as one judging: few are distinct.

    A number handed out in a transaction that was rolled back is worth nothing: `forget` them then.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Term, ...], int] = {}

    def number(self, db: Database, terms: tuple[Term, ...]) -> int:
        """The number of a set, which is stored where it was not met yet."""
        if terms not in self._known:
            if len(self._known) == _MOST_KNOWN:
                self.forget()
            self._known[terms] = store(db, terms)
        return self._known[terms]

    def forget(self) -> None:
        """After a rollback."""
        self._known.clear()


def store(db: Database, terms: Iterable[Term]) -> int:
    """Store the terms that a model itself states; gives the number of their set."""
    rows = [tuple(storable(v) if isinstance(v, str) else v for v in _values(term)) for term in terms]
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

    A set is its content, the numbers of its clauses in order, and who imposes each of them: few sets differ in content.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._clauses: dict[int, Term] = {}
        self._imposed: list[tuple[str, ...]] = []  # by whom, of each set
        self.content = array("i")  # of each set
        self._numbers: dict[tuple[int, tuple[str, ...]], int] = {}
        self._terms: list[dict[Key, Term]] = []  # of each content, in the order of its clauses
        self._contents: dict[tuple[int, ...], int] = {}
        self._numbered: list[tuple[int, ...]] = []  # clauses of each content
        self._plans: dict[tuple[int, int], Plan | None] = {}
        self._known = {0: 0}  # numbers in the table
        self._ended: set[int] = set()
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
            self._loaded[set_no] = self._add((row[0], row[1]) for row in rows)
        return self._loaded[set_no]

    def terms(self, number: int) -> Terms:
        """The terms of a set."""
        return self.terms_of(self.content[number])

    def terms_of(self, content: int) -> Terms:
        """The terms of all sets of one content."""
        return self._terms[content]

    def join(self, held: int, met: int, who: str) -> int:
        """The set that holds when `met`, the terms of the model `who`, bind beside `held`."""
        pair = self.content[held], self.content[met]
        if pair not in self._plans:
            self._plans[pair] = self._plan(*pair)
        if (plan := self._plans[pair]) is None:
            return held
        content, places = plan
        ours, theirs = self._imposed[held], self._imposed[met]
        return self._set(content, tuple(ours[at] if at >= 0 else theirs[~at] or who for at in places))

    def _plan(self, held: int, met: int) -> Plan | None:
        """How two contents are joined, whoever imposes what; None where `met` adds nothing."""
        if not (names := stricter(self._terms[held], self._terms[met])):
            return None
        members = {name: (no, at) for at, (name, no) in enumerate(self._by_key(held))}
        members |= {name: (no, ~at) for at, (name, no) in enumerate(self._by_key(met)) if name in names}
        ordered = sorted(_without_spare(members).values())
        return self._content(tuple(no for no, _ in ordered)), tuple(at for _, at in ordered)

    def _by_key(self, content: int) -> Iterable[tuple[Key, int]]:
        return zip(self._terms[content], self._numbered[content], strict=True)

    def number(self, number: int) -> int:
        """The number in the table of a set; 0 for the empty one, which has no rows."""
        if number not in self._known:
            self._known[number] = _number(self._members(number))
        return self._known[number]

    def keep(self, number: int) -> None:
        """A model ends with a set that it did not end with: `write` stores it."""
        self._ended.add(number)

    def write(self) -> None:
        """Store the sets that are kept, in the order of the table."""
        ended = sorted((self._known[number], number) for number in self._ended)
        self._db.conn.executemany(_MEMBER, ((no, *member) for no, number in ended for member in self._members(number)))

    def _members(self, number: int) -> tuple[Member, ...]:
        return tuple(zip(self._numbered[self.content[number]], self._imposed[number], strict=True))

    def _add(self, members: Iterable[Member]) -> int:
        ordered = sorted(members)
        return self._set(self._content(tuple(no for no, _ in ordered)), tuple(who for _, who in ordered))

    def _set(self, content: int, imposed: tuple[str, ...]) -> int:
        number = self._numbers.setdefault((content, imposed), len(self._imposed))
        if number == len(self._imposed):
            self._imposed.append(imposed)
            self.content.append(content)
        return number

    def _content(self, clauses: tuple[int, ...]) -> int:
        number = self._contents.setdefault(clauses, len(self._terms))
        if number == len(self._terms):
            self._numbered.append(clauses)
            self._terms.append({key(self._clauses[no]): self._clauses[no] for no in clauses})
        return number


def _without_spare(members: Mapping[Key, tuple[int, int]]) -> Mapping[Key, tuple[int, int]]:
    """Where territories are listed, "none" and "unknown" beside them say nothing more."""
    listed = {name for name, which in members if which}
    if not listed:
        return members
    return {(name, which): member for (name, which), member in members.items() if which or name not in listed}


def sweep(db: Database) -> None:
    """Delete the sets that no model states or ends with, then the clauses that are in no set."""
    with db.atomic():
        db.execute(
            "DELETE FROM term_sets WHERE set_no NOT IN (SELECT own_terms FROM models WHERE own_terms IS NOT NULL"
            " UNION ALL SELECT terms FROM models WHERE terms IS NOT NULL)"
        )
        db.execute("DELETE FROM term_clauses WHERE clause_no NOT IN (SELECT clause_no FROM term_sets)")

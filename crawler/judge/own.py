"""What is known of every model's own last step, each distinct state of knowledge once."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from crawler.judge import affected
from crawler.judge.term_sets import TermSets, store
from crawler.model import Term
from crawler.schema import CARDS, LAYERS, MODELS
from pipelines.licences.own_terms import NAMES
from pipelines.verdict import LicenseFacts, OwnFacts, base_unknown
from pipelines.verdict.strictest import Terms, value_of

_ASKED = (*LAYERS, *CARDS, "data_information")
_KEY = (*_ASKED, "gated", "relation", "license_id", "license_class", "osi_approved")
_LICENSE = slice(_KEY.index("license_id"), _KEY.index("osi_approved") + 1)
# Beside what is known: what this stage writes, and what it needs of it.
_FIELDS = (*_KEY, "license_source", "license_text", "claims_open_source", *MODELS.filled_by("policy"))
_SOURCE, _WEIGHTS = _FIELDS.index("license_source"), _FIELDS.index("weights")
_CLAIMS = _FIELDS.index("claims_open_source")
_RELATION = _KEY.index("relation")
NO_TERMS = 0  # the empty set
Known = tuple[str, ...]  # the values of _KEY, and whether a base is named
Columns = tuple[Any, ...]  # the values of _FIELDS


def unread_terms(db: Database) -> int:
    """The set of a model whose terms nobody could read: all unknown."""
    return store(db, (Term(name, "unknown", "unknown") for name in NAMES))


@dataclass(slots=True)
class Own:
    """By number (see `temp.kin`), 0 is nobody: the state of knowledge, the licence source, the terms, what is written.

    Distinct states and distinct contents of the columns that this stage writes are held once each.
    """

    known: list[Known]  # distinct states
    state: array[int]  # of each model; -1 where it has no row
    sources: list[str]
    terms: array[int]  # see `TermSets`
    unread: int  # the set whose terms are all unknown
    columns: list[Columns]  # distinct contents
    written: array[int]  # of each model
    ended: array[int]  # number of the set of effective terms in the table; 0 where there is none
    _same: dict[tuple[int, int], bool] = field(default_factory=dict)

    @classmethod
    def read(cls, db: Database, size: int, sets: TermSets) -> Own:
        """Read the rows of all the kin."""
        unread = unread_terms(db)
        none, terms = array("q", [-1]) * (size + 1), array("q", [sets.load(unread)])
        ended = array("q", [0]) * (size + 1)
        own = cls(
            [], none[:], [""] * (size + 1), terms * (size + 1), terms[0], [], none[:], array("q", [0]) * (size + 1)
        )
        numbers: dict[Known, int] = {}
        contents: dict[Columns, int] = {}
        for pos, base, own_terms, ended, *values in affected.kin(db, ("base_model", "own_terms", "terms", *_FIELDS)):
            known = (*(value or "" for value in values[: len(_KEY)]), "named" if base else "")
            own.state[pos] = numbers.setdefault(known, len(numbers))
            own.written[pos] = contents.setdefault(tuple(values), len(contents))
            own.sources[pos] = _source(values[_SOURCE], base)
            silent = _binds_nothing(values)
            own.terms[pos] = NO_TERMS if silent else sets.load(own_terms or unread)
            own.ended[pos] = ended or 0
        own.known, own.columns = list(numbers), list(contents)
        return own

    def base_unknown(self, number: int) -> bool:
        """Is a model made from another that it does not name, or that nobody could read?"""
        known = self.known[self.state[number]]
        return self.state[number] >= 0 and base_unknown(known[_RELATION], bool(known[-1]))

    def license_id(self, number: int) -> str:
        """The licence of a model as it is stored."""
        return self.known[self.state[number]][_KEY.index("license_id")]

    def claims(self, number: int) -> str:
        """Does the card of a model claim open source: an outcome."""
        return self.columns[self.written[number]][_CLAIMS] or ""

    def row(self, number: int, name: str) -> dict[str, Any]:
        """The columns of a model that were read, as they are stored."""
        stored = dict(zip(_FIELDS, self.columns[self.written[number]], strict=True))
        return {"repo_id": name, **stored, "terms": self.ended[number] or None}

    def differs(self, number: int, new: Mapping[str, Any]) -> bool:
        """Does `new` differ from what is stored; to be called with mappings that live as long as this."""
        key = self.written[number], id(new)
        if key not in self._same:
            stored = self.row(number, "")
            self._same[key] = all(stored[name] == value for name, value in new.items())
        return not self._same[key]


def _source(source: str | None, base: str | None) -> str:
    """A silent model without a base is under no licence, and inherits nothing."""
    return "stated" if source == "none" and not base else sys.intern(source or "")


def _binds_nothing(values: Sequence[Any]) -> bool:
    """Weights that were never published, under no licence: nobody can be bound by having used them."""
    return (values[_WEIGHTS], values[_SOURCE]) == ("no", "none")


def own_facts(known: Known, license: LicenseFacts) -> OwnFacts:
    """A state of knowledge in the words of the policy."""
    values = dict(zip(_KEY, known, strict=False))
    outcomes = {question: values[question] for question in _ASKED}
    return OwnFacts(outcomes, license, values["gated"], values["relation"], bool(known[-1]))


def license_facts(known: Known, terms: Terms) -> LicenseFacts:
    """The licence of a state of knowledge, with the terms it states."""
    license_id, license_class, osi = known[_LICENSE]
    values = {name: value_of(terms, name) for name in NAMES}
    return LicenseFacts(license_id or "unknown", license_class, osi, values["commercial_use"], values)

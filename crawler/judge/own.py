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
from crawler.store.models import Difference, difference
from pipelines.licences.own_terms import NAMES
from pipelines.verdict import LicenseFacts, OwnFacts, base_unknown
from pipelines.verdict.strictest import Terms, value_of

_ASKED = (*LAYERS, *CARDS, "data_information")
_KEY = (*_ASKED, "gated", "relation", "license_id", "license_class", "osi_approved")
_LICENSE = slice(_KEY.index("license_id"), _KEY.index("osi_approved") + 1)
# Beside what is known: what this stage writes, and what it needs of it.
_FIELDS = (*_KEY, "license_source", "license_text", "claims_open_source", *MODELS.filled_by("policy"))
_NAMED = "base_model <> ''"  # is a base named
_PLACES = {name: place for place, name in enumerate(_FIELDS)}
_RELATION, _CLAIMS = _KEY.index("relation"), _PLACES["claims_open_source"]
NO_TERMS = 0  # the empty set
_REMEMBERED = 50_000  # differences: some 30 MB
Known = tuple[str, ...]  # the values of _KEY, and whether a base is named
Columns = tuple[Any, ...]  # the values of _FIELDS and of _NAMED


def unread_terms(db: Database) -> int:
    """The set of a model whose terms nobody could read: all unknown."""
    return store(db, (Term(name, "unknown", "unknown") for name in NAMES))


@dataclass(slots=True)
class Own:
    """By number (see `temp.kin`), 0 is nobody: the state of knowledge, the licence source, the terms, what is written.

    Distinct states and distinct contents of the columns that this stage writes are held once each.
    """

    judged: bytearray  # 1 for those that have a row and are to be judged
    known: list[Known]  # distinct states
    state: array[int]  # of each model; -1 where it has no row
    sources: list[str]
    terms: array[int]  # see `TermSets`
    unread: int  # the set whose terms are all unknown
    columns: list[Columns]  # distinct contents
    written: array[int]  # of each model
    ended: array[int]  # number of the set of effective terms in the table; 0 where there is none
    _differences: dict[tuple[int, int], Difference] = field(default_factory=dict)

    @classmethod
    def read(cls, db: Database, size: int, sets: TermSets) -> Own:
        """Read the rows of all the kin."""
        unread = unread_terms(db)
        none, terms = array("i", [-1]) * (size + 1), array("i", [sets.load(unread)]) * (size + 1)
        sources, ended = [""] * (size + 1), array("q", [0]) * (size + 1)
        own = cls(bytearray(size + 1), [], none[:], sources, terms, terms[0], [], none[:], ended)
        numbers: dict[Known, int] = {}
        met: dict[Columns, tuple[int, int, str, bool]] = {}
        for pos, judged, own_terms, set_no, *values in affected.kin(db, ("own_terms", "terms", *_FIELDS, _NAMED)):
            if (content := tuple(values)) not in met:
                state = numbers.setdefault(_known(content), len(numbers))
                met[content] = len(met), state, _source(content), _binds_nothing(content)
            own.written[pos], own.state[pos], own.sources[pos], silent = met[content]
            own.judged[pos], ended[pos] = judged, set_no or 0
            terms[pos] = NO_TERMS if silent else sets.load(own_terms or unread)
        own.known, own.columns = list(numbers), list(met)
        return own

    def base_unknown(self, number: int) -> bool:
        """Is a model made from another that it does not name, or that nobody could read?"""
        known = self.known[self.state[number]]
        return self.state[number] >= 0 and base_unknown(known[_RELATION], bool(known[-1]))

    def values(self, number: int, names: Sequence[str]) -> tuple[Any, ...]:
        """Columns of a model as they are stored."""
        content = self.columns[self.written[number]]
        return tuple(content[_PLACES[name]] for name in names)

    def license_id(self, number: int) -> str:
        """The licence of a model as it is stored; empty where it has no row."""
        return self.known[self.state[number]][_LICENSE.start] if self.state[number] >= 0 else ""

    def claims(self, number: int) -> str:
        """Does the card of a model claim open source: an outcome."""
        return self.columns[self.written[number]][_CLAIMS] or ""

    def difference(self, number: int, new: Mapping[str, Any]) -> Difference:
        """How `new` differs from what is stored; to be called with mappings that live as long as this."""
        key = self.written[number], id(new)
        if key not in self._differences:
            if len(self._differences) >= _REMEMBERED:
                self._differences.clear()
            stored = dict(zip(_FIELDS, self.columns[key[0]], strict=False))
            self._differences[key] = difference(stored, new)
        return self._differences[key]


def _known(content: Columns) -> Known:
    return (*(value or "" for value in content[: len(_KEY)]), "named" if content[-1] else "")


def _source(content: Columns) -> str:
    """A silent model without a base is under no licence, and inherits nothing."""
    source = content[_PLACES["license_source"]]
    return "stated" if source == "none" and not content[-1] else sys.intern(source or "")


def _binds_nothing(content: Columns) -> bool:
    """Weights that were never published, under no licence: nobody can be bound by having used them."""
    return (content[_PLACES["weights"]], content[_PLACES["license_source"]]) == ("no", "none")


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

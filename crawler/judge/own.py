"""What is known of every model's own last step, each distinct state of knowledge once."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from sqlite_utils import Database

from crawler.judge import affected
from crawler.judge.affected import Row
from crawler.judge.term_sets import TermSets, store
from crawler.model import Outcome, Term
from crawler.schema import CARDS, LAYERS
from pipelines.licences.own_terms import NAMES
from pipelines.verdict import LicenseFacts, OwnFacts
from pipelines.verdict.strictest import Terms, value_of

_KEY = (*LAYERS, *CARDS, "gated", "relation", "license_id", "license_class", "osi_approved")
_LICENSE = slice(_KEY.index("license_id"), _KEY.index("osi_approved") + 1)
_RELATION = _KEY.index("relation")
NO_TERMS = 0  # the empty set
Known = tuple[str, ...]  # the values of _KEY, and whether a base is named


def unread_terms(db: Database) -> int:
    """The set of a model whose terms nobody could read: all unknown."""
    return store(db, (Term(name, "unknown", "unknown") for name in NAMES))


@dataclass(slots=True)
class Own:
    """By number (see `temp.kin`): the state of knowledge, the licence source, the set of terms; 0 is nobody."""

    known: list[Known]  # distinct states
    state: array[int]  # of each model; -1 where it has no row
    sources: list[str]
    terms: array[int]  # see `TermSets`
    unread: int  # the set whose terms are all unknown

    @classmethod
    def read(cls, db: Database, size: int, sets: TermSets) -> Own:
        """Read the rows of all the kin."""
        unread = unread_terms(db)
        state, terms = array("q", [-1]), array("q", [sets.load(unread)])
        own = cls([], state * (size + 1), [""] * (size + 1), terms * (size + 1), terms[0])
        numbers: dict[Known, int] = {}
        for pos, row in affected.kin(db):
            known = _known(row)
            own.state[pos] = numbers.setdefault(known, len(numbers))
            own.sources[pos] = _source(row)
            own.terms[pos] = NO_TERMS if _binds_nothing(row) else sets.load(row["own_terms"] or unread)
        own.known = list(numbers)
        return own

    def base_unread(self, number: int) -> bool:
        """May a model have a base that nobody could read?"""
        return self.state[number] >= 0 and self.known[self.state[number]][_RELATION] == Outcome.UNKNOWN


def _known(row: Row) -> Known:
    return (*(str(row[c] or "") for c in _KEY), "named" if row["base_model"] else "")


def _source(row: Row) -> str:
    """A silent model without a base is under no licence, and inherits nothing."""
    source = row["license_source"] or ""
    return "stated" if source == "none" and not row["base_model"] else source


def _binds_nothing(row: Row) -> bool:
    """Weights that were never published, under no licence: nobody can be bound by having used them."""
    return (row["weights"], row["license_source"]) == ("no", "none")


def own_facts(known: Known, license: LicenseFacts) -> OwnFacts:
    """A state of knowledge in the words of the policy."""
    values = dict(zip(_KEY, known, strict=False))
    outcomes = {question: values[question] for question in (*LAYERS, *CARDS)}
    return OwnFacts(outcomes, license, values["gated"], values["relation"], bool(known[-1]))


def license_facts(known: Known, terms: Terms) -> LicenseFacts:
    """The licence of a state of knowledge, with the terms it states."""
    license_id, license_class, osi = known[_LICENSE]
    values = {name: value_of(terms, name) for name in NAMES}
    return LicenseFacts(license_id or "unknown", license_class, osi, values["commercial_use"], values)

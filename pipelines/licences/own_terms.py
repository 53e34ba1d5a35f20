"""The terms that one repository states, each with the clause or the place it rests on; ancestors are left aside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields

from crawler.model import MAX_QUOTE, Evidence, Term
from pipelines.licences.effective import Effective, effective
from pipelines.licences.texts_read import policies, texts_read
from pipelines.licences.types import NON_LICENCES, Clause, Terms
from pipelines.repository import Repository

UNITS = {"user_cap": "user_cap_unit", "revenue_cap": "revenue_cap_unit"}
NAMES = tuple(f.name for f in fields(Terms) if f.name not in UNITS.values())
LISTS = ("geo_exclusion",)
_SETS_NONE = (*UNITS, *LISTS)  # terms that a licence has or does not have


def own_terms(repository: Repository) -> tuple[Term, ...]:
    """Every term as the repository's own texts, tags and words state it; a territory is a term each."""
    found = effective(repository)
    return tuple(_stated(repository, found, *said) for said in stated_terms(found.license_id, found.terms))


def stated_terms(license_id: str, terms: Terms) -> Iterator[tuple[str, str, str]]:
    """Name, value and unit of every term; territories one by one.

    A cap or territory that a text does not speak of is `no` only where the licence is a known one.
    """
    known = license_id == "none" or (license_id not in NON_LICENCES and terms.commercial_use != "unknown")
    for name in NAMES:
        value = getattr(terms, name)
        if name in _SETS_NONE and value in (None, ""):
            yield name, "no" if known else "unknown", ""
        elif name in LISTS:
            yield from ((name, part.strip(), "") for part in value.split(","))
        else:
            yield name, str(value), str(getattr(terms, UNITS[name])) if name in UNITS else ""


def _stated(repository: Repository, found: Effective, name: str, value: str, unit: str) -> Term:
    for place, clause in _clauses(repository, found, name):
        if value in ("", clause.value) or (value not in ("no", "unknown", "yes") and name in _SETS_NONE):
            return _term(repository, found, (name, value, unit), place, clause.line_start, clause.quote)
    shown = next((e for e in found.evidence if e.repo is None), Evidence("", "", ""))
    return _term(repository, found, (name, value, unit), shown.path, shown.line_start, "")


def _clauses(repository: Repository, found: Effective, name: str) -> Iterator[tuple[str, Clause]]:
    """The clauses on one term in the text that holds, then in the use policies beside it."""
    read = texts_read(repository)
    binding = [one for one in read if found.text and one.place == found.text]
    for one in (*binding, *policies(read)):
        yield from ((one.place, clause) for clause in one.reading.clauses if clause.term == name)


def _term(
    repository: Repository, found: Effective, said: tuple[str, str, str], path: str, line: int | None, quote: str
) -> Term:
    name, value, unit = said
    text = repository.snapshot.texts.get(path)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text is not None else ""
    return Term(name, value, found.license_id, unit, quote[:MAX_QUOTE], path, line, digest)

"""The terms that one repository states, each with the clause or the place it rests on; ancestors are left aside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields

from crawler.model import MAX_QUOTE, Evidence, Term
from pipelines.licences.effective import Effective, effective, policies, texts_read
from pipelines.licences.types import NON_LICENCES, Clause, Terms
from pipelines.repository import Repository

UNITS = {"user_cap": "user_cap_unit", "revenue_cap": "revenue_cap_unit"}
NAMES = tuple(f.name for f in fields(Terms) if f.name not in UNITS.values())
LISTS = ("geo_exclusion",)
_SETS_NONE = (*UNITS, *LISTS)  # terms that a licence has or does not have


def own_terms(repository: Repository) -> tuple[Term, ...]:
    """Every term as the repository's own texts, tags and words state it; a territory is a term each."""
    found = effective(repository)
    return tuple(_stated(repository, found, name, value) for name in NAMES for value in values(found, name))


def values(found: Effective, name: str) -> tuple[str, ...]:
    """The values of one term; a cap that a text does not speak of is `no` only where the licence is a known one."""
    value = getattr(found.terms, name)
    if value in (None, "") and name in _SETS_NONE:
        known = found.license_id == "none" or found.license_id not in NON_LICENCES
        return ("no" if known and found.terms.commercial_use != "unknown" else "unknown",)
    return tuple(part.strip() for part in value.split(",")) if name in LISTS else (str(value),)


def _stated(repository: Repository, found: Effective, name: str, value: str) -> Term:
    unit = str(getattr(found.terms, UNITS[name])) if name in UNITS and value.isdigit() else ""
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

"""SPDX licence expressions (SPDX specification, annex "License expressions"), parsed by `license-expression`.

`A OR B` leaves the choice: the freer one is offered. `A AND B` binds by both: the stricter counts, term by term. `WITH`
adds permissions only, so the licence is that of its first half. A name nobody knows makes an `AND` unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from license_expression import ExpressionError, LicenseExpression, Licensing, get_spdx_licensing

from pipelines.licences import spdx_list
from pipelines.licences.catalogue import from_spdx, licence_at, lookup
from pipelines.licences.clauses.terms import combine, demands
from pipelines.licences.types import NON_LICENCES, Licence

_LONGEST = 300  # characters of an expression; the parser takes time that grows faster than they do


@cache
def _licensing() -> Licensing:
    return get_spdx_licensing()


def named(name: str) -> Licence | None:
    """The licence that a tag means: a name of the catalogue, the address of a licence, or an expression of ids."""
    return lookup(name) or licence_at(name) or _chosen(_parsed(name))


def alternatives(name: str) -> tuple[Licence, ...]:
    """The licences that a tag leaves the choice between; the one it means where it leaves none."""
    parsed = None if lookup(name) else _parsed(name)
    if isinstance(parsed, _licensing().OR):
        return tuple(entry for part in parsed.args if (entry := _chosen(part)))
    return (entry,) if (entry := named(name)) else ()


def offered(licences: Iterable[Licence]) -> Licence | None:
    """The freest of licences between which the choice is free."""
    return min(licences, key=lambda one: demands(one.terms), default=None)


def binding(licences: Iterable[Licence]) -> Licence | None:
    """The strictest of licences that all bind, with the strictest of each of their terms."""
    every = tuple(licences)
    if len(every) < 2:
        return next(iter(every), None)
    strictest = max(every, key=lambda one: demands(one.terms))
    return replace(strictest, terms=combine(one.terms for one in every))


def _parsed(expression: str) -> LicenseExpression | None:
    """The tree of an expression of the library's own classes; None for words that are no expression."""
    if len(expression) > _LONGEST:
        return None
    try:
        return _licensing().parse(expression)
    except ExpressionError:
        return None


def _chosen(parsed: LicenseExpression | None) -> Licence | None:
    if parsed is None:
        return None
    parts = getattr(parsed, "args", ())
    if not parts:
        return _of_symbol(parsed)
    known = tuple(entry for part in parts if (entry := _chosen(part)))
    if isinstance(parsed, _licensing().OR):
        return offered(known)
    return binding(known) if len(known) == len(parts) else None


def _of_symbol(symbol: LicenseExpression) -> Licence | None:
    """An id of the catalogue or of the SPDX list; "WITH" an exception the licence before it."""
    key = str(getattr(symbol, "license_symbol", symbol).key)
    entry = lookup(key) or (from_spdx(key) if spdx_list.licence(key) else None)
    return entry if entry and entry.id not in NON_LICENCES else None

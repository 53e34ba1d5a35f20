"""From clauses to terms: which values a set of clauses adds up to, and how terms of several sources combine."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.licences.clauses.caps import NAMING_ONLY
from pipelines.licences.clauses.find import Hit
from pipelines.licences.types import Terms

YES_NO = ("use_restrictions", "naming_duty", "attribution_duty", "output_training_ban", "tiered_commercial")
_COMMERCIAL = ("yes", "unknown", "conditional", "no")
_DERIVATIVES = ("no", "pass-through", "yes")


def of_clauses(hits: Iterable[Hit]) -> Terms:
    """The terms that the clauses of one text set; a silent text asks for nothing and `osi_approved` stays unknown."""
    hits = tuple(hits)
    users, revenue = _cap(hits, "user_cap"), _cap(hits, "revenue_cap")
    binding = any(c and not c.value.endswith(NAMING_ONLY) for c in (users, revenue))
    flags = {term: "yes" if any(h.term == term for h in hits) else "no" for term in YES_NO}
    if binding:
        flags["tiered_commercial"] = "yes"
    return Terms(
        commercial_use=_commercial(hits, binding or flags["tiered_commercial"] == "yes"),
        user_cap=users.number if users else None,
        user_cap_unit=users.value if users else "",
        revenue_cap=revenue.number if revenue else None,
        revenue_cap_unit=revenue.value if revenue else "",
        geo_exclusion=next((h.value for h in sorted(_of(hits, "geo_exclusion"), key=lambda h: -len(h.value))), ""),
        derivative_same_license=strictest(_DERIVATIVES, *(h.value for h in _of(hits, "derivative_same_license"))),
        **flags,
    )


def telling(hits: Iterable[Hit], terms: Terms) -> tuple[Hit, ...]:
    """The clauses worth quoting: how an agreement travels is evidence only where it is known to bind receivers."""
    passes = terms.derivative_same_license == "pass-through"
    return tuple(h for h in hits if h.value != "copy" or passes)


def strictest(order: tuple[str, ...], *values: str) -> str:
    """The value that stands last in the order; the first of the order for no value."""
    return max((v for v in values if v in order), key=order.index, default=order[0])


def combine(parts: Iterable[Terms]) -> Terms:
    """The terms of several licences that all bind: the strictest of each."""
    parts = tuple(parts)
    first = parts[0]
    for other in parts[1:]:
        first = Terms(
            osi_approved=strictest(("yes", "unknown", "no"), first.osi_approved, other.osi_approved),
            commercial_use=strictest(_COMMERCIAL, first.commercial_use, other.commercial_use),
            user_cap=_lower(first.user_cap, other.user_cap),
            user_cap_unit=first.user_cap_unit or other.user_cap_unit,
            revenue_cap=_lower(first.revenue_cap, other.revenue_cap),
            revenue_cap_unit=first.revenue_cap_unit or other.revenue_cap_unit,
            geo_exclusion=first.geo_exclusion or other.geo_exclusion,
            derivative_same_license=strictest(
                _DERIVATIVES, first.derivative_same_license, other.derivative_same_license
            ),
            **{t: strictest(("no", "yes"), getattr(first, t), getattr(other, t)) for t in YES_NO},
        )
    return first


def _lower(one: int | None, other: int | None) -> int | None:
    return min((n for n in (one, other) if n is not None), default=None)


def _of(hits: tuple[Hit, ...], term: str) -> tuple[Hit, ...]:
    return tuple(h for h in hits if h.term == term)


def _cap(hits: tuple[Hit, ...], term: str) -> Hit | None:
    """The cap that binds most: one that ends rights before one that asks for a name, then the first stated."""
    return min(_of(hits, term), key=lambda h: (h.value.endswith(NAMING_ONLY), "/month" in h.value), default=None)


def _commercial(hits: tuple[Hit, ...], tiered: bool) -> str:
    said = {h.value for h in _of(hits, "commercial_use")}
    if tiered or "registration" in said:
        return "conditional"
    return strictest(("yes", "conditional", "no"), *said)

"""From clauses to terms: which values a set of clauses adds up to, and how terms of several sources combine."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.licences.clauses.caps import NAMING_ONLY
from pipelines.licences.clauses.commerce import COMMERCE, LIMITED, NARROWED
from pipelines.licences.clauses.hit import ALLOWED, GRANTED, Hit
from pipelines.licences.types import Terms

YES_NO = ("use_restrictions", "naming_duty", "attribution_duty", "output_training_ban", "tiered_commercial")
_COMMERCIAL = ("yes", "unknown", "conditional", "no")
_SAME = ("no", "unknown", "pass-through", "yes")
_DERIVATIVES = ("yes", "unknown", "not-shared", "no")
_FLAG = ("no", "unknown", "yes")
_QUIET = {"commercial_use": "yes", "osi_approved": "yes", "derivatives": "yes"}  # what asks for nothing; else `no`
_ORDER = {
    "osi_approved": ("yes", "unknown", "no"),
    "commercial_use": _COMMERCIAL,
    "derivative_same_license": _SAME,
    "derivatives": _DERIVATIVES,
    **dict.fromkeys(YES_NO, _FLAG),
}


def of_clauses(hits: Iterable[Hit]) -> Terms:
    """The terms that the clauses of one text set; a term of which no clause speaks is `unknown`."""
    hits = tuple(hits)
    users, revenue = _cap(hits, "user_cap"), _cap(hits, "revenue_cap")
    binding = any(c and not c.value.endswith(NAMING_ONLY) for c in (users, revenue))
    flags = {term: "yes" if _of(hits, term) else "unknown" for term in YES_NO}
    if binding:
        flags["tiered_commercial"] = "yes"
    return Terms(
        commercial_use=_commercial(hits, binding or flags["tiered_commercial"] == "yes"),
        user_cap=users.number if users else None,
        user_cap_unit=users.value if users else "",
        revenue_cap=revenue.number if revenue else None,
        revenue_cap_unit=revenue.value if revenue else "",
        geo_exclusion=next((h.value for h in sorted(_of(hits, "geo_exclusion"), key=lambda h: -len(h.value))), ""),
        derivative_same_license=_said(_SAME, hits, "derivative_same_license"),
        derivatives=_said(_DERIVATIVES, hits, "derivatives"),
        **flags,
    )


def _said(order: tuple[str, ...], hits: tuple[Hit, ...], term: str) -> str:
    said = [h.value for h in _of(hits, term) if h.value in order]  # not a clause kept only as evidence
    return strictest(order, *said) if said else "unknown"


def telling(hits: Iterable[Hit], terms: Terms) -> tuple[Hit, ...]:
    """The clauses worth quoting: how an agreement travels is evidence only where it is known to bind receivers."""
    passes, hits = terms.derivative_same_license == "pass-through", tuple(hits)
    grants = ALLOWED if any(h.term == "commercial_use" and h.value == ALLOWED for h in hits) else GRANTED
    silent = {NARROWED, LIMITED, ALLOWED, GRANTED, "copy"}
    silent -= {grants} if terms.commercial_use == "yes" else set()
    return tuple(h for h in hits if h.value not in silent or (h.value == "copy" and passes))


def strictest(order: tuple[str, ...], *values: str) -> str:
    """The value that stands last in the order; the first of the order for no value."""
    return max((v for v in values if v in order), key=order.index, default=order[0])


def combine(parts: Iterable[Terms]) -> Terms:
    """The terms of several licences that all bind: the strictest of each."""
    parts = tuple(parts)
    first = parts[0]
    for other in parts[1:]:
        first = Terms(
            user_cap=_lower(first.user_cap, other.user_cap),
            user_cap_unit=first.user_cap_unit or other.user_cap_unit,
            revenue_cap=_lower(first.revenue_cap, other.revenue_cap),
            revenue_cap_unit=first.revenue_cap_unit or other.revenue_cap_unit,
            geo_exclusion=first.geo_exclusion or other.geo_exclusion,
            **{t: strictest(order, getattr(first, t), getattr(other, t)) for t, order in _ORDER.items()},
        )
    return first


def demands(terms: Terms) -> tuple[int, ...]:
    """How much terms ask for, to be compared: commercial use first, then limits of size and place, then all duties."""
    caps = (terms.user_cap, terms.revenue_cap, terms.geo_exclusion or None)
    duties = sum(order.index(getattr(terms, t)) for t, order in _ORDER.items())
    return _COMMERCIAL.index(terms.commercial_use), sum(cap is not None for cap in caps), duties


def freer(one: Terms, other: Terms) -> bool:
    """Does the one allow more commercial use than the other."""
    return _COMMERCIAL.index(one.commercial_use) < _COMMERCIAL.index(other.commercial_use)


def only_said(terms: Terms) -> Terms:
    """Terms that stand beside a licence, as a use policy does: what they do not speak of changes nothing."""
    return terms.with_(**{t: _QUIET.get(t, "no") for t in _ORDER if getattr(terms, t) == "unknown"})


def settled(terms: Terms) -> Terms:
    """The terms of a whole catalogue entry: a duty it does not list does not exist."""
    return terms.with_(**{t: "no" for t in (*YES_NO, "derivative_same_license") if getattr(terms, t) == "unknown"})


def _lower(one: int | None, other: int | None) -> int | None:
    return min((n for n in (one, other) if n is not None), default=None)


def _of(hits: tuple[Hit, ...], term: str) -> tuple[Hit, ...]:
    return tuple(h for h in hits if h.term == term)


def _cap(hits: tuple[Hit, ...], term: str) -> Hit | None:
    """The cap that binds most: one that ends rights before one that asks for a name, then the first stated."""
    return min(_of(hits, term), key=lambda h: (h.value.endswith(NAMING_ONLY), "/month" in h.value), default=None)


def _commercial(hits: tuple[Hit, ...], tiered: bool) -> str:
    """A clause against wins; a grant that does not name commerce counts only where nothing is taken back."""
    said = {h.value for h in _of(hits, "commercial_use")}
    if tiered or "registration" in said:
        return "conditional"
    if against := said & {"no", "conditional"}:
        return strictest(_COMMERCIAL, *against)
    named = any(h.rule == COMMERCE for h in hits)
    return "yes" if ALLOWED in said and not takes_back(hits, named) else "unknown"


def less(terms: Terms, left: Iterable[Hit]) -> Terms:
    """Terms of a licence beside which a clause takes back a part of what it grants."""
    taken = terms.commercial_use == "yes" and takes_back(left)
    return terms.with_(commercial_use="unknown") if taken else terms


def takes_back(hits: Iterable[Hit], named: bool = False) -> bool:
    """Does a clause take back in part what another grants; `named` where that grant names commerce."""
    against = (LIMITED,) if named else (LIMITED, NARROWED)
    return any(h.value in against or (h.term == "use_restrictions" and not named) for h in hits)

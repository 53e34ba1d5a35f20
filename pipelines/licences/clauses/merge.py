"""Terms of a recognised licence: the catalogue where the text is silent, the text where the two differ."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.licences.clauses.find import Hit
from pipelines.licences.clauses.terms import YES_NO, of_clauses, strictest
from pipelines.licences.types import Terms

_CAPS = ("user_cap", "revenue_cap")


def agreed(known: Terms, hits: Iterable[Hit], text_decides: tuple[str, ...]) -> Terms:
    """The terms of a text whose licence is known. `text_decides` are terms in which texts of that title differ."""
    hits = tuple(hits)
    said = of_clauses(hits)
    merged = known.with_(**{t: strictest(("no", "yes"), getattr(known, t), getattr(said, t)) for t in YES_NO})
    merged = merged.with_(
        attribution_duty=known.attribution_duty,
        geo_exclusion=said.geo_exclusion or known.geo_exclusion,
        derivative_same_license=_derivative(known.derivative_same_license, said.derivative_same_license),
        commercial_use=_commercial(known.commercial_use, said.commercial_use, hits),
    )
    for cap in (c for c in _CAPS if getattr(said, c) is not None):
        merged = merged.with_(**{cap: getattr(said, cap), f"{cap}_unit": getattr(said, f"{cap}_unit")})
    decided = {t: getattr(said, t) for t in text_decides if t != "commercial_use" or merged.commercial_use != "unknown"}
    decided |= {f"{t}_unit": getattr(said, f"{t}_unit") for t in text_decides if t in _CAPS}
    return merged.with_(**decided)


def _commercial(known: str, said: str, hits: tuple[Hit, ...]) -> str:
    """A clause that forbids wins over a licence known to allow; a condition already known stays a condition."""
    if known not in ("yes", "unknown"):
        return known
    allowed = any(h.term == "commercial_use" and h.value == "allowed" for h in hits)
    silent = said == "yes" and not allowed
    return known if silent else strictest(("yes", "conditional", "no"), said)


def _derivative(known: str, said: str) -> str:
    return known if known != "no" else said


def confirmed(known: Terms, said: Terms) -> float:
    """Share of the catalogue's restricting terms that the text's own clauses repeat; 1.0 when it has none."""
    silent = Terms(commercial_use="yes", osi_approved=known.osi_approved)
    asked = [t for t, value in known.as_dict().items() if value != getattr(silent, t)]
    return sum(getattr(said, t) == getattr(known, t) for t in asked) / len(asked) if asked else 1.0

"""Terms of a recognised licence: the catalogue where the text is silent, the text where the two differ."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.licences.clauses.hit import Hit
from pipelines.licences.clauses.terms import YES_NO, of_clauses, settled, strictest
from pipelines.licences.types import Terms

_CAPS = ("user_cap", "revenue_cap")


def agreed(known: Terms, hits: Iterable[Hit], text_decides: tuple[str, ...]) -> Terms:
    """The terms of a text whose licence is known. `text_decides` are terms in which texts of that title differ.

    What the text does not speak of is as the catalogue has it: silence overrides nothing.
    """
    hits = tuple(hits)
    said = of_clauses(hits)
    merged = known.with_(
        **{t: strictest(("unknown", "no", "yes"), getattr(known, t), getattr(said, t)) for t in YES_NO},
    ).with_(
        attribution_duty=known.attribution_duty if known.attribution_duty != "unknown" else said.attribution_duty,
        geo_exclusion=said.geo_exclusion or known.geo_exclusion,
        derivative_same_license=_derivative(known.derivative_same_license, said.derivative_same_license),
        derivatives=known.derivatives if known.derivatives != "unknown" else said.derivatives,
        commercial_use=_commercial(known.commercial_use, said.commercial_use),
    )
    for cap in (c for c in _CAPS if getattr(said, c) is not None):
        merged = merged.with_(**{cap: getattr(said, cap), f"{cap}_unit": getattr(said, f"{cap}_unit")})
    # A territory that the catalogue knows of may stand in the use policy alone, which is a text of its own.
    return merged.with_(**{t: getattr(said, t) for t in text_decides if _speaks(said, t) or t == "geo_exclusion"})


def _speaks(said: Terms, term: str) -> bool:
    return getattr(said, term) not in ("unknown", None, "")


def _commercial(known: str, said: str) -> str:
    """A clause that forbids wins over a licence known to allow; a condition already known stays a condition."""
    if known not in ("yes", "unknown"):
        return known
    return known if said == "unknown" else strictest(("yes", "conditional", "no"), said)


def _derivative(known: str, said: str) -> str:
    return known if known not in ("no", "unknown") or said == "unknown" else said


def confirmed(known: Terms, said: Terms) -> float:
    """Share of the catalogue's restricting terms that the text's own clauses repeat; 1.0 when it has none."""
    quiet = settled(Terms(commercial_use="yes", osi_approved=known.osi_approved, derivatives=known.derivatives))
    asked = [t for t, value in known.as_dict().items() if value != getattr(quiet, t)]
    return sum(getattr(said, t) == getattr(known, t) for t in asked) / len(asked) if asked else 1.0

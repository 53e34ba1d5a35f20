"""Terms of a recognised licence: the catalogue where the text is silent, the text where the two differ."""

from __future__ import annotations

from pipelines.licences.terms import YES_NO, strictest
from pipelines.licences.words import Terms


def agreed(known: Terms, said: Terms, text_decides: tuple[str, ...]) -> Terms:
    """The terms of a text whose licence is known. `text_decides` are terms for which texts of that title differ."""
    terms = {term: strictest(("no", "yes"), getattr(known, term), getattr(said, term)) for term in YES_NO}
    terms["derivative_same_license"] = _derivative(known.derivative_same_license, said.derivative_same_license)
    terms["geo_exclusion"] = said.geo_exclusion or known.geo_exclusion
    terms["commercial_use"] = _commercial(known.commercial_use, said.commercial_use)
    merged = known.with_(**terms)
    for cap in ("user_cap", "revenue_cap"):
        if getattr(said, cap) is not None:
            merged = merged.with_(**{cap: getattr(said, cap), f"{cap}_unit": getattr(said, f"{cap}_unit")})
    decided = {t: getattr(said, t) for t in text_decides}
    decided |= {f"{t}_unit": getattr(said, f"{t}_unit") for t in text_decides if t in ("user_cap", "revenue_cap")}
    if known.commercial_use == "unknown" and decided.get("commercial_use") == "yes":
        decided["commercial_use"] = "unknown"
    return merged.with_(**decided)


def _commercial(known: str, said: str) -> str:
    """A clause that forbids wins over a licence known to allow; a condition already known stays a condition."""
    return strictest(("unknown", "yes", "conditional", "no"), known, said) if known in ("yes", "unknown") else known


def _derivative(known: str, said: str) -> str:
    return known if known != "no" else said


def confirmed(known: Terms, said: Terms) -> float:
    """Share of the catalogue's restricting terms that the text's own clauses repeat; 1.0 when it has none."""
    silent = Terms()
    asked = [t for t in known.as_dict() if t != "osi_approved" and getattr(known, t) not in (getattr(silent, t), "yes" if t == "commercial_use" else "")]
    return sum(getattr(said, t) == getattr(known, t) for t in asked) / len(asked) if asked else 1.0

"""The terms of a licence in a builder's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

COMMERCIAL = {
    "yes": "Commercial use: everybody may.",
    "conditional": "Commercial use: allowed, under the conditions below.",
    "no": "Commercial use: not allowed.",
}
OSI = {"yes": "On the OSI's list of approved licences.", "no": "Not on the OSI's list of approved licences."}
DERIVATIVES = {
    "yes": "What you derive from it must carry the same licence.",
    "pass-through": "The agreement or its use restrictions must travel with what you derive and bind its users.",
}
DUTIES = {
    "use_restrictions": "Some purposes are forbidden.",
    "naming_duty": "You must show its name, or a 'Built with' line.",
    "attribution_duty": "You must keep its notices, or hand on a copy of the licence.",
    "output_training_ban": "Its outputs may not be used to train other models.",
    "tiered_commercial": "Free for one class of users; others need an agreement of their own.",
}


def in_words(terms: Mapping[str, str | int | None]) -> Iterator[tuple[str, str]]:
    """(term, sentence) for every term that binds or is not known; terms that ask for nothing are left out."""
    yield "commercial_use", COMMERCIAL.get(str(terms.get("commercial_use")), "Commercial use: could not be determined.")
    yield (
        "osi_approved",
        OSI.get(str(terms.get("osi_approved")), "Whether the OSI approved it could not be determined."),
    )
    for term, unit in (("user_cap", "user_cap_unit"), ("revenue_cap", "revenue_cap_unit")):
        if terms.get(term):
            yield term, f"Above {int(terms[term] or 0):,} {terms.get(unit) or ''} free use ends or a duty begins."
    if terms.get("geo_exclusion"):
        yield "geo_exclusion", f"Not licensed in: {terms['geo_exclusion']}."
    if str(terms.get("derivative_same_license")) in DERIVATIVES:
        yield "derivative_same_license", DERIVATIVES[str(terms["derivative_same_license"])]
    for term, sentence in DUTIES.items():
        if terms.get(term) == "yes":
            yield term, sentence

"""Terms in the words of somebody who wants to build with the model. Facts read from a text, never legal advice."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.licences.catalogue import catalogue
from pipelines.licences.clauses.caps import NAMING_ONLY
from pipelines.licences.types import NON_LICENCES, Reading, Terms, TextKind

NOT_ADVICE = "This is what the text says, as read by rules; it is not legal advice."


@dataclass(frozen=True, slots=True)
class Explanation:
    """A builder's question, the answer, and the terms whose clauses are its evidence."""

    question: str
    answer: str
    terms: tuple[str, ...]


NOT_SAID = "It does not say."
NOT_LISTED = "The catalogue does not know, and no clause that says so was read."
_APPROVED = {
    "yes": "Yes, it is on the OSI's list.",
    "no": "No, it is not on the OSI's list.",
    "unknown": "Could not be determined.",
}
_COMMERCIAL = {
    "yes": "Yes.",
    "no": "No.",
    "conditional": "Only under conditions.",
}
_DERIVATIVE = {
    "yes": "It must be under this same licence.",
    "pass-through": "The agreement or its use restrictions must travel with it and bind its users.",
    "no": "It may be under a licence of your choice.",
}
_CHANGES = {
    "yes": "Yes.",
    "not-shared": "Yes, but the changed work may not be passed on.",
    "no": "No.",
}
_PURPOSES = {"yes": "No, some purposes are forbidden.", "no": "It forbids no purpose."}
_DISPLAY = {"yes": "A name or a line such as 'Built with'.", "no": "Nothing beyond the notices."}
_OUTPUTS = {"yes": "No.", "no": "It is not forbidden."}


def explain(reading: Reading) -> tuple[Explanation, ...]:
    """The questions a builder asks, answered from a reading; a policy answers only those its clauses speak of."""
    spoken = {clause.term for clause in reading.clauses}
    return tuple(
        one
        for one in explain_terms(reading.terms, reading.license_id)
        if reading.kind is not TextKind.POLICY or spoken & set(one.terms)
    )


def explain_terms(terms: Terms, license_id: str) -> tuple[Explanation, ...]:
    """The same from terms alone, wherever they were read; `license_id` is one of the catalogue or "unknown"."""
    silent = NOT_SAID if license_id in ("", *NON_LICENCES) else NOT_LISTED
    return (
        Explanation("Is it approved by the OSI?", _APPROVED[terms.osi_approved], ("osi_approved",)),
        Explanation("May I use it commercially?", _commercial(terms, silent), _commercial_terms(terms)),
        Explanation("In which territory?", _territory(terms, license_id), ("geo_exclusion",)),
        Explanation("Up to which size?", _size(terms), ("user_cap", "revenue_cap")),
        Explanation("For any purpose?", _PURPOSES.get(terms.use_restrictions, silent), ("use_restrictions",)),
        Explanation("May I change it?", _CHANGES.get(terms.derivatives, silent), ("derivatives",)),
        Explanation(
            "What must my derivative carry?",
            _derivative(terms, silent),
            ("derivative_same_license", "attribution_duty"),
        ),
        Explanation("What must I display?", _DISPLAY.get(terms.naming_duty, silent), ("naming_duty",)),
        Explanation(
            "May outputs train other models?", _OUTPUTS.get(terms.output_training_ban, silent), ("output_training_ban",)
        ),
    )


def _commercial(terms: Terms, silent: str) -> str:
    tier = " Above the limit, or outside the class of users named, a separate licence is needed."
    return _COMMERCIAL.get(terms.commercial_use, silent) + (tier if terms.tiered_commercial == "yes" else "")


def _commercial_terms(terms: Terms) -> tuple[str, ...]:
    asked = ("commercial_use", "tiered_commercial")
    return (*asked, "user_cap", "revenue_cap") if terms.tiered_commercial == "yes" else asked


def _territory(terms: Terms, license_id: str) -> str:
    if terms.geo_exclusion:
        return f"Not in: {terms.geo_exclusion}."
    entry = catalogue().get(license_id)
    if terms == Terms():
        return NOT_SAID
    if entry and entry.policy and entry.terms.geo_exclusion:
        return f"This text excludes none, but its use policy does: {entry.terms.geo_exclusion}."
    return "It excludes no territory."


def _size(terms: Terms) -> str:
    caps = ((terms.user_cap, terms.user_cap_unit), (terms.revenue_cap, terms.revenue_cap_unit))
    ends = [f"{number:,} {unit}" for number, unit in caps if number and NAMING_ONLY not in unit]
    names = [f"{number:,} {unit.removesuffix(NAMING_ONLY)}" for number, unit in caps if number and NAMING_ONLY in unit]
    said = [f"Up to {' or '.join(ends)}."] if ends else []
    said += [f"From {' or '.join(names)} on, a name must be displayed."] if names else []
    return " ".join(said) or (NOT_SAID if terms == Terms() else "It sets no cap.")


def _derivative(terms: Terms, silent: str) -> str:
    kept = " Notices or a copy of the licence must be kept." if terms.attribution_duty == "yes" else ""
    return _DERIVATIVE.get(terms.derivative_same_license, silent) + kept

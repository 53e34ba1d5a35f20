"""Texts that no engine knows: named by their title, or by nothing but their own wording."""

from __future__ import annotations

from pipelines.licences import kinds
from pipelines.licences.clauses import find, quoted
from pipelines.licences.merge import agreed, confirmed
from pipelines.licences.terms import of_clauses
from pipelines.licences.text import Text
from pipelines.licences.titles import Titled
from pipelines.licences.words import Reading, Terms

_NOT_OF_A_POLICY = ("attribution_duty", "derivative_same_license", "naming_duty")


def of_title(text: Text, titled: Titled, notes: tuple[str, ...]) -> Reading:
    """A licence of the catalogue recognised by its own words; where its clauses differ, the clauses win."""
    licence, hits = titled.licence, find(text)
    published = not licence.spdx.startswith("LicenseRef-")
    terms = licence.terms if published else agreed(licence.terms, hits, licence.text_decides)
    if licence.policy:
        notes = (f"its use policy stands at {licence.policy} and binds too", *notes)
    start, end = text.raw_span(titled.start, titled.end)
    score = round(0.6 + 0.4 * confirmed(licence.terms, of_clauses(hits)), 3)
    clauses = tuple(quoted(h, text) for h in hits if not published or getattr(terms, h.term) == h.value)
    return Reading(
        licence.id, licence.name, licence.spdx, licence.family, score, class_of(licence.license_class, terms), "full",
        terms, clauses, notes, start=start, end=end,
    )  # fmt: skip


def class_of(license_class: str, terms: Terms) -> str:
    """The class of a licence whose text turned out stricter or looser about commercial use than its name."""
    if terms.commercial_use == "no" and license_class not in ("non-commercial", "research-only"):
        return "non-commercial"
    if terms.commercial_use in ("yes", "conditional") and license_class in ("non-commercial", "research-only"):
        return "custom"
    return license_class


def of_wording(text: Text, notes: tuple[str, ...]) -> Reading:
    """A text nobody knows: its own clauses are all there is to say."""
    if kinds.is_page(text) or not kinds.is_licence_like(text):
        page = kinds.is_page(text)
        why = "a web page that holds no licence" if page else "nothing in the text speaks as a licence does"
        kind = "garbage" if page else "unknown"
        return Reading("unknown", "", "", "", 0.0, "none" if page else "custom", kind, Terms(), notes=(why, *notes))
    hits = find(text)
    terms = of_clauses(hits)
    clauses = tuple(quoted(h, text) for h in hits)
    return Reading("unknown", "", "", "", 0.0, class_of("custom", terms), "full", terms, clauses, notes)


def of_policy(text: Text, family: str, notes: tuple[str, ...]) -> Reading:
    """A use policy is no licence; what it forbids is read all the same."""
    hits = tuple(h for h in find(text) if h.term not in _NOT_OF_A_POLICY)
    terms = of_clauses(hits)
    commercial = "no" if terms.commercial_use == "no" else "unknown"
    terms = terms.with_(use_restrictions="yes", commercial_use=commercial)
    title = text.raw.strip("\ufeff\r\n #*=").partition("\n")[0].strip("#* \r")[:120]
    clauses = tuple(quoted(h, text) for h in hits)
    return Reading("unknown", title, "", family, 0.0, "custom", "policy", terms, clauses, notes)

"""Texts that no engine knows: named by their title, or by nothing but their own wording."""

from __future__ import annotations

from pipelines.licences.clauses.find import find, quotes
from pipelines.licences.clauses.hit import Hit
from pipelines.licences.clauses.merge import agreed, confirmed
from pipelines.licences.clauses.terms import of_clauses, telling
from pipelines.licences.matchers import kinds
from pipelines.licences.matchers.known import changed, variant
from pipelines.licences.matchers.titles import Titled
from pipelines.licences.matchers.unread import doubted, unread
from pipelines.licences.text.text import Text
from pipelines.licences.types import Clause, Reading, Terms, TextKind

_NOT_OF_A_POLICY = ("attribution_duty", "derivative_same_license", "naming_duty")


def of_title(text: Text, titled: Titled, notes: tuple[str, ...]) -> Reading:
    """A licence of the catalogue recognised by its own words; where its clauses differ, the clauses win."""
    licence, hits = titled.licence, find(text)
    if not licence.spdx.startswith("LicenseRef-"):
        return _published(text, titled, hits, notes)
    terms = agreed(licence.terms, hits, licence.text_decides)
    if licence.policy:
        geo = licence.terms.geo_exclusion
        excludes = f" and excludes {geo.partition(' (')[0]}" if geo and not terms.geo_exclusion else ""
        notes = (f"its use policy stands at {licence.policy} and binds too{excludes}", *notes)
    return _titled(text, titled, terms, quotes(telling(hits, terms), text), notes)


def _titled(text: Text, titled: Titled, terms: Terms, clauses: tuple[Clause, ...], notes: tuple[str, ...]) -> Reading:
    licence = titled.licence
    start, end = text.raw_span(titled.start, titled.end)
    score = round(0.6 + 0.4 * confirmed(licence.terms, of_clauses(find(text))), 3)
    return Reading(
        licence.id, licence.name, licence.spdx, licence.family, score, class_of(licence.license_class, terms),
        TextKind.FULL, terms, clauses, notes, start=start, end=end,
    )  # fmt: skip


def _published(text: Text, titled: Titled, hits: tuple[Hit, ...], notes: tuple[str, ...]) -> Reading:
    """A published licence by its title alone: the engine did not know the text, so it is cut, changed or translated."""
    licence = titled.licence
    open_ = licence.terms.osi_approved == "yes"
    added = changed(text, licence)
    if open_ and added:
        return variant(text, licence, added, 0.5, notes)
    terms = licence.terms
    if open_ and _is_english(text):
        terms = terms.with_(osi_approved="unknown")
        notes = (f"titled as {licence.spdx}, but the text is not the published one", *notes)
    clauses = quotes((h for h in hits if getattr(terms, h.term) == h.sets), text)
    return _titled(text, titled, terms, clauses, notes)


def _is_english(text: Text) -> bool:
    return text.folded.count(" the ") * 400 > len(text.folded)


def class_of(license_class: str, terms: Terms) -> str:
    """The class of a licence whose text turned out stricter or looser about commercial use than its name."""
    if terms.commercial_use == "no" and license_class not in ("non-commercial", "research-only"):
        return "non-commercial"
    if terms.commercial_use in ("yes", "conditional") and license_class in ("non-commercial", "research-only"):
        return "custom"
    return license_class


def of_wording(text: Text, notes: tuple[str, ...]) -> Reading:
    """A text nobody knows: its own clauses are all there is to say."""
    if not kinds.is_licence_like(text):
        why = "nothing in the text speaks as a licence does"
        return Reading("unknown", "", "", "", 0.0, "custom", TextKind.UNKNOWN, Terms(), notes=(why, *notes))
    hits = find(text)
    terms, doubts = doubted(of_clauses(hits), text, unread(text, hits))
    clauses, notes = quotes(telling(hits, terms), text), (*doubts, *notes)
    return Reading("unknown", "", "", "", 0.0, class_of("custom", terms), TextKind.FULL, terms, clauses, notes)


def of_policy(text: Text, family: str, notes: tuple[str, ...]) -> Reading:
    """A use policy is no licence; what it forbids is read all the same."""
    hits = tuple(h for h in find(text) if h.term not in _NOT_OF_A_POLICY)
    terms = of_clauses(hits)
    commercial = "no" if terms.commercial_use == "no" else "unknown"
    terms = terms.with_(use_restrictions="yes", commercial_use=commercial)
    lines = (line.strip("\ufeff\r\n #*=") for line in text.raw[:2000].split("\n"))
    title = next((line for line in lines if line and not line.startswith("[")), "")[:120]
    clauses = quotes(hits, text)
    return Reading("unknown", title, "", family, 0.0, "custom", TextKind.POLICY, terms, clauses, notes)

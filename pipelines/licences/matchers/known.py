"""Files that consist of known licence texts, and known texts with terms of their own added."""

from __future__ import annotations

from dataclasses import replace

from crawler import patterns
from pipelines.licences.catalogue import from_spdx, lookup
from pipelines.licences.clauses.find import find, quotes
from pipelines.licences.clauses.hit import ALLOWED, GRANTED, Hit
from pipelines.licences.clauses.merge import agreed
from pipelines.licences.clauses.rules import pattern, table
from pipelines.licences.clauses.terms import combine, less, telling
from pipelines.licences.matchers import kinds
from pipelines.licences.matchers.engine import Region, coverage, spans
from pipelines.licences.matchers.identify import Identified
from pipelines.licences.matchers.published import says
from pipelines.licences.matchers.titles import anywhere
from pipelines.licences.matchers.unread import doubted, unread
from pipelines.licences.text.text import Text
from pipelines.licences.types import Licence, Reading, Terms, TextKind

_APPROVED = 0.75  # share of the words explained below which nothing is called approved
_MOSTLY = 0.5  # share above which a file is that text with more added, not a notice in something else
_HEAD = 600  # characters in which a notice stands
_TOLD = 3  # changes within a known text that are told
ALLOWING = (("commercial_use", ALLOWED), ("commercial_use", GRANTED), ("derivatives", "yes"))
RESTRICTING = ("commercial_use", "user_cap", "revenue_cap", "geo_exclusion", "use_restrictions", "naming_duty",
                "output_training_ban", "tiered_commercial", "derivatives")  # fmt: skip


def left_over(text: Text, found: tuple[Region, ...]) -> tuple[Hit, ...]:
    """Restricting clauses in what the known texts leave uncovered: there the danger stands."""
    rest = Text(text.raw, spans(found))
    return tuple(h for h in find(rest) if h.term in RESTRICTING and (h.term, h.value) not in ALLOWING)


def of_known_texts(text: Text, identified: Identified, notes: tuple[str, ...]) -> Reading:
    """The reading of a file made of known texts (or, where it holds none, of their notices); the rest is read."""
    found = identified.regions
    used = tuple(r for r in found if not r.mention) or found
    rest = Text(text.raw, spans(used))
    known = tuple({r.spdx: from_spdx(noted(r.spdx, text)) for r in used}.values())
    left, added = left_over(text, used), _named(rest, known)
    share = round(coverage(text.raw, found), 3)
    doubts = tuple(d for d in kinds.doubtful(rest) if not any(says(r.spdx, rest.folded[slice(*d)]) for r in used))
    changed = kinds.is_changed(rest.folded) or _MOSTLY < share < _APPROVED
    if identified.limits and len(known) == 1:
        return _edited(text, known[0], identified, share, notes)
    if not added and len(known) == 1 and (left or (doubts and changed)):
        return variant(text, known[0], left, share, notes, rest)
    licences = tuple({entry.id: entry for entry in (*known, *added)}.values())
    first, hits = licences[0], find(text)
    own = hits if any(entry.terms.commercial_use == "unknown" for entry in licences) else left
    terms = less(agreed(combine(licence.terms for licence in licences), own, ()), left)
    priced = any(kinds.is_priced(rest.flat[slice(*doubt)]) for doubt in doubts)
    terms = _not_free(terms) if priced or identified.limits else terms
    if len(licences) == 1:
        terms, unclear = doubted(terms, rest, set(doubts).intersection(unread(rest, left)))
        notes = (*unclear, *notes)
    exact = identified.exact and not identified.limits and share >= _APPROVED
    if terms.osi_approved == "yes" and (left or doubts or not exact):
        terms, notes = terms.with_(osi_approved="no" if left else "unknown"), (_doubt(rest, doubts), *notes)
    clauses = quotes((h for h in telling(hits, terms) if getattr(terms, h.term) == h.sets), text)
    return Reading(
        first.id, " and ".join(dict.fromkeys(licence.name for licence in licences)),
        " AND ".join(licence.spdx for licence in licences), first.family, share, first.license_class,
        TextKind.MULTI if len(licences) > 1 else TextKind.FULL, terms, clauses, notes,
        tuple(other.id for other in licences[1:]), start=used[0].start, end=used[-1].end,
    )  # fmt: skip


def _not_free(terms: Terms) -> Terms:
    return terms.with_(commercial_use="unknown") if terms.commercial_use == "yes" else terms


def _edited(text: Text, base: Licence, identified: Identified, share: float, notes: tuple[str, ...]) -> Reading:
    """A known text in which words were changed that limit it: whether it is still free nobody can tell."""
    reading = variant(text, base, changed(text, base), share, notes)
    free = reading.terms.commercial_use == "yes"
    clauses = tuple(c for c in reading.clauses if not (free and c.term == "commercial_use"))
    note = f"within the known text {', '.join(identified.limits[:_TOLD])}"
    return replace(reading, terms=_not_free(reading.terms), clauses=clauses, notes=(*reading.notes, note))


def changed(text: Text, licence: Licence) -> tuple[Hit, ...]:
    """Restricting clauses of a text that its licence does not know as its terms."""
    hits = (h for h in find(text) if h.term in RESTRICTING and (h.term, h.value) not in ALLOWING)
    return tuple(h for h in hits if h.value != getattr(licence.terms, h.term))


def _doubt(rest: Text, doubts: tuple[tuple[int, int], ...]) -> str:
    """Why an approval is not said, in the text's own words where it has some."""
    if not doubts:
        return "its words differ from the published text"
    quote, line, _ = rest.quote(*doubts[0])
    return f'beside the known text, line {line} says: "{" ".join(quote.split())}"'


def _named(rest: Text, known: tuple[Licence, ...]) -> tuple[Licence, ...]:
    """Licences that what stands beside a known text names for a part: they bind too."""
    families = {entry.family for entry in known}
    words = (rest.folded[low:high] for low, high in kinds.doubtful(rest))
    named = (entry for sentence in words for name in kinds.names_in(sentence) if (entry := lookup(name)))
    return tuple({e.id: e for e in (*anywhere(rest), *named) if e.family not in families}.values())


def noted(spdx: str, text: Text) -> str:
    """An SPDX id with what the notice in the head of the file adds (no invariant sections, a reserved name)."""
    for entry in table("notices")["notice"]:
        if pattern(entry["base"]).fullmatch(spdx.lower()) and pattern(entry["says"]).search(text.folded[:_HEAD]):
            base, form = patterns.compile(r"^(.*?)((?:-only|-or-later)?)$").findall(spdx)[0]
            return f"{base}{entry['suffix']}{form}"
    return spdx


def variant(
    text: Text, base: Licence, left: tuple[Hit, ...], share: float, notes: tuple[str, ...], rest: Text | None = None
) -> Reading:
    """A known text with other terms added: both sets of terms bind, and nobody approved the sum."""
    terms = less(agreed(base.terms.with_(osi_approved="no"), left, ()), left)
    seen = rest or text
    terms, doubts = doubted(terms, seen, (d for d in unread(seen, left) if not says(base.spdx, seen.folded[slice(*d)])))
    known = quotes((h for h in telling(find(text), terms) if getattr(base.terms, h.term) == h.sets), text)
    added = quotes(left, rest or text)
    note = f"the text of {base.spdx} with terms of its own: it is not {base.spdx}"
    return Reading(
        "unknown", f"{base.name}, modified", f"LicenseRef-modified-{base.spdx}", f"modified-{base.family}", share,
        "custom", TextKind.VARIANT, terms, (*added, *(c for c in known if c not in added)), (note, *doubts, *notes),
    )  # fmt: skip

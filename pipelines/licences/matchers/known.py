"""Files that consist of known licence texts, and known texts with terms of their own added."""

from __future__ import annotations

from pipelines.licences.catalogue import from_spdx
from pipelines.licences.clauses.find import Hit, find, quotes
from pipelines.licences.clauses.merge import agreed
from pipelines.licences.clauses.terms import combine
from pipelines.licences.matchers import kinds
from pipelines.licences.matchers.engine import Region, coverage, spans
from pipelines.licences.matchers.titles import anywhere
from pipelines.licences.text.text import Text
from pipelines.licences.types import Licence, Reading, TextKind

RESTRICTING = ("commercial_use", "user_cap", "revenue_cap", "geo_exclusion", "use_restrictions", "naming_duty",
                "output_training_ban", "tiered_commercial")  # fmt: skip


def left_over(text: Text, found: tuple[Region, ...]) -> tuple[Hit, ...]:
    """Restricting clauses in what the known texts leave uncovered: there the danger stands."""
    rest = Text(text.raw, spans(found))
    return tuple(h for h in find(rest) if h.term in RESTRICTING and h.value != "allowed")


def of_known_texts(text: Text, found: tuple[Region, ...], notes: tuple[str, ...]) -> Reading:
    """The reading of a file made of known texts (or, when it holds none, of their notices)."""
    used = tuple(r for r in found if not r.mention) or found
    rest = Text(text.raw, spans(used))
    known = tuple({r.spdx: from_spdx(r.spdx) for r in used}.values())
    left, added = left_over(text, used), anywhere(rest)
    share = round(coverage(text.raw, found), 3)
    doubted = any(entry.terms.osi_approved == "yes" for entry in known) and kinds.is_changed(rest.folded)
    if not added and (left or doubted) and len(known) == 1:
        return variant(text, known[0], left, share, notes, rest)
    licences = tuple({entry.id: entry for entry in (*known, *added)}.values())
    first, terms = licences[0], agreed(combine(licence.terms for licence in licences), left, ())
    if (left or doubted) and terms.osi_approved == "yes":
        terms = terms.with_(osi_approved="no" if left else "unknown")
    clauses = quotes((h for h in find(text) if getattr(terms, h.term) == h.value), text)
    return Reading(
        first.id, " and ".join(dict.fromkeys(licence.name for licence in licences)),
        " AND ".join(licence.spdx for licence in licences), first.family, share, first.license_class,
        TextKind.MULTI if len(licences) > 1 else TextKind.FULL, terms, clauses, notes,
        tuple(other.id for other in licences[1:]), start=used[0].start, end=used[-1].end,
    )  # fmt: skip


def variant(
    text: Text, base: Licence, left: tuple[Hit, ...], share: float, notes: tuple[str, ...], rest: Text | None = None
) -> Reading:
    """A known text with other terms added: both sets of terms bind, and nobody approved the sum."""
    terms = agreed(base.terms.with_(osi_approved="no"), left, ())
    known = quotes((h for h in find(text) if getattr(base.terms, h.term) == h.value), text)
    added = quotes(left, rest or text)
    note = f"the text of {base.spdx} with terms of its own added: it is not {base.spdx}"
    return Reading(
        "unknown", f"{base.name}, modified", f"LicenseRef-modified-{base.spdx}", f"modified-{base.family}", share,
        "custom", TextKind.VARIANT, terms, (*added, *(c for c in known if c not in added)), (note, *notes),
    )  # fmt: skip

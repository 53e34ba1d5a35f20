"""Files that consist of known licence texts, and known texts with terms of their own added."""

from __future__ import annotations

import re

from pipelines.licences.catalogue import from_spdx
from pipelines.licences.clauses import Hit, find, quoted
from pipelines.licences.engine import Region, coverage, spans
from pipelines.licences.merge import agreed
from pipelines.licences.terms import combine
from pipelines.licences.text import Text
from pipelines.licences.words import Licence, Reading

_RESTRICTING = ("commercial_use", "user_cap", "revenue_cap", "geo_exclusion", "use_restrictions", "naming_duty",
                "output_training_ban", "tiered_commercial")  # fmt: skip
_CHANGED = re.compile(
    r"modified (?:mit|apache|bsd)|additional (?:terms|conditions|restrictions)|following (?:exceptions?|modifications)"
    r"|commons clause|(?:mit|apache|bsd)[^.\n]{0,20} with (?:exceptions?|restrictions|modifications)"
)


def left_over(text: Text, found: tuple[Region, ...]) -> tuple[Hit, ...]:
    """Restricting clauses in what the known texts leave uncovered: there the danger stands."""
    rest = Text(text.raw, spans(found))
    return tuple(h for h in find(rest) if h.term in _RESTRICTING and h.value != "allowed")


def of_known_texts(text: Text, found: tuple[Region, ...], notes: tuple[str, ...]) -> Reading:
    """The reading of a file made of known texts (or, when it holds none, of their notices)."""
    used = tuple(r for r in found if not r.mention) or found
    licences = tuple({r.spdx: from_spdx(r.spdx) for r in used}.values())
    rest = Text(text.raw, spans(used))
    left = left_over(text, used)
    share = round(coverage(text.raw, found), 3)
    if left or _CHANGED.search(rest.folded):
        return _variant(text, rest, licences[0], left, share, notes)
    first, terms = licences[0], combine(licence.terms for licence in licences)
    clauses = tuple(quoted(h, text) for h in find(text) if getattr(terms, h.term) == h.value)
    return Reading(
        first.id, " and ".join(dict.fromkeys(licence.name for licence in licences)),
        " AND ".join(licence.spdx for licence in licences), first.family, share, first.license_class,
        "multi" if len(licences) > 1 else "full", terms, clauses, notes, tuple(other.id for other in licences[1:]),
        start=used[0].start, end=used[-1].end,
    )  # fmt: skip


def _variant(
    text: Text, rest: Text, base: Licence, left: tuple[Hit, ...], share: float, notes: tuple[str, ...]
) -> Reading:
    """A known text with other terms added: the terms are the known ones and the added ones, and nobody approved them."""
    terms = agreed(base.terms.with_(osi_approved="no"), left, ())
    known = tuple(quoted(h, text) for h in find(text) if getattr(base.terms, h.term) == h.value)
    added = tuple(quoted(h, rest) for h in left)
    note = f"the text of {base.spdx} with terms of its own added: it is not {base.spdx}"
    return Reading(
        "unknown", f"{base.name}, modified", f"LicenseRef-modified-{base.spdx}", f"modified-{base.family}", share,
        "custom", "variant", terms, (*added, *(c for c in known if c not in added)), (note, *notes),
    )  # fmt: skip

"""Reading one text: what kind of file, which licence, which clauses, and the terms that follow."""

from __future__ import annotations

import re

from pipelines.licences import kinds
from pipelines.licences.catalogue import from_spdx
from pipelines.licences.clauses import Hit, find, quoted
from pipelines.licences.engine import Region, coverage, regions, uncovered
from pipelines.licences.merge import agreed, confirmed
from pipelines.licences.pointers import named_licences
from pipelines.licences.terms import combine, of_clauses
from pipelines.licences.text import MAX_CHARS, Text, decode
from pipelines.licences.titles import Titled, by_signs, by_title
from pipelines.licences.words import Licence, Reading, Terms

WHOLE = 0.75  # share of the words that known texts must explain for the file to be theirs
_RESTRICTING = ("commercial_use", "user_cap", "revenue_cap", "geo_exclusion", "use_restrictions", "naming_duty",
                "output_training_ban", "tiered_commercial")  # fmt: skip
_CHANGED = re.compile(r"modified (?:mit|apache|bsd)|additional (?:terms|conditions|restrictions)|following exceptions?|commons clause")
UNREAD = Terms()


def read_licence(data: bytes | str, name: str = "") -> Reading:
    """What a licence text is and what it says. Total: never raises, bounded in time and memory by MAX_CHARS.

    `name` is the file's name; it only helps to tell a card from a licence. See `Reading` for the answer.
    """
    raw = decode(data)
    notes = (f"only the first {MAX_CHARS:,} characters were read",) if len(data) > 4 * MAX_CHARS or len(raw) == MAX_CHARS else ()
    if why := kinds.garbage(data, raw):
        return _plain("garbage", (why, *notes))
    text = Text(raw)
    found = regions(raw)
    titled = by_title(text)
    if kinds.is_policy(text):
        return _policy(text, titled, notes)
    if kinds.is_readme(text, name) and coverage(raw, found) < WHOLE:
        return _naming(text, "readme", notes)
    if kinds.is_pointer(text) and coverage(raw, found) < WHOLE:
        return _naming(text, "pointer", notes)
    texts = tuple(r for r in found if not r.mention)
    if titled is None or (texts and coverage(raw, texts) >= WHOLE and not _left_over(raw, texts)):
        known = _known(text, found, texts, notes)
        if known:
            return known
    titled = titled or by_signs(text)
    if titled:
        return _recognised(text, titled, notes)
    return _unrecognised(text, notes)


def _plain(kind: str, notes: tuple[str, ...]) -> Reading:
    return Reading("unknown", "", "", "", 0.0, "none" if kind == "garbage" else "custom", kind, UNREAD, notes=notes)


def _left_over(raw: str, texts: tuple[Region, ...]) -> tuple[Hit, ...]:
    """Restricting clauses in what the known texts leave uncovered."""
    rest = Text(uncovered(raw, texts))
    return tuple(h for h in find(rest) if h.term in _RESTRICTING)


def _known(text: Text, found: tuple[Region, ...], texts: tuple[Region, ...], notes: tuple[str, ...]) -> Reading | None:
    """The reading of a file that consists of known licence texts, or only of the notice of one."""
    share = coverage(text.raw, found)
    if not texts and share < WHOLE and not (found and len(text.folded) < kinds.POINTER_CHARS):
        return None
    if texts and share < WHOLE and len(text.folded) > kinds.POINTER_CHARS and share < 0.3:
        return None
    used = texts or found
    licences = tuple({r.spdx: from_spdx(r.spdx) for r in used}.values())
    left = _left_over(text.raw, used)
    rest = Text(uncovered(text.raw, used)).folded
    if left or _CHANGED.search(rest[:2000]):
        return _variant(text, licences, left, share, notes)
    spdx = " AND ".join(licence.spdx for licence in licences)
    first = licences[0]
    kind = "multi" if len(licences) > 1 else "full"
    terms = combine(licence.terms for licence in licences)
    clauses = tuple(quoted(h, text) for h in find(text) if _agrees(h, terms))
    return Reading(
        first.id, " and ".join(licence.name for licence in licences), spdx, first.family, round(share, 3),
        first.license_class, kind, terms, clauses, notes, tuple(licence.id for licence in licences[1:]),
        start=used[0].start, end=used[-1].end,
    )  # fmt: skip


def _agrees(hit: Hit, terms: Terms) -> bool:
    """Does the clause set the term to the value that the licence has."""
    return getattr(terms, hit.term) == hit.value


def _variant(text: Text, licences: tuple[Licence, ...], left: tuple[Hit, ...], share: float, notes: tuple[str, ...]) -> Reading:
    """A known text with other terms added: its terms are the known ones and the added ones, and no one's approved."""
    base = licences[0]
    terms = agreed(base.terms.with_(osi_approved="no"), of_clauses(left), ())
    clauses = tuple(quoted(h, text) for h in find(text) if h in _moved(left, text) or _agrees(h, terms))
    note = f"the text of {base.spdx} with terms of its own added"
    return Reading(
        "unknown", f"{base.name}, modified", f"LicenseRef-modified-{base.spdx}", f"modified-{base.family}", round(share, 3), "custom",
        "variant", terms, clauses, (note, *notes),
    )  # fmt: skip


def _moved(left: tuple[Hit, ...], text: Text) -> tuple[Hit, ...]:
    return ()


def _recognised(text: Text, titled: Titled, notes: tuple[str, ...]) -> Reading:
    """A licence of the catalogue recognised by its own words; where its clauses differ, the clauses win."""
    licence, hits = titled.licence, find(text)
    said = of_clauses(hits)
    terms = agreed(licence.terms, said, licence.text_decides)
    start, end = text.raw_span(titled.start, titled.end)
    return Reading(
        licence.id, licence.name, licence.spdx, licence.family, round(0.6 + 0.4 * confirmed(licence.terms, said), 3),
        _class_of(licence.license_class, terms), "full", terms, tuple(quoted(h, text) for h in hits), notes, start=start, end=end,
    )  # fmt: skip


def _class_of(license_class: str, terms: Terms) -> str:
    if terms.commercial_use == "no" and license_class not in ("non-commercial", "research-only"):
        return "non-commercial"
    if terms.commercial_use in ("yes", "conditional") and license_class in ("non-commercial", "research-only"):
        return "custom"
    return license_class


def _unrecognised(text: Text, notes: tuple[str, ...]) -> Reading:
    """A text nobody knows: its own clauses are all there is to say."""
    if kinds.is_page(text) or not kinds.is_licence_like(text):
        why = "a web page that holds no licence" if kinds.is_page(text) else "nothing in the text speaks as a licence does"
        return _plain("garbage" if kinds.is_page(text) else "unknown", (why, *notes))
    hits = find(text)
    terms = of_clauses(hits)
    return Reading(
        "unknown", "", "", "", 0.0, _class_of("custom", terms), "full", terms, tuple(quoted(h, text) for h in hits), notes
    )


def _policy(text: Text, titled: Titled | None, notes: tuple[str, ...]) -> Reading:
    """A use policy is no licence; what it forbids is read all the same."""
    hits = tuple(h for h in find(text) if h.term not in ("attribution_duty", "derivative_same_license", "naming_duty"))
    terms = of_clauses(hits)
    terms = terms.with_(use_restrictions="yes", commercial_use="no" if terms.commercial_use == "no" else "unknown")
    family = titled.licence.family if titled else ""
    title = text.raw.strip("\ufeff\r\n #*=").partition("\n")[0].strip("#* \r")[:120]
    return Reading(
        "unknown", title, "", family, 0.0, "custom", "policy", terms, tuple(quoted(h, text) for h in hits), notes
    )


def _naming(text: Text, kind: str, notes: tuple[str, ...]) -> Reading:
    """A file that names a licence without being its text: the terms are those of the licences named."""
    licences, expression = named_licences(text.raw, kind)
    if not licences:
        return Reading("unknown", "", "", "", 0.0, "custom", kind, UNREAD, notes=notes, link=kinds.link(text))
    first = licences[0]
    terms = combine(licence.terms for licence in licences)
    return Reading(
        first.id, first.name, expression, first.family, 0.0, first.license_class, kind, terms, (), notes,
        tuple(licence.id for licence in licences[1:]), kinds.link(text),
    )  # fmt: skip

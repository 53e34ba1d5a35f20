"""Files that name a licence without being its text: a pointer, a dual-licence note, a card with a licence section."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from crawler import patterns
from pipelines.licences import expressions
from pipelines.licences.catalogue import licence_at, lookup
from pipelines.licences.clauses.find import find, quotes
from pipelines.licences.clauses.hit import ALLOWED, GRANTED, Hit
from pipelines.licences.clauses.merge import agreed
from pipelines.licences.clauses.terms import less, of_clauses, telling
from pipelines.licences.in_card import licence_blocks
from pipelines.licences.matchers import kinds
from pipelines.licences.matchers.titles import by_title
from pipelines.licences.matchers.unread import doubted, unread
from pipelines.licences.text.text import Text
from pipelines.licences.types import NON_LICENCES, Licence, Reading, Terms, TextKind
from pipelines.stated import stated

if TYPE_CHECKING:
    from pipelines.card import Card

_FILE = patterns.compile(r"\blicen[cs]e[._-]([a-z][\w.-]{1,20})", patterns.I)
_FILE_NAMES = {"apache2": "apache-2.0", "apache": "apache-2.0", "bsd": "bsd-3-clause", "md": "", "txt": "", "rst": ""}
_TAG = patterns.compile(r"(?m)^license: [^\n]{1,80}")
_SPDX = patterns.compile(r"SPDX-License-Identifier: *([\w.+() -]{2,120})")


def of_names(text: Text, kind: TextKind, notes: tuple[str, ...]) -> Reading:
    """The terms of the licences named, and of what the file itself says about them."""
    card = _card(text.raw) if kind is TextKind.README else None
    sections = tuple(_sections(text.raw, card)) if card else ((0, len(text.raw)),)
    seen = Text(text.raw, tuple(_gaps(sections, len(text.raw))))
    hits = tuple(h for h in find(seen) if h.term != "attribution_duty")
    tagged = _tagged(card) if card else ()
    named = tagged or _in_words(text, sections, kind)
    lines = _identifiers(text) if kind is TextKind.POINTER else ()
    if lines:
        meant = [expressions.named(line) for line in lines]
        whole = expressions.binding(entry for entry in meant if entry) if all(meant) else None
        named = (whole,) if whole else ()
    choice = kind is TextKind.POINTER and _is_choice(text)
    sure = tagged or (named if kind is TextKind.POINTER or (len(named) == 1 and not hits) else ())
    terms = _terms(expressions.offered(named) if choice else expressions.binding(named), bool(sure), hits)
    if not named and kind is TextKind.POINTER:
        terms, doubts = doubted(terms, seen, unread(seen, hits))
        notes = (*doubts, *notes)
    if kind is TextKind.POINTER and kinds.doubtful(text):
        terms = terms.with_(osi_approved="no" if terms.osi_approved == "no" else "unknown")
    first = expressions.offered(sure) if choice else expressions.binding(sure)
    others = tuple(n.id for n in named if not first or n.id != first.id)
    if first:
        notes = (f"it names {first.name} but is not its text; the terms are those of the licence named", *notes)
    return Reading(
        first.id if first else "unknown", first.name if first else "",
        " AND ".join(lines) or (" OR " if choice else " AND ").join(n.spdx for n in named),
        first.family if first else "", 0.0, first.license_class if first else "custom", kind, terms,
        quotes((*telling(hits, terms), *_naming(text, named, terms, lines)), seen), notes, others,
        next(iter(kinds.links(text)), ""),
    )  # fmt: skip


def _card(raw: str) -> Card:
    from pipelines.card import parse_card  # a fifth of a second that only cards should cost

    return parse_card(raw)


def _is_choice(text: Text) -> bool:
    """Does the file leave the choice between the licences it names, by their files or by their names."""
    files = [found.group() for found in _FILE.finditer(text.raw)]
    return any(kinds.is_choice(text.raw, names) for names in (files, kinds.names_in(text.raw)))


def _terms(known: Licence | None, sure: bool, hits: tuple[Hit, ...]) -> Terms:
    if not known:
        said = of_clauses(hits)
        allowed = any(h.value == ALLOWED for h in hits)
        return said if said.commercial_use != "yes" or allowed else said.with_(commercial_use="unknown")
    terms, said = known.terms, of_clauses(hits)
    terms = terms if sure else terms.with_(osi_approved="no" if terms.osi_approved == "no" else "unknown")
    return less(agreed(terms, hits, ("commercial_use",) if said.commercial_use == "conditional" else ()), hits)


def _naming(text: Text, named: tuple[Licence, ...], terms: Terms, lines: tuple[str, ...]) -> Iterator[Hit]:
    """The first place that names a licence by which commercial use is free: that is the grant of such a file."""
    if terms.commercial_use != "yes":
        return
    told = (found.group() for pattern in (_FILE, _TAG) for found in pattern.finditer(text.raw))
    words = (*lines, *kinds.links(text), *told, *kinds.names_in(text.folded))
    titled = by_title(text)
    places = [(titled.start, titled.end)] if titled else []
    places += [(low, low + len(word)) for word in words if (low := text.folded.find(word.strip().lower())) >= 0]
    if places and named:
        yield Hit("commercial_use", GRANTED, "licence-named", *min(places))


def _tagged(card: Card) -> tuple[Licence, ...]:
    """The licence in the front matter of a card."""
    value = next((value for _, value in stated(card.front, ("license",))), None)
    entry = lookup(value) if isinstance(value, str) else None
    return (entry,) if entry and entry.id not in NON_LICENCES else ()


def _in_words(text: Text, sections: tuple[tuple[int, int], ...], kind: TextKind) -> tuple[Licence, ...]:
    """Licences named in running text; a pointer also by file names, its title or its link."""
    words = "\n".join(text.raw[low:high] for low, high in sections)
    if kind is not TextKind.POINTER:
        return _known(kinds.names_in(words))
    files = [name.lower().rstrip(".") for name in _FILE.findall(words)]
    by_file = [_FILE_NAMES.get(name, name) for name in files]
    titled, linked = by_title(text), map(licence_at, kinds.links(text))
    alone = tuple(entry for entry in (titled.licence if titled else None, *linked) if entry)[:1]
    return _known(by_file) or alone or _known(kinds.names_in(words))


def _identifiers(text: Text) -> tuple[str, ...]:
    """The expressions of the lines `SPDX-License-Identifier`, without the marks that end a comment."""
    return tuple(dict.fromkeys(line.rstrip(" -") for line in _SPDX.findall(text.raw)))


def _known(names: list[str]) -> tuple[Licence, ...]:
    return tuple({entry.id: entry for name in names if name and (entry := lookup(name))}.values())


def _sections(raw: str, card: Card) -> Iterator[tuple[int, int]]:
    """Spans of the blocks of a card that speak of licences."""
    starts = [0, *accumulate(len(line) + 1 for line in raw.split("\n")[:-1]), len(raw)]
    for block in licence_blocks(card):
        yield starts[block.line_start - 1], starts[block.line_end]


def _gaps(sections: tuple[tuple[int, int], ...], length: int) -> Iterator[tuple[int, int]]:
    end = 0
    for low, high in sorted(sections):
        if low > end:
            yield end, low
        end = max(end, high)
    if end < length:
        yield end, length

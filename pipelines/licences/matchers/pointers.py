"""Files that name a licence without being its text: a pointer, a dual-licence note, a card with a licence section."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from crawler import patterns
from pipelines.licences import expressions
from pipelines.licences.catalogue import licence_at, lookup
from pipelines.licences.clauses.find import find, quotes
from pipelines.licences.clauses.hit import Hit
from pipelines.licences.clauses.merge import agreed
from pipelines.licences.clauses.terms import combine, of_clauses
from pipelines.licences.in_card import licence_blocks
from pipelines.licences.matchers import kinds
from pipelines.licences.matchers.titles import by_title
from pipelines.licences.text.text import Text
from pipelines.licences.types import NON_LICENCES, Licence, Reading, Terms, TextKind
from pipelines.stated import stated

if TYPE_CHECKING:
    from pipelines.card import Card

_FILE = patterns.compile(r"\blicen[cs]e[._-]([a-z][\w.-]{1,20})", patterns.I)
_FILE_NAMES = {"apache2": "apache-2.0", "apache": "apache-2.0", "bsd": "bsd-3-clause", "md": "", "txt": "", "rst": ""}
_SPDX = patterns.compile(r"SPDX-License-Identifier: *([\w.+() -]{2,120})")
_EITHER = patterns.compile(r"\beither\b|\bor\b", patterns.I)


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
    either = " OR " if _EITHER.search(text.raw[:2000]) and kind is TextKind.POINTER else " AND "
    sure = tagged or (named if kind is TextKind.POINTER or (len(named) == 1 and not hits) else ())
    terms = _terms(named, bool(sure), hits)
    if kind is TextKind.POINTER and kinds.doubtful(text):
        terms = terms.with_(osi_approved="no" if terms.osi_approved == "no" else "unknown")
    first = sure[0] if sure else None
    if first:
        notes = (f"it names {first.name} but is not its text; the terms are those of the licence named", *notes)
    return Reading(
        first.id if first else "unknown", first.name if first else "",
        " AND ".join(lines) or either.join(n.spdx for n in named),
        first.family if first else "", 0.0, first.license_class if first else "custom", kind, terms,
        quotes(hits, seen), notes, tuple(n.id for n in named if n is not first), next(iter(kinds.links(text)), ""),
    )  # fmt: skip


def _card(raw: str) -> Card:
    from pipelines.card import parse_card  # a fifth of a second that only cards should cost

    return parse_card(raw)


def _terms(named: tuple[Licence, ...], sure: bool, hits: tuple[Hit, ...]) -> Terms:
    if not named:
        said = of_clauses(hits)
        allowed = any(h.value == "allowed" for h in hits)
        return said if said.commercial_use != "yes" or allowed else said.with_(commercial_use="unknown")
    known = combine(licence.terms for licence in named)
    said = of_clauses(hits)
    known = known if sure else known.with_(osi_approved="no" if known.osi_approved == "no" else "unknown")
    return agreed(known, hits, ("commercial_use",) if said.commercial_use == "conditional" else ())


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

"""Licences that no engine knows, recognised by the title in the head of the text or by defining clauses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from crawler import patterns
from pipelines.licences.catalogue import catalogue
from pipelines.licences.clauses.rules import any_of
from pipelines.licences.matchers import kinds
from pipelines.licences.text.text import Text
from pipelines.licences.types import Licence

_ORNAMENTS = ' \t\r\ufeff#*="“`_->|'  # what may stand before a title on its line
_TITLE = 120  # characters of a title of its own
HEAD = 700  # characters of folded text in which a title stands


@dataclass(frozen=True, slots=True)
class Titled:
    """A licence with the span of the folded text that names it."""

    licence: Licence
    start: int
    end: int


@cache
def _titles() -> tuple[tuple[Licence, patterns.Pattern[str]], ...]:
    titled = ((licence, any_of(licence.titles)) for licence in catalogue().values())
    return tuple((licence, patterns.compile(p.pattern, patterns.M)) for licence, p in titled if p)


def _is_mentioned(text: Text, start: int) -> bool:
    """Is a licence only spoken of there: behind the text's own title, or behind words such as "inspired by"."""
    low, _ = text.sentence(start, start + 1)
    if kinds.is_mention(text.folded[low:start]):
        return True
    place, _ = text.raw_span(start, start + 1)
    if not text.raw[text.raw.rfind("\n", 0, place) + 1 : place].strip(_ORNAMENTS):
        return False
    own = text.folded.partition("\n")[0]
    return len(own) < min(_TITLE, start) and kinds.is_title(own)


@cache
def _signs() -> tuple[tuple[Licence, tuple[patterns.Pattern[str], ...]], ...]:
    signed = (licence for licence in catalogue().values() if licence.signs)
    return tuple((licence, tuple(p for s in licence.signs if (p := any_of([s])))) for licence in signed)


def by_title(text: Text) -> Titled | None:
    """The licence named first in the head of the text; of several that begin together, the longest title."""
    head = text.folded[:HEAD]
    found = [
        Titled(licence, match.start(), match.end())
        for licence, compiled in _titles()
        for match in compiled.finditer(head)
        if not _is_mentioned(text, match.start())
    ]
    return min(found, key=lambda t: (t.start, t.start - t.end), default=None)


def anywhere(text: Text) -> tuple[Licence, ...]:
    """Licences of no known text whose title begins a paragraph anywhere: further licences of a file with several."""
    return tuple(
        licence
        for licence, compiled in _titles()
        if licence.spdx.startswith("LicenseRef-")
        and any(text.folded[max(m.start() - 1, 0)] in "\n" or not m.start() for m in compiled.finditer(text.folded))
    )


def by_signs(text: Text) -> Titled | None:
    """The licence all of whose defining clauses stand in the text."""
    for licence, signs in _signs():
        matches = [sign.search(text.folded) for sign in signs]
        if all(matches):
            first = next(m for m in matches if m)
            return Titled(licence, first.start(), first.end())
    return None

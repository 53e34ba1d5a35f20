"""Licences that no engine knows, recognised by the title in the head of the text or by defining clauses."""

from __future__ import annotations

from collections.abc import Iterator
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
def _titles() -> tuple[tuple[Licence, ...], tuple[patterns.Pattern[str], ...], patterns.Screen]:
    titled = [(licence, p) for licence in catalogue().values() if (p := any_of(licence.titles))]
    compiled = tuple(patterns.compile(p.pattern, patterns.M) for _, p in titled)
    return tuple(licence for licence, _ in titled), compiled, patterns.Screen(compiled)


def _titles_in(folded: str) -> Iterator[tuple[Licence, patterns.Match[str]]]:
    """Every title that stands in a folded text, with its licence, in the order of the catalogue."""
    licences, compiled, screen = _titles()
    for place in screen.places(folded):
        yield from ((licences[place], match) for match in compiled[place].finditer(folded))


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
        for licence, match in _titles_in(head)
        if not _is_mentioned(text, match.start())
    ]
    return min(found, key=lambda t: (t.start, t.start - t.end), default=None)


def anywhere(text: Text) -> tuple[Licence, ...]:
    """Licences of no known text whose title begins a paragraph anywhere: further licences of a file with several."""
    found = {
        licence.id: licence
        for licence, match in _titles_in(text.folded)
        if licence.spdx.startswith("LicenseRef-") and (not match.start() or text.folded[match.start() - 1] == "\n")
    }
    return tuple(found.values())


def by_signs(text: Text) -> Titled | None:
    """The licence all of whose defining clauses stand in the text."""
    for licence, signs in _signs():
        matches = [sign.search(text.folded) for sign in signs]
        if all(matches):
            first = next(m for m in matches if m)
            return Titled(licence, first.start(), first.end())
    return None

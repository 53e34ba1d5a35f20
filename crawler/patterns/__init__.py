"""The one way to compile an expression that is applied to strangers' text: in time linear in the text's length.

The engine (`real`, docs/decisions/0011) follows every alternative at once and goes no way twice, so no text can make it
hang. It speaks the language of `re` with Unicode classes and bounded look-around, but knows no back-references and no
repetition of more than 1,000. Positions are indices of the `str`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from re import Match, Pattern, escape
from typing import Any, cast

import real
from real import I, M, S

from crawler.patterns.screen import Screen
from crawler.patterns.split import alternatives
from crawler.patterns.vocabulary import SHARED

__all__ = ["AnyOf", "I", "M", "Match", "Pattern", "S", "Screen", "compile", "escape"]

_UNASKED: Any = object()


def compile(source: str, flags: int = 0) -> Pattern[str]:  # the name it has in `re`
    """A pattern with the methods of `re.Pattern`. Raises ValueError for one that cannot be matched in linear time."""
    try:
        return cast("Pattern[str]", real.compile(source, flags))
    except real.error as error:
        raise ValueError(f"not a linear expression: {error}: {source[:200]}") from error


class AnyOf(Screen):
    """Alternatives as one expression. Each is tried by itself, and only where it can match: together they are slow.

    Answers are those of the alternatives in one expression: the leftmost match, of two at one place that of the first.
    """

    def __init__(self, sources: Sequence[str], flags: int = 0) -> None:
        self.pattern = "|".join(f"(?:{source})" for source in sources)
        self._whole = compile(self.pattern, flags)
        super().__init__(compile(one, flags) for source in sources for one in alternatives(source))
        self.match = self._whole.match
        self.fullmatch = self._whole.fullmatch
        self.sub = self._whole.sub
        self.findall = self._whole.findall

    def search(self, text: str) -> Match[str] | None:
        """The leftmost match; remembered with the text, as sentences of templates stand in thousands of cards."""
        bits, words = SHARED.standing.get(text) or SHARED.look(text)  # as `able`, without the call
        if not bits & self._bit and not self._always:
            return None
        answers, asked = SHARED.answers, (self._number, text)
        found: Match[str] | None = answers.get(asked, _UNASKED)
        if found is _UNASKED:
            found = answers[asked] = self._first(self._able(words) if bits & self._bit else self._tried, text)
        return found

    def anywhere(self, text: str) -> bool:
        """Does one match in a long text? A few plain words are found sooner than all that anybody asks for."""
        return any(one.search(text) for one in self._expressions)

    @staticmethod
    def _first(able: list[Pattern[str]], text: str) -> Match[str] | None:
        if len(able) == 1:
            return able[0].search(text)
        return _leftmost(one.search(text) for one in able)

    def finditer(self, text: str) -> Iterator[Match[str]]:
        """Every match, from left to right; none overlap."""
        able = self.able(text)
        if len(able) < 2:
            return able[0].finditer(text) if able else iter(())
        found = list(_in_turn(able, text))
        return iter(found) if all(match.group() for match in found) else self._whole.finditer(text)


def _in_turn(expressions: Sequence[Pattern[str]], text: str) -> Iterator[Match[str]]:
    """The leftmost match of all, the leftmost behind its end, and so on up to one that is empty."""
    ahead = [one.search(text) for one in expressions]
    while (best := _leftmost(ahead)) is not None:
        yield best
        end = best.end()
        if end == best.start():
            return
        ahead = [
            one.search(text, end) if match and match.start() < end else match
            for one, match in zip(expressions, ahead, strict=True)
        ]


def _leftmost(matches: Iterable[Match[str] | None]) -> Match[str] | None:
    return min((match for match in matches if match), key=lambda match: match.start(), default=None)

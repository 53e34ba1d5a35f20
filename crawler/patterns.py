"""The one way to compile an expression that is applied to strangers' text: in time linear in the text's length.

The engine (`real`, docs/decisions/0011) follows every alternative at once and goes no way twice, so no text can make it
hang. It speaks the language of `re` with Unicode classes and bounded look-around, but knows no back-references and no
repetition of more than 1,000. Positions are indices of the `str`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import Match, Pattern, escape
from typing import cast

import real
from real import I, M, S

__all__ = ["AnyOf", "I", "M", "Match", "Pattern", "S", "compile", "escape"]


def compile(source: str, flags: int = 0) -> Pattern[str]:  # the name it has in `re`
    """A pattern with the methods of `re.Pattern`. Raises ValueError for one that cannot be matched in linear time."""
    try:
        return cast("Pattern[str]", real.compile(source, flags))
    except real.error as error:
        raise ValueError(f"not a linear expression: {error}: {source[:200]}") from error


class AnyOf:
    """Alternatives as one expression. `search` tries each by itself: together they outgrow the engine's fast way.

    Answers are those of the alternatives in one expression: the leftmost match, of two at one place that of the first.
    """

    def __init__(self, sources: Sequence[str], flags: int = 0) -> None:
        self.pattern = "|".join(f"(?:{source})" for source in sources)
        self._whole = compile(self.pattern, flags)
        self._parts = tuple(compile(source, flags) for source in sources)
        self.match = self._whole.match
        self.fullmatch = self._whole.fullmatch
        self.sub = self._whole.sub
        self.findall = self._whole.findall

    def search(self, text: str) -> Match[str] | None:
        """The leftmost match."""
        best: Match[str] | None = None
        for part in self._parts:
            found = part.search(text)
            if found and (best is None or found.start() < best.start()):
                best = found
        return best

    def finditer(self, text: str) -> Iterator[Match[str]]:
        """Every match, from left to right; none overlap."""
        return self._whole.finditer(text) if self.search(text) else iter(())

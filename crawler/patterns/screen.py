"""Which of many expressions can match a text at all, told by the words that stand in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from re import Pattern

from crawler.patterns.needs import ways_of
from crawler.patterns.vocabulary import SHARED


class Screen:
    """Expressions of which only those are tried on a text that can match there.

    For each expression sets of words are known of which every match holds at least one each. Where no word of one of
    the sets stands in a text, the expression need not be tried on it; one without such sets is always tried.
    """

    def __init__(self, expressions: Iterable[Pattern[str]]) -> None:
        self._expressions = tuple(expressions)
        always: set[int] = set()
        self._ways: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)  # by each word of the rarest set
        for index, expression in enumerate(self._expressions):
            for needs in ways_of(expression):
                bits = [[SHARED.bit(word) for word in sorted(words)] for words in needs]
                others = [sum(found) for found in bits[1:]]
                always.update(() if bits else (index,))
                for bit in bits[0] if bits else ():
                    self._ways[bit].append((index, others))
        self._always = sorted(always)
        self._asked = sum(self._ways)

    def able(self, text: str) -> list[Pattern[str]]:
        """The expressions that may match somewhere in the text, in their order."""
        return [self._expressions[index] for index in self.places(text)]

    def places(self, text: str) -> list[int]:
        """The same as indices of the expressions that were given."""
        standing = SHARED.standing(text)
        hits = standing & self._asked
        if not hits:
            return self._always
        found = set(self._always)
        while hits:
            bit = hits & -hits
            hits ^= bit
            found.update(index for index, others in self._ways[bit] if all(need & standing for need in others))
        return sorted(found)

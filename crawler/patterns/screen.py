"""Which of many expressions can match a text at all, told by the words that stand in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from re import Pattern

from crawler.patterns.needs import Needs, ways_of
from crawler.patterns.vocabulary import SHARED


class Screen:
    """Expressions of which only those are tried on a text that can match there.

    For each expression sets of words are known of which every match holds at least one each. Where no word of one of
    the sets stands in a text, the expression need not be tried on it; one without such sets is always tried.
    """

    def __init__(self, expressions: Iterable[Pattern[str]]) -> None:
        self._expressions = tuple(expressions)
        ways = [(place, needs) for place, one in enumerate(self._expressions) for needs in ways_of(one)]
        self._always = sorted({place for place, needs in ways if not needs})
        self._ways: dict[str, list[tuple[int, Needs]]] = defaultdict(list)  # by each word of the rarest set
        for place, needs in ways:
            for word in needs[0] if needs else ():
                self._ways[word].append((place, needs[1:]))
        self._number = SHARED.ask(self._ways, {word for _, needs in ways for words in needs[1:] for word in words})
        self._bit = 1 << self._number
        self._tried = [self._expressions[place] for place in self._always]

    def may(self, text: str) -> bool:
        """May one of the expressions match somewhere in the text? Told by the rarest words alone, and so the sooner."""
        bits, _ = SHARED.standing.get(text) or SHARED.look(text)
        return bool(bits & self._bit or self._tried)

    def able(self, text: str) -> list[Pattern[str]]:
        """The expressions that may match somewhere in the text, in their order."""
        bits, words = SHARED.standing.get(text) or SHARED.look(text)
        return self._able(words) if bits & self._bit else self._tried

    def places(self, text: str) -> list[int]:
        """The same as indices of the expressions that were given."""
        bits, words = SHARED.standing.get(text) or SHARED.look(text)
        return self._places(words) if bits & self._bit else self._always

    def _able(self, words: frozenset[str]) -> list[Pattern[str]]:
        return [self._expressions[place] for place in self._places(words)]

    def _places(self, words: frozenset[str]) -> list[int]:
        if not words:  # they are hidden
            return list(range(len(self._expressions)))
        found = set(self._always)
        for word in words & self._ways.keys():
            for place, others in self._ways[word]:
                if not others or not any(map(words.isdisjoint, others)):
                    found.add(place)
        return sorted(found) if len(found) > 1 else list(found)

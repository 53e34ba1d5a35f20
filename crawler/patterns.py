"""The one way to compile an expression that is applied to strangers' text: in time linear in the text's length.

The engine (`real`, docs/decisions/0011) follows every alternative at once and goes no way twice, so no text can make it
hang. It speaks the language of `re` with Unicode classes and bounded look-around, but knows no back-references and no
repetition of more than 1,000. Positions are indices of the `str`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from re import Match, Pattern, _parser, escape  # type: ignore[attr-defined]
from typing import Any, cast

import ahocorasick_rs
import real
from real import I, M, S

__all__ = ["AnyOf", "I", "M", "Match", "Pattern", "S", "Screen", "compile", "escape"]


def compile(source: str, flags: int = 0) -> Pattern[str]:  # the name it has in `re`
    """A pattern with the methods of `re.Pattern`. Raises ValueError for one that cannot be matched in linear time."""
    try:
        return cast("Pattern[str]", real.compile(source, flags))
    except real.error as error:
        raise ValueError(f"not a linear expression: {error}: {source[:200]}") from error


class Screen:
    """Which of many expressions can match a text at all, told in one pass over it (Aho-Corasick).

    For each expression sets of words are known of which every match holds at least one each. Where no word of one of
    the sets stands in a text, the expression need not be tried on it; one without such sets is always tried.
    """

    def __init__(self, expressions: Iterable[Pattern[str]]) -> None:
        self._expressions = tuple(expressions)
        parsed = [_parsed(one) for one in self._expressions]
        self._fold = any(flags & I for _, flags in parsed)
        asked = (_required(parts, self._fold) for parts, _ in parsed)
        self._ways = [(index, needs) for index, ways in enumerate(asked) for needs in ways]
        self._always = frozenset(index for index, needs in self._ways if not needs)
        words = sorted({word for _, needs in self._ways for found in needs for word in found})
        first = [needs[0] if needs else frozenset() for _, needs in self._ways]
        self._owners = {word: [way for way, found in enumerate(first) if word in found] for word in words}
        self._words, self._automaton = words, ahocorasick_rs.AhoCorasick(words) if words else None

    def able(self, text: str) -> list[Pattern[str]]:
        """The expressions that may match somewhere in the text, in their order."""
        return [self._expressions[index] for index in self.places(text)]

    def places(self, text: str) -> list[int]:
        """The same as indices of the expressions that were given."""
        if self._automaton is None or (self._fold and not text.isascii() and any(c in text for c in _FOLD_TO_ASCII)):
            return list(range(len(self._expressions)))
        hits = self._automaton.find_matches_as_indexes(text.lower() if self._fold else text, overlapping=True)
        if not hits:
            return sorted(self._always)
        found = {self._words[place] for place in {hit[0] for hit in hits}}
        ways = (self._ways[way] for way in {way for word in found for way in self._owners[word]})
        return sorted(self._always.union(i for i, needs in ways if not any(map(found.isdisjoint, needs))))


_Parts = Sequence[tuple[Any, Any]]  # as the parser of `re` gives them: what kind of part, and its particulars
_FOLD_TO_ASCII = "ſıİ"  # letters that equal s or i where case does not count, and that `lower` does not make so
_SHORTEST = 2  # bytes of a word worth looking for; a character beyond ASCII says as much as two letters
_LONG = 4  # bytes of words looked for beside the best ones of an expression


def _parsed(expression: Pattern[str]) -> tuple[_Parts | None, int]:
    """What an expression consists of, with its flags, by the parser of `re`, whose language the engine reads."""
    try:
        parsed = _parser.parse(expression.pattern, expression.flags & (I | M | S))
    except (_parser.error, OverflowError):
        return None, I
    return parsed, parsed.state.flags


def _required(parsed: _Parts | None, fold: bool) -> list[tuple[frozenset[str], ...]]:
    """For each way in which an expression can match: sets of words of which a match holds one each, the rarest first.

    `fold` is true for words as they stand in a text made lower case.
    """
    return [()] if parsed is None else [_rarest(_needs(way), fold) for way in _ways(parsed)]


def _rarest(needs: list[frozenset[str]], fold: bool) -> tuple[frozenset[str], ...]:
    if fold:  # what equals a letter beyond ASCII where case does not count is not worth knowing
        needs = [frozenset(map(str.lower, words)) for words in needs if all(map(str.isascii, words))]
    best = sorted((words for words in needs if _worth(words)[0] >= _SHORTEST), key=_worth, reverse=True)
    return tuple(words for words in best if words is best[0] or _worth(words)[0] >= _LONG)


def _ways(parsed: _Parts) -> list[_Parts]:
    """The alternatives of which an expression consists; the expression itself where it is none."""
    if len(parsed) != 1 or str(parsed[0][0]) not in ("BRANCH", "SUBPATTERN"):
        return [parsed]
    kind, given = parsed[0]
    if str(kind) == "BRANCH":
        return [way for branch in given[1] for way in _ways(branch)]
    return [parsed] if given[1] or given[2] else _ways(given[3])


def _needs(parsed: _Parts) -> list[frozenset[str]]:
    """Of each part of a sequence the words of which it asks for one."""
    needs, run = [], ""
    for kind, given in (*parsed, ("END", None)):
        if str(kind) == "LITERAL":
            run += chr(given)
        elif str(kind) not in ("AT", "ASSERT", "ASSERT_NOT"):  # these take no room: what stands around them adjoins
            needs += [frozenset({run}) if run else frozenset(), *_of_part(str(kind), given)]
            run = ""
    return [words for words in needs if words]


def _of_part(kind: str, given: tuple[Any, ...]) -> list[frozenset[str]]:
    if kind == "SUBPATTERN" and not given[1] and not given[2]:  # no flags of its own
        return _needs(given[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and given[0] > 0:
        return _needs(given[2])
    if kind == "BRANCH":
        best = [max(_needs(way), key=_worth, default=frozenset()) for way in given[1]]
        return [frozenset().union(*best)] if all(best) else []
    return []


def _worth(words: frozenset[str]) -> tuple[int, int]:
    """How rarely one of them stands in a text by chance: the bytes of the shortest, then how few they are."""
    return min((len(word.encode()) for word in words), default=0), -len(words)


class AnyOf:
    """Alternatives as one expression. Each is tried by itself, and only where it can match: together they are slow.

    Answers are those of the alternatives in one expression: the leftmost match, of two at one place that of the first.
    """

    def __init__(self, sources: Sequence[str], flags: int = 0) -> None:
        self.pattern = "|".join(f"(?:{source})" for source in sources)
        self._whole = compile(self.pattern, flags)
        self._screen = Screen(compile(source, flags) for source in sources)
        self.match = self._whole.match
        self.fullmatch = self._whole.fullmatch
        self.sub = self._whole.sub
        self.findall = self._whole.findall

    def search(self, text: str) -> Match[str] | None:
        """The leftmost match."""
        return _leftmost(one.search(text) for one in self._screen.able(text))

    def finditer(self, text: str) -> Iterator[Match[str]]:
        """Every match, from left to right; none overlap."""
        able = self._screen.able(text)
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

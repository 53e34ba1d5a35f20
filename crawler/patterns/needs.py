"""What an expression asks of a text before it can match: words of which every match holds one.

Told by the parser of `re`, a private module of the standard library; an expression it cannot read asks for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from re import I, M, Pattern, S, _parser  # type: ignore[attr-defined]
from typing import Any

from crawler.patterns.vocabulary import BEYOND_ASCII

Needs = tuple[frozenset[str], ...]  # of each set a match holds one word at least; the rarest first
_Parts = Sequence[tuple[Any, Any]]  # as the parser of `re` gives them: what kind of part, and its particulars
_SHORTEST = 3  # bytes of a word worth looking for; a character beyond ASCII says as much as two letters
_MOST_SPELLED = 40  # words that a sequence is spelled out to
_SIGNS = frozenset(":;=@#&%$+*_/\\|<>{}[]`~^")  # rarer in sentences than any letter
_NOTHING = frozenset({""})
_EQUAL_ASCII = "ſıİK"  # where case does not count
_FAITHFUL = (("À", "ɏ"), ("Ѐ", "ӿ"), ("Ḁ", "ỿ"))  # Latin and Cyrillic letters beyond ASCII, but these:
_UNSURE = "ΣſıİṠṡẛ"  # `lower` makes another letter of Σ at the end of a word, and leaves apart what equals the others


def ways_of(expression: Pattern[str]) -> list[Needs]:
    """For each way in which an expression can match what it asks for, in lower case; nothing: it is always tried."""
    try:
        parsed = _parser.parse(expression.pattern, expression.flags & (I | M | S))
    except (_parser.error, OverflowError):
        return [()]
    fold = bool(parsed.state.flags & I)
    return [_rarest([_sure_words(words, fold) for words in _needs(way)]) for way in _ways(parsed)]


def _sure_words(words: frozenset[str], fold: bool) -> frozenset[str]:
    """What of these words stands in every text that holds one; a word with another one in it tells no more."""
    sure = {_sure(word, fold) for word in words}
    return frozenset(word for word in sure if not any(other in word for other in sure - {word}))


def _sure(word: str, fold: bool) -> str:
    """The longest part of a word that stands in every text it matches once both are lower case; "" for none."""
    sure = "".join(letter if is_sure(letter, fold) else "\0" for letter in word).lower()
    longest = max(sure.split("\0"), key=_bytes)
    if _bytes(longest) < _SHORTEST and any(not letter.isascii() and letter not in _EQUAL_ASCII for letter in word):
        return BEYOND_ASCII
    return longest


def is_sure(letter: str, fold: bool) -> bool:
    """Does `lower` make the same of whatever this letter equals? Of Latin, Cyrillic and what has no case it does."""
    if letter in _UNSURE:
        return False
    if not fold or letter.isascii() or any(first <= letter <= last for first, last in _FAITHFUL):
        return True
    return letter.lower() == letter.upper() == letter


def _rarest(needs: list[frozenset[str]]) -> Needs:
    return tuple(sorted((words for words in needs if _worth(words)[0] >= _SHORTEST), key=_worth, reverse=True))


def _ways(parsed: _Parts) -> list[_Parts]:
    """The alternatives of which an expression consists; the expression itself where it is none."""
    if len(parsed) != 1 or str(parsed[0][0]) not in ("BRANCH", "SUBPATTERN"):
        return [parsed]
    kind, given = parsed[0]
    if str(kind) == "BRANCH":
        return [way for branch in given[1] for way in _ways(branch)]
    return [parsed] if given[1] or given[2] else _ways(given[3])


def _needs(parsed: _Parts) -> list[frozenset[str]]:
    """Of each part of a sequence the words of which it asks for one; what can be spelled out joins its neighbours."""
    needs, run = [], _NOTHING
    for kind, given in (*parsed, ("END", None)):
        spelled = _joined(run, _spelled(str(kind), given))
        if spelled is None:
            needs += [run, *_of_part(str(kind), given)]
        run = spelled or _NOTHING
    return needs


def _of_part(kind: str, given: tuple[Any, ...]) -> list[frozenset[str]]:
    if kind == "SUBPATTERN" and not given[1] and not given[2]:  # no flags of its own
        return _needs(given[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and given[0] > 0:
        return _needs(given[2])
    if kind == "BRANCH":
        return [frozenset().union(*(max(_needs(way), key=_worth) for way in given[1]))]
    return []


def _spelled(kind: str, given: Any) -> frozenset[str] | None:  # noqa: ANN401 - whatever the parser gives for that kind
    """Everything that a part can stand for, where that is little; None where it is much."""
    if kind == "LITERAL":
        return frozenset({chr(given)})
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):  # these take no room: what stands around them adjoins
        return _NOTHING
    if kind == "IN" and all(str(one) == "LITERAL" for one, _ in given):
        return frozenset(chr(letter) for _, letter in given)
    if kind == "SUBPATTERN" and not given[1] and not given[2]:
        return _spelled_in_turn(given[3])
    if kind == "BRANCH":
        ways = [_spelled_in_turn(way) for way in given[1]]
        return frozenset().union(*(way for way in ways if way)) if all(ways) else None
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and given[1] == 1:
        once = _spelled_in_turn(given[2])
        return once and (once if given[0] else once | _NOTHING)
    return None


def _spelled_in_turn(parts: _Parts) -> frozenset[str] | None:
    run: frozenset[str] | None = _NOTHING
    for kind, given in parts:
        run = run and _joined(run, _spelled(str(kind), given))
    return run


def _joined(first: frozenset[str], second: frozenset[str] | None) -> frozenset[str] | None:
    if second is None or len(first) * len(second) > _MOST_SPELLED:
        return None
    return frozenset(one + other for one in first for other in second)


def _worth(words: frozenset[str]) -> tuple[int, int]:
    """How rarely one of them stands in a text by chance: the bytes of the shortest, then how few they are."""
    return min(map(_rarity, words), default=0), -len(words)


def _rarity(word: str) -> int:
    return _bytes(word) + any(map(str.isdigit, word)) + 2 * (not _SIGNS.isdisjoint(word))


def _bytes(word: str) -> int:
    return len(word.encode())

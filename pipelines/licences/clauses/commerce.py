"""May it be used commercially: read from which words meet in one sentence, whatever their order and language.

Commerce with a prohibition is forbidden; with a consent to ask for it is conditional. A purpose such as research that
is granted `only` forbids the rest. A grant for any purpose allows, and so does one to use, change and pass on that no
word narrows. Words are data: `wording/commerce.toml`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product

from crawler import patterns
from pipelines.licences.clauses.hit import ALLOWED, GRANTED, Hit
from pipelines.licences.clauses.rules import table, words
from pipelines.licences.text.text import Text

TERM = "commercial_use"
COMMERCE, NARROWED = "commercial-use-granted", "narrowed"  # a grant that names commerce; what takes others back
LIMITED = "limited"  # what takes back a grant that names commerce, too
_MOST = 4  # clauses of one value quoted for one text
_REACH = 1_500  # characters an introduction ("you may not:") reaches into the list that follows
_BEHIND = 60  # characters between a prohibition and what it forbids
_LED = ("forbid", "grant", "only", "consent", "use", "speaks", "narrow")  # what an introduction says of each item
_NARROWS = ("only", "consent", "private", "internal", "non_commercial", "narrow")
_ITEM = patterns.compile(r"\s*(?:\(?[0-9a-z]{1,4}[).·]|[-•●○▪*])")


@cache
def _lexicon() -> Mapping[str, patterns.AnyOf]:
    return {name: words(sources) for name, sources in table("commerce")["words"].items()}


class Sentence:
    """A sentence with the places of the words in it, looked for when they are asked for."""

    def __init__(self, words: str, led: Sentence | None = None) -> None:
        self._words, self._led = words, led
        self._found: dict[str, list[tuple[int, int]]] = {}

    def __getitem__(self, name: str) -> list[tuple[int, int]]:
        """Spans of a kind of word; those of the introduction to a list stand just before the item."""
        if name not in self._found:
            led = [(-1, 0)] if self._led and name in _LED and self._led[name] else []
            self._found[name] = led + self._places(name)
        return self._found[name]

    def _places(self, name: str) -> list[tuple[int, int]]:
        if name in ("forbid", "consent") and self["denied"]:
            return []
        found = [match.span() for match in _lexicon()[name].finditer(self._words)]
        if name == "commerce" and found:
            return [c for c in found if not any(_gap(c, n) == 0 for n in self["non_commercial"])]
        return found

    def near(self, one: str, other: str, within: int = 160) -> bool:
        """Do two kinds of words stand close enough to belong together."""
        return bool(self[one]) and any(_gap(a, b) <= within for a, b in product(self[one], self[other]))

    def after(self, one: str, other: str) -> bool:
        """Does the one stand close behind the other, as what is forbidden does behind "may not"."""
        return bool(self[one]) and any(0 <= a[0] - b[1] <= _BEHIND for a, b in product(self[one], self[other]))

    def begins(self, one: str, other: str) -> bool:
        """Does the one stand in the sentence itself, and before the other."""
        own = [place for place in self[one] if place[0] >= 0]
        return bool(own) and min(own) < min(self[other])

    def any_of(self, *names: str) -> bool:
        """Is there a word of one of these kinds."""
        return any(self[name] for name in names)


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Characters between two places, 0 where they meet."""
    return max(one[0] - other[1] + 1, other[0] - one[1] + 1, 0)


def commercial_clauses(text: Text) -> Iterator[Hit]:
    """The clauses of a text about commercial use (`no`, `conditional`, `allowed`, `narrowed`) and about derivatives."""
    given: Counter[tuple[str, str]] = Counter()
    for low, high in _spoken_of(text):
        sentence = Sentence(text.flat[low:high], _introduction(text, low))
        for term, value, rule in _said(sentence):
            given[term, value] += 1
            if given[term, value] <= _MOST:
                yield Hit(term, value, rule, low, high)


def _said(sentence: Sentence) -> tuple[tuple[str, str, str], ...]:
    """What a sentence says; of one on something aside (a name, a warranty) only that it opens with a grant."""
    said = (*_commerce(sentence), *_derivatives(sentence))
    if not said or not sentence["aside"]:
        return said
    return ((TERM, GRANTED, "rights-granted"),) if sentence["outright"] else ()


def _spoken_of(text: Text) -> Iterator[tuple[int, int]]:
    """Spans of the sentences in which a purpose, a sale or a grant is spoken of, in order."""
    stops = text.stops
    found = {bisect_right(stops, match.start()) for match in _lexicon()["topics"].finditer(text.flat)}
    for place in sorted(found):
        if place < len(stops):
            yield stops[place - 1], stops[place]


def _introduction(text: Text, low: int) -> Sentence | None:
    """The sentence ending in a colon that a list item at this place belongs to."""
    colon = max(text.flat.rfind(mark, max(low - _REACH, 0), low) for mark in (":\n", ": ", "：", "following\n"))
    if colon < 0 or not (_ITEM.match(text.flat, low) or not text.flat[colon + 1 : low].strip()):
        return None
    begin, _ = text.sentence(colon, colon + 1)
    return Sentence(text.flat[begin : colon + 1]) if begin < low else None


def _commerce(words: Sentence) -> Iterator[tuple[str, str, str]]:
    """What one sentence says of commercial use, each with its rule."""
    if against := _against(words):
        yield TERM, *against
    if words.after("sale", "forbid") and not words["commerce"]:
        yield TERM, "conditional", "sale-forbidden"
    elif words.after("share", "forbid") or words.after("adapt", "forbid"):
        yield TERM, NARROWED, "passing-on-limited"
    if not against:
        yield from _allowed(words)


def _allowed(words: Sentence) -> Iterator[tuple[str, str, str]]:
    if not words["grant"]:
        return
    whole = all(words[name] for name in ("share", "adapt", "use"))
    plain = not words.any_of("forbid", "condition", "duty")
    if plain and words["free"] and words.any_of("use", "commerce"):
        yield TERM, ALLOWED, COMMERCE if words["commerce"] else "any-purpose-granted"
    elif plain and words["commerce"] and not words.any_of("only", "consent", "narrow", "proviso"):
        yield TERM, ALLOWED, COMMERCE
    elif plain and whole and not words.any_of(*_NARROWS):
        yield TERM, ALLOWED, "use-granted"
    elif words["gives"] and words.any_of("use", "share", "rights") and not words.begins("forbid", "gives"):
        yield TERM, GRANTED, "rights-granted"


def _against(words: Sentence) -> tuple[str, str] | None:
    """A limit on commercial use with its rule; None where the sentence sets none."""
    if words["commerce"]:
        if words["free"] or not (words["consent"] or words.near("commerce", "forbid")):
            apart = words["non_commercial"] and not words["free"] and words["grant"]
            return ("conditional", "commerce-apart") if apart else None
        forbidden = ("no", "commercial-use-forbidden")
        return ("conditional", "commercial-use-needs-consent") if words["consent"] else forbidden
    if words["non_commercial"] and words["speaks"] and not words["free"]:
        return "no", "non-commercial-only"
    private = words.near("private", "only", within=70) or (words["grant"] and words.near("making", "only", within=70))
    if private and words["speaks"] and not words["free"]:
        return "no", "private-purpose-only"
    return ("conditional", "internal-use-only") if words.near("internal", "only") else None


def _derivatives(words: Sentence) -> Iterator[tuple[str, str, str]]:
    """Does the sentence allow derivatives, forbid them, or forbid to pass them on."""
    if not words["adapt"]:
        return
    if words.after("adapting", "forbid"):
        if words["bounded"]:
            return  # forbidden for some purposes, places or things only
        shared = any(share[0] <= adapt[0] for share, adapt in product(words["share"], words["adapting"]))
        yield "derivatives", "not-shared" if shared else "no", "derivatives-forbidden"
    elif words["grant"] and words.any_of("use", "share"):
        yield "derivatives", "yes", "derivatives-granted"

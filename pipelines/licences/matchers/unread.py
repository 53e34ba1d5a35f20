"""What of a text nobody knows may take back its grant and is not understood: a grant is for all where nothing is left.

Patterns know how restrictions are worded that somebody has seen. Here it is the other way round: of every sentence that
limits something it must be known that it does not limit the use of the work. The words are in `wording/unread.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from crawler import patterns
from pipelines.licences.clauses.hit import ALLOWED, Hit
from pipelines.licences.clauses.rules import table, words
from pipelines.licences.matchers.foreign import is_foreign
from pipelines.licences.text.text import Text
from pipelines.licences.types import Terms

_SHORTEST = 3  # words; less is a heading
_ALSO = {"limits": ("only", "consent", "non_commercial", "internal"), "trade": ("commerce", "private")}
_GRANTS = ("commercial_use", "derivatives")  # terms of which a clause found does not tell all that it limits


def doubted(terms: Terms, text: Text, spans: Iterable[tuple[int, int]]) -> tuple[Terms, tuple[str, ...]]:
    """The terms, free only where no sentence is left in doubt, and a note that quotes the first of those that are."""
    if terms.commercial_use != "yes" or not (doubts := sorted(spans)):
        return terms, ()
    quote, line, _ = text.quote(*doubts[0])
    note = f'commercial use is not said to be free, as line {line} may limit it: "{" ".join(quote.split())}"'
    return terms.with_(commercial_use="unknown"), (note,)


def unread(text: Text, hits: Iterable[Hit]) -> Iterator[tuple[int, int]]:
    """Spans of sentences with a word that limits, where neither another term nor a known subject is what it limits."""
    hits = tuple(hits)
    read = {text.sentence(h.start, h.end) for h in hits if h.term not in _GRANTS}
    granting = {text.sentence(h.start, h.end) for h in hits if h.value == ALLOWED}
    for low, high in pairwise(text.stops):
        if (low, high) in read:
            continue
        sentence = text.flat[low:high]
        grants = (low, high) in granting
        if (is_foreign(sentence) and not grants) or _may_limit(sentence, grants=grants):
            yield low, high


@cache
def _words(kind: str) -> patterns.AnyOf:
    known = table("commerce")["words"]
    return words([*table("unread")["unread"][kind], *(word for name in _ALSO.get(kind, ()) for word in known[name])])


def _may_limit(sentence: str, *, grants: bool) -> bool:
    """Does it limit a use, or speak of trade without granting it."""
    if len(sentence.split()) < _SHORTEST:
        return False
    rest = _words("phrases").sub(" ", sentence)
    limits = _words("limits").search(rest) is not None
    if limits and _words("costly").search(rest):
        return True
    doubtful = limits or (not grants and _words("trade").search(rest) is not None)
    return doubtful and not _words("subjects").search(sentence)

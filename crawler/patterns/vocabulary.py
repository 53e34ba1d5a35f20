"""The words that expressions ask for, and which of them stand in a text: one pass over it for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

import ahocorasick_rs

BEYOND_ASCII = "\x80\x80"  # stands for any character beyond ASCII
HIDING = "ſıİᲀᲁᲂᲃᲄᲅᲆᲇᲈ"  # equal to s, i or Cyrillic letters where case does not count; `lower` does not make them so
_KEPT = 500_000  # characters of texts whose words are remembered: one expression after the other is asked of a card's

Standing = tuple[int, frozenset[str]]  # the bits of those that ask for a word that stands in a text, and these words
HIDDEN: Standing = (-1, frozenset())  # in this text words may stand in letters that hide them


class _Known:
    """What was found for so many askers. It is replaced when one more asks, so that threads may share it."""

    def __init__(self, askers: dict[str, int]) -> None:
        self.standing: dict[str, Standing] = {}
        self.answers: dict[tuple[int, str], Any] = {}
        self._askers = askers
        self._automaton: ahocorasick_rs.AhoCorasick | None = None  # made when first needed: many ask one by one
        self._room = _KEPT

    def look(self, text: str) -> Standing:
        self._room -= len(text)
        if self._room < 0:
            self.standing.clear()
            self.answers.clear()
            self._room = _KEPT
        found = self.standing[text] = self._look(text)
        return found

    def _look(self, text: str) -> Standing:
        if self._automaton is None:
            self._automaton = ahocorasick_rs.AhoCorasick([*self._askers], store_patterns=True)
        words = frozenset(self._automaton.find_matches_as_strings(text.lower(), overlapping=True))
        if not text.isascii():
            if any(letter in text for letter in HIDING):
                return HIDDEN
            words |= {BEYOND_ASCII}
        return reduce(or_, map(self._askers.__getitem__, words), 0), words


class Vocabulary:
    """Words as they stand in a text made lower case; whoever asks for some has a bit of its own.

    `standing` tells of texts that were looked at who asks for a word that stands there, and the words; `HIDDEN` where
    letter case hides some. Any other text is for `look`. `answers` is where askers keep, by their number and a text,
    what they found in one that was looked at; it lasts as long as what `standing` has.
    """

    def __init__(self) -> None:
        self._askers = {BEYOND_ASCII: 0}
        self._size = 0  # askers
        self._known = _Known(self._askers)
        self._share()

    def ask(self, words: Iterable[str], others: Iterable[str]) -> int:
        """Look for all these words from now on. The number of the bit that tells that one of the first stands there."""
        number = self._size
        bit = 1 << number
        for word in words:
            self._askers[word] = self._askers.get(word, 0) | bit
        for word in others:
            self._askers.setdefault(word, 0)
        self._size += 1
        self._known = _Known(self._askers)
        self._share()
        return number

    def look(self, text: str) -> Standing:
        """Look at a text for all words, and remember what stands there."""
        return self._known.look(text)

    def _share(self) -> None:
        self.standing, self.answers = self._known.standing, self._known.answers


SHARED = Vocabulary()

"""The words that expressions ask for, and which of them stand in a text: one pass over it for all of them."""

from __future__ import annotations

import ahocorasick_rs

BEYOND_ASCII = "\x80\x80"  # stands for any character beyond ASCII
_FOLDS_TO_ASCII = "ſıİ"  # letters that equal s or i where case does not count, and that `lower` does not make so
_KEPT = 500_000  # characters of texts whose words are remembered: one expression after the other is asked of a card's


class _Known:
    """The automaton of so many words, and what it found; never changed but replaced, so that threads may share it."""

    def __init__(self, bits: dict[str, int]) -> None:
        self.bits = dict(bits)
        self.automaton = ahocorasick_rs.AhoCorasick([*self.bits], store_patterns=True)
        self.texts: dict[str, int] = {}
        self.room = _KEPT

    def standing(self, text: str) -> int:
        found = self.texts.get(text)
        if found is None:
            found = self._look(text)
            self.room -= len(text)
            if self.room < 0:
                self.texts, self.room = {}, _KEPT
            self.texts[text] = found
        return found

    def _look(self, text: str) -> int:
        found = 0
        if not text.isascii():
            if any(letter in text for letter in _FOLDS_TO_ASCII):
                return -1
            found = self.bits[BEYOND_ASCII]
        for word in set(self.automaton.find_matches_as_strings(text.lower(), overlapping=True)):
            found |= self.bits[word]
        return found


class Vocabulary:
    """Words as they stand in a text made lower case, each with a bit of its own."""

    def __init__(self) -> None:
        self._bits = {BEYOND_ASCII: 1}
        self._known = _Known(self._bits)

    def bit(self, word: str) -> int:
        """The bit of a word, which is looked for from now on."""
        return self._bits.setdefault(word, 1 << len(self._bits))

    def standing(self, text: str) -> int:
        """The bits of the words that stand in a text; -1, which has all of them, where letter case hides words."""
        known = self._known
        if len(known.bits) != len(self._bits):
            known = self._known = _Known(self._bits)
        return known.standing(text)


SHARED = Vocabulary()

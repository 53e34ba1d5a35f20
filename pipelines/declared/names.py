"""By which words a card calls its own model, and by which the one it was made from. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from crawler import patterns

_PARTS = patterns.compile(r"[-_.]")
_WORDS = patterns.compile(r"[a-z0-9_.+-]+")  # ids are ASCII, and other scripts set no blanks around them
_ACCENT = patterns.compile(r"[\x{300}-\x{36f}]")
_UNPARTED = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class Names:
    """Lower-cased words by which a card may call its model and its owner, and those of the model it was made from.

    Those in other letters than an id's may stand anywhere in a text: many scripts set no blanks, others inflect.
    """

    own: frozenset[str]
    base: frozenset[str]

    def of_itself(self, text: str) -> bool:
        """Does a text name the model itself or its owner?"""
        return _names_any(text, self.own)

    def of_base(self, text: str) -> bool:
        """Does a text name the base model and not the model itself?"""
        return _names_any(text, self.base) and not self.of_itself(text)


def _folded(text: str) -> str:
    """Lower-cased, without the accents that ids cannot have: "Serçe" is "serce". Vowel signs of other scripts stay."""
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text.lower().translate(_UNPARTED))
    return unicodedata.normalize("NFC", _ACCENT.sub("", parted))


def _names_any(text: str, names: frozenset[str]) -> bool:
    text = _folded(text)
    words = {part for word in _WORDS.findall(text) for part in (word, *_PARTS.split(word))}
    if any(not name.isascii() and _folded(name) in text for name in names):
        return True
    return bool(words & names) or any(word.startswith(name) for name in names if len(name) > 3 for word in words)

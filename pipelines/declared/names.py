"""By which words a card calls its own model, and by which the one it was made from. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from crawler import patterns

_PARTS = patterns.compile(r"[-_.]")
_WORDS = patterns.compile(r"[a-z0-9_.+-]+")  # ids are ASCII, and other scripts set no blanks around them


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


def _names_any(text: str, names: frozenset[str]) -> bool:
    words = {part for word in _WORDS.findall(text.lower()) for part in (word, *_PARTS.split(word))}
    if not text.isascii() and any(not name.isascii() and name in text.lower() for name in names):
        return True
    return bool(words & names) or any(word.startswith(name) for name in names if len(name) > 3 for word in words)

"""Data that is a translation of a named set, of which the card says no more: to be made again by the reader. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler import patterns
from pipelines.card import Card, Sentence
from pipelines.declared.data.beside import lines_beside, speaks
from pipelines.wording import pattern

_DATA = patterns.compile(r"\b(?:data ?sets?|corp(?:us|ora)|data|categories|texts?)\b", patterns.I)
_HOLDS = patterns.compile(r"\b(?:contain|compris|consist|includ)\w*\b[^.]{0,60}\btranslat", patterns.I)
_LONGEST = 1500  # characters of a sentence that is looked at


def translated(card: Card, names: Sequence[str]) -> Iterator[Sentence]:
    """Sentences by which the data is a translation of the sets in `names`, if these are all without an owner.

    A translation that is given out has an owner, and what stands beside a link to a dataset may be it.
    """
    if any("/" in name for name in names):
        return
    for sentence in card.sentences:
        told = "ranslat" in sentence.text and speaks(sentence) and len(sentence.text) <= _LONGEST
        if told and _tells(sentence.text) and sentence.line_start not in lines_beside(card):
            yield sentence


def _tells(text: str) -> bool:
    """Does a sentence say that data was translated, not that a set holds translations?"""
    found = pattern("training_data", "translated").search(text)
    on_data = found and (_DATA.search(text) or pattern("training_data", "trained_on").search(text))
    return bool(on_data) and not _HOLDS.search(text)

"""What a card is made of. Line numbers are 1-based and inclusive; lines are those of the raw card, split at "\\n"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from crawler import patterns

# A sentence ends at a full stop before a capital, a bracket or a list mark; in Chinese and Japanese at its own stop.
_END = patterns.compile(r"[.!?][\"')\]]{0,2}\s+(?=[^a-z\s])|[。！？；]|\n{2,}")
_ABBREVIATION = patterns.compile(r"\b(?:e\.g|i\.e|et al|vs|cf|etc|approx|Fig|No|Dr|St)\.$", patterns.I)

_WHOLE = frozenset({"code", "heading", "table"})  # kinds of blocks that are one sentence each


class Sentence(NamedTuple):  # a tuple: hundreds a card are made
    """One sentence of prose as a reader sees it: mark-up removed, white space single."""

    text: str
    line_start: int
    line_end: int
    section: tuple[str, ...]
    kind: str


class Block(NamedTuple):
    """A paragraph, list item, table row, quotation, heading or piece of code."""

    kind: str  # heading, paragraph, list, table, quote, code
    text: str  # plain text; a line break stands where the raw card has one
    line_start: int
    line_end: int
    section: tuple[str, ...]  # the headings above, outermost first (a heading includes itself)
    info: str = ""  # the language of a piece of code

    def sentences(self) -> list[Sentence]:
        """The sentences in order; code, headings and table rows are one each."""
        text = self.text
        if self.kind in _WHOLE:
            return [self._sentence(text, 0)]
        return [self._sentence(text[start:end], text.count("\n", 0, start)) for start, end in _spans(text)]

    def _sentence(self, text: str, skipped: int) -> Sentence:
        first = last = min(self.line_start + skipped, self.line_end)
        if "\n" in text:
            last = min(first + text.rstrip("\n").count("\n"), self.line_end)
        return Sentence(" ".join(text.split()), first, last, self.section, self.kind)


def _may_end(text: str) -> bool:
    """May a sentence end within a text? Told without the engine, as for most list items."""
    return not text.isascii() or "." in text or "!" in text or "?" in text or "\n\n" in text


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _END.finditer(text) if _may_end(text) else ():
        stop = end.start() + (text[end.start()] != "\n")
        piece = text[start:stop]
        if not piece.strip() or _ABBREVIATION.search(piece[-12:]):
            continue
        yield start + len(piece) - len(piece.lstrip()), stop
        start = end.end()
    if text[start:].strip():
        yield len(text) - len(text[start:].lstrip()), len(text)


class Link(NamedTuple):
    """An address a card points to, and where it does so."""

    url: str
    text: str  # what the reader clicks on; the alternative text of an image
    line: int
    section: tuple[str, ...]
    where: str  # text, image, code, bibtex
    block: int  # index of the block it stands in


@dataclass(frozen=True, slots=True)
class Front:
    """The YAML block on top. `lines` gives the first and last line of each top-level key."""

    values: Mapping[str, object] = field(default_factory=dict)
    lines: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    error: str = ""  # why the block could not be read
    line_end: int = 0  # the closing mark; 0 without front matter

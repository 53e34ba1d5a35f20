"""A model or dataset card as detectors see it: front matter, blocks, sentences and links, each with its lines. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from crawler import patterns
from crawler.model import MAX_QUOTE
from pipelines.card.body import BodyReader
from pipelines.card.front import read_front
from pipelines.card.parts import Block, Front, Link, Sentence

MAX_CARD = 2_000_000  # characters read of one card; the longest known has 600,000
MAX_BODY = 600_000  # characters of them below the front matter
MAX_BODY_LINES = 12_000  # each may be a block of its own; the longest of 19,187 bodies has 5,800
MAX_MARKUP = 40  # characters of mark-up between two words of a quote
MAX_LINES = 2_000  # of a front-matter key in which a value is looked for
MAX_SENTENCES = 10_000  # of one card; the longest known has 900
MAX_LINKS = 3_000  # of one card; the longest known has fewer than 460
MAX_TRIES = 1000  # places of a quote's first word that are looked at
_WORD = patterns.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class Card:
    """One README, read. All line numbers are 1-based, inclusive, and count the raw text's "\\n"."""

    lines: tuple[str, ...]
    front_matter: Front
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    links: tuple[Link, ...]
    unread_from: int = 0  # the first line that was not read; 0 where the card was read to its end
    known: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)  # see `pipelines.once`

    @property
    def front(self) -> Mapping[str, object]:
        """The front matter's values: text, bool, None, lists and mappings of these. Numbers stay text."""
        return self.front_matter.values

    def quote(self, line_start: int, line_end: int, around: str = "") -> str:
        """A literal piece of these lines, at most 300 characters, beginning at `around` where that can be found.

        `around` is text as a reader sees it; mark-up may stand between its words in the raw lines.
        """
        raw = "\n".join(self.lines[line_start - 1 : line_end])
        start = _find(raw, around)
        if len(raw) - start < MAX_QUOTE // 3:
            start = max(0, min(start, len(raw) - MAX_QUOTE))
        return raw[start : start + MAX_QUOTE].strip() or raw[:MAX_QUOTE].strip()

    def front_line(self, key: str, value: str = "") -> tuple[int, int] | None:
        """The lines of a front-matter key, narrowed to the line that holds `value` where one does."""
        span = self.front_matter.lines.get(key)
        if span is None or not value:
            return span
        for number in range(span[0], min(span[1], span[0] + MAX_LINES) + 1):
            if value in self.lines[number - 1]:
                return number, number
        return span

    def block_of(self, link: Link) -> Block | None:
        """The block a link stands in."""
        return self.blocks[link.block] if link.block < len(self.blocks) else None


def _find(raw: str, around: str) -> int:
    if (exact := raw.find(around)) >= 0:
        return exact
    words = _WORD.findall(around)[:4]
    while words:
        if (place := _find_apart(raw, words)) is not None:
            return place
        words.pop()
    return 0


def _find_apart(raw: str, words: list[str]) -> int | None:
    """Where these words stand one after the other with only mark-up between them."""
    place = raw.find(words[0])
    for _ in range(MAX_TRIES):
        if place < 0:
            break
        if _follow(raw, place + len(words[0]), words[1:]):
            return place
        place = raw.find(words[0], place + 1)
    return None


def _follow(raw: str, end: int, words: list[str]) -> bool:
    for word in words:
        ahead = enumerate(raw[end : end + MAX_MARKUP + 1])
        gap = next((length for length, char in ahead if char.isalnum() or char == "_"), 0)
        if not gap or not raw.startswith(word, end + gap):
            return False
        end += gap + len(word)
    return True


def parse_card(text: str) -> Card:
    """Read a card. Never raises: broken front matter is told by `front_matter.error`, the body is read anyway.

    A card beyond the bounds of this file, which no real one passes, is read up to them; `unread_from` says so.
    """
    plain = _readable(text[:MAX_CARD])
    front, offset = read_front(plain)
    body = "\n".join(plain[offset : offset + MAX_BODY].split("\n", MAX_BODY_LINES)[:MAX_BODY_LINES])
    lines = tuple(text[:MAX_CARD].split("\n"))
    reader = BodyReader(lines, plain.count("\n", 0, offset))
    reader.read(body)
    found = tuple(islice(chain.from_iterable(map(Block.sentences, reader.blocks)), MAX_SENTENCES + 1))
    read = offset + len(body)
    unread_from = plain.count("\n", 0, read + 1) + 1 if plain[read:].strip() or len(text) > MAX_CARD else 0
    if len(found) > MAX_SENTENCES:
        unread_from = found[MAX_SENTENCES].line_start
    if len(reader.links) > MAX_LINKS:
        unread_from = min(unread_from or len(lines), reader.links[MAX_LINKS].line)
    links = tuple(reader.links[:MAX_LINKS])
    return Card(lines, front, tuple(reader.blocks), found[:MAX_SENTENCES], links, unread_from)


@lru_cache(maxsize=20)  # as many as one model's card names at the most, nearly always
def neighbour_card(text: str) -> Card:
    """The card of a dataset, which several detectors ask for: as `parse_card`, kept for the next of them."""
    return parse_card(text)


def _readable(text: str) -> str:
    """The same lines as `text` (a lone carriage return ends none), without byte order mark and lone surrogates."""
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    return text.replace("\r\n", "\n").replace("\r", " ").encode("utf-8", "replace").decode()

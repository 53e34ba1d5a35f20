"""The words around a link of a card. Pure."""

from __future__ import annotations

from pipelines.card import Card, Link, Sentence
from pipelines.once import once


def around(card: Card, link: Link) -> str:
    """The sentence a link stands in; for a bare address in a piece of code also the line above it."""
    block = card.block_of(link)
    if block is None:
        return link.text
    here = [s.text for s in sentences_in(card, link.block) if s.line_start <= link.line <= s.line_end]
    if len(here) > 1 and link.text:
        here = [text for text in here if link.text in text] or here
    text = " ".join(here) or block.text
    if len(text) < 60 + len(link.url) and link.block and block.kind == "code":
        text = f"{card.blocks[link.block - 1].text} {text}"
    return text[:1200]


def sections_over(card: Card, link: Link) -> tuple[str, ...]:
    """The headings over a link but the card's title, in which "tuning" is a word of the model's name."""
    title = next((block.text for block in card.blocks if block.kind == "heading"), "")
    return link.section[1:] if link.section[:1] == (title,) else link.section


def sentences_in(card: Card, block: int) -> tuple[Sentence, ...]:
    """The sentences of a block, by its number."""
    known = _by_block(card)
    if block not in known:
        known[block] = tuple(card.blocks[block].sentences())
    return known[block]


@once
def _by_block(_card: Card) -> dict[int, tuple[Sentence, ...]]:
    """The sentences of the blocks that were asked for: few of a card's, and again for each of their links."""
    return {}

"""The card reader: front matter, Markdown body, raw HTML, and the card that they make."""

from pipelines.card.parts import Block, Front, Link, Sentence
from pipelines.card.reader import Card, neighbour_card, parse_card

__all__ = ["Block", "Card", "Front", "Link", "Sentence", "neighbour_card", "parse_card"]

"""Raw HTML inside a card, read by BeautifulSoup: the text a reader sees and the links it holds. Linear in the input."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PageElement, Tag

from pipelines.blocks import BLOCKS, CELLS

_CLIMB = 20  # how far up a string's own line is looked for
MAX_LINKS = 2000
# Cards hold whatever people paste; bs4's advice on it is for people who wrote the mark-up.
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)
warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)


def soup_of(html: str) -> BeautifulSoup:
    """Parse a fragment."""
    return BeautifulSoup(html, "lxml")


def links_of(soup: BeautifulSoup) -> Iterator[tuple[str, str, str]]:
    """`(url, text, where)` of each link and image."""
    for tag in soup.find_all(["a", "img"], limit=MAX_LINKS):
        if tag.name == "a" and tag.get("href"):
            yield str(tag["href"]), " ".join(islice(tag.stripped_strings, 20)), "text"
        elif tag.name == "img" and tag.get("src"):
            yield str(tag["src"]), str(tag.get("alt", "")), "image"


def lines_of(soup: BeautifulSoup) -> Iterator[tuple[str, int]]:
    """The visible lines of text, each with its heading level (0: no heading); cells of a row are set apart by " | "."""
    parts: list[str] = []
    owner: Tag | None = None
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name in CELLS:
                parts.append(" | ")
            elif node.name in BLOCKS:
                yield from _line(parts, owner)
        elif type(node) is NavigableString:  # comments, scripts and styles have types of their own
            above = _own_line(node)
            if above is not owner:
                yield from _line(parts, owner)
                owner = above
            parts.append(str(node))
    yield from _line(parts, owner)


def _own_line(node: PageElement) -> Tag | None:
    for above in islice(node.parents, _CLIMB):
        if above.name in BLOCKS:
            return above
    return None


def _line(parts: list[str], owner: Tag | None) -> Iterator[tuple[str, int]]:
    text = " ".join("".join(parts).split()).strip(" |")
    parts.clear()
    if text:
        name = owner.name if owner else ""
        yield text, int(name[1]) if len(name) == 2 and name[1].isdigit() else 0


def inline_text(soup: BeautifulSoup) -> str:
    """The text of a paragraph with HTML in it; the line breaks of the source stay."""
    return "".join(
        " " if isinstance(node, Tag) and node.name == "br" else str(node)
        for node in soup.descendants
        if type(node) is NavigableString or (isinstance(node, Tag) and node.name == "br")
    )

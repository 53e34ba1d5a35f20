"""Raw HTML inside a card, read by lxml: the text a reader sees and the links it holds. Linear in the input."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from pipelines.blocks import BLOCKS, CELLS

MAX_LINKS = 2000
_UNSEEN = frozenset({"rp", "rt", "script", "style", "template"})  # what stands in them is no part of the text
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def is_comment(html: str) -> bool:
    """Is it one comment and nothing else, as templates are full of? Then there is nothing to see."""
    html = html.strip()
    return html.startswith("<!--") and html.find("-->") == len(html) - 3 and "--!>" not in html


class Fragment:
    """A piece of HTML, parsed."""

    def __init__(self, html: str) -> None:
        try:
            self._tree: etree._Element | None = etree.fromstring(html.encode(), _PARSER)
        except (etree.ParserError, etree.XMLSyntaxError):  # nothing is left of it
            self._tree = None

    def links(self) -> Iterator[tuple[str, str, str]]:
        """`(url, text, where)` of each link and image."""
        for tag in islice(self._tree.iter("a", "img"), MAX_LINKS) if self._tree is not None else ():
            if tag.tag == "a" and (url := tag.get("href")):
                words = (text for piece in tag.itertext() if (text := str(piece).strip()))
                yield url, " ".join(islice(words, 20)), "text"
            elif tag.tag == "img" and (url := tag.get("src")):
                yield url, tag.get("alt", ""), "image"

    def lines(self) -> Iterator[tuple[str, int]]:
        """The visible lines of text, each with its heading level (0: none); cells of a row are apart by " | "."""
        parts: list[str] = []
        owner = ""
        for mark, text, own in self._pieces():
            if mark in CELLS:
                parts.append(" | ")
            elif mark in BLOCKS:
                yield from _line(parts, owner)
            if text and own != owner:
                yield from _line(parts, owner)
                owner = own
            parts.append(text)
        yield from _line(parts, owner)

    def text(self) -> str:
        """The text of a paragraph with HTML in it; the line breaks of the source stay."""
        return "".join(f" {text}" if mark == "br" else text for mark, text, _ in self._pieces())

    def _pieces(self) -> Iterator[tuple[str, str, str]]:
        """The element that every mark opens ("" where it closes one), the text behind the mark, as far as a reader sees
        it, and the element on whose line that stands: its name and a number of its own."""
        inside, unseen = [""], 0
        walk = etree.iterwalk(self._tree, ("start", "end")) if self._tree is not None else ()
        for number, (event, tag) in enumerate(walk):
            name = str(tag.tag)
            if event == "start":
                unseen += name in _UNSEEN
                inside.append(f"{name} {number}" if name in BLOCKS else inside[-1])
                yield name, "" if unseen else tag.text or "", inside[-1]
            else:
                unseen -= name in _UNSEEN
                inside.pop()
                yield "", "" if unseen else tag.tail or "", inside[-1]


def _line(parts: list[str], owner: str) -> Iterator[tuple[str, int]]:
    text = " ".join("".join(parts).split()).strip(" |")
    parts.clear()
    if text:
        name = owner.partition(" ")[0]
        yield text, int(name[1]) if len(name) == 2 and name[1].isdigit() else 0

"""Licences published as web pages."""

from __future__ import annotations

from collections.abc import Iterator

from crawler import patterns
from pipelines.blocks import BLOCKS, CELLS

MAX_PAGE = 2_000_000  # characters of a page that are read
_XML = patterns.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_NOT_CONTENT = ("script", "style", "nav", "header", "footer", "noscript", "svg", "form", "head")
_BREAKS = BLOCKS | CELLS


def html_to_text(page: str | bytes) -> str:
    """The text of a page's main part, one line a block; navigation, scripts and styles are left out."""
    lines = (" ".join(line.split()) for line in "".join(_pieces(page[:MAX_PAGE])).split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(page: str | bytes) -> Iterator[str]:
    from bs4 import BeautifulSoup, Comment, Doctype, Tag  # a fifth of a second that only pages should cost

    text = page if isinstance(page, str) else page.decode("utf-8", "replace")
    soup = BeautifulSoup(_XML.sub("", text, count=1), "lxml")
    main = soup.find("main") or soup.find("article") or soup
    skipped: set[int] = set()  # elements inside what is left out; parents come before their children
    for node in main.descendants:
        if isinstance(node, Tag):
            if node.name in _NOT_CONTENT or id(node.parent) in skipped:
                skipped.add(id(node))
            elif node.name in _BREAKS:
                yield "\n"
        elif id(node.parent) not in skipped and not isinstance(node, (Comment, Doctype)):
            yield str(node)

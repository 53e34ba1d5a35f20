"""Reading a page the way a person does: its words, and its sections by their heading."""

from __future__ import annotations

from bs4 import BeautifulSoup

from crawler.metadata import DATABASE

MODELS = f"/{DATABASE}/models"


def words(soup) -> str:
    """The text of a page or a part of it, with single spaces."""
    return " ".join(soup.get_text(" ").split())


def section(soup: BeautifulSoup, heading: str) -> str:
    """The text of the section whose heading begins so."""
    titles = (h for h in soup.find_all("h2") if h.get_text().startswith(heading))
    return words(next(titles).find_parent("section"))

"""Licences published as web pages."""

from __future__ import annotations

_NOT_CONTENT = ("script", "style", "nav", "header", "footer", "noscript", "svg", "form")
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "tr", "section", "article", "blockquote", "pre")


def html_to_text(page: str | bytes) -> str:
    """The text of a page's main part, one line a block; navigation, scripts and styles are left out."""
    from bs4 import BeautifulSoup  # a fifth of a second that only pages should cost

    soup = BeautifulSoup(page, "lxml")
    for tag in soup.find_all(_NOT_CONTENT):
        tag.decompose()
    for line_break in soup.find_all("br"):
        line_break.replace_with("\n")
    for block in soup.find_all(_BLOCKS):
        block.append("\n")
    main = soup.find("main") or soup.find("article") or soup.body or soup
    lines = (" ".join(line.split()) for line in main.get_text().split("\n"))
    return "\n".join(line for line in lines if line)

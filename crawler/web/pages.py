"""The pages of `docs/` as pages of the site: rendered by markdown-it without HTML, links kept within the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from crawler import patterns

FIRST = "about"
TITLES = {  # what a reader of the site is offered, in this order; every other page is found by links
    "about": "What this is, how to cite it, how to contest it",
    "reading": "Tables, snapshots and feeds",
    "verdicts": "From answers to verdicts",
    "detectors": "How each question is answered",
    "licences": "How licences are read",
    "accuracy": "How often the answers are right",
    "questions": "Questions of researchers, and their queries",
    "security": "Whom the crawler asks",
}
SITE = "/-/docs/"
_PUNCTUATION = patterns.compile(r"[^\w\- ]")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title, and its body as HTML that holds nothing but what markdown-it made of the text."""

    title: str
    body: Markup


@cache
def page(name: str) -> Page | None:
    """The page of that name (`reading`, `decisions/0001-crawl`), or None where there is none."""
    path = _paths().get(name)
    if path is None:
        return None
    tokens = _MARKDOWN.parse(files("crawler.web").joinpath("docs", path).read_text("utf-8"))
    title = next((inner.content for opened, inner in pairwise(tokens) if opened.type == "heading_open"), name)
    _name_headings(tokens)
    for token in tokens:
        if token.children:
            token.children = list(_within_site(token.children, name))
    body = _MARKDOWN.renderer.render(tokens[3:] if tokens[0].tag == "h1" else tokens, _MARKDOWN.options, {})
    return Page(title, Markup(body))  # noqa: S704 - markdown-it escapes all text, and html is off


@cache
def _paths() -> dict[str, str]:
    """Name in the address to file."""
    folder = files("crawler.web").joinpath("docs")
    found = [(inner, f.name) for inner in ("", "decisions/") for f in folder.joinpath(inner).iterdir()]
    return {_name(f"{inner}{file}"): f"{inner}{file}" for inner, file in found if file.endswith(".md")}


def _name(path: str) -> str:
    return path.removesuffix(".md").lower()


def _name_headings(tokens: Sequence[Token]) -> None:
    """The anchors that code hosts give headings, so that links between pages hold here too."""
    for opened, inner in pairwise(tokens):
        if opened.type == "heading_open":
            opened.attrSet("id", _PUNCTUATION.sub("", inner.content.lower()).strip().replace(" ", "-"))


def _within_site(tokens: Sequence[Token], name: str) -> Iterator[Token]:
    """Links to pages lead to the site's own; those to files of the source that the site does not show become text."""
    shown = True
    for token in tokens:
        if token.type == "link_open":
            address = _address(str(token.attrGet("href")), name)
            shown = bool(address)
            token.attrSet("href", address)
        if shown or not token.type.startswith("link_"):
            yield token
        shown = shown or token.type == "link_close"


def _address(href: str, name: str) -> str:
    """Where a link of the page `name` leads on the site, empty where nowhere."""
    parts = urlsplit(href)
    if parts.scheme or not parts.path:
        return href
    folder = name.rpartition("/")[0]
    steps: list[str] = [folder] if folder else []
    for step in parts.path.split("/"):
        if step != "..":
            steps.append(step)
        elif steps:
            steps.pop()
        else:
            return ""
    target = _name("/".join(steps))
    return f"{SITE}{target}{f'#{parts.fragment}' if parts.fragment else ''}" if target in _paths() else ""

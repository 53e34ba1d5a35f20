"""Files as characters, bounded; web pages with everything blanked that is not read, so that places stay the same."""

from __future__ import annotations

from collections.abc import Iterator

from crawler import patterns
from crawler.storable import encodable
from pipelines.blocks import BLOCKS

MAX_CHARS = 400_000  # the longest real licence file seen has 71,000

_NOT_LINE_END = patterns.compile(r"[^\n]")
_TAG = patterns.compile(r"<(?:[!/a-zA-Z?][^<>]*)>")
_SCRIPT = patterns.compile(r"<(?P<name>script|style|nav|head)\b", patterns.I)
_CLOSED = {name: patterns.compile(f"</{name}\\b", patterns.I) for name in ("script", "style", "nav", "head")}
_BLOCK = patterns.compile(rf"</?(?:{'|'.join(sorted(BLOCKS))})\b", patterns.I)
_HTML = patterns.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html\b)", patterns.I)


def decode(data: bytes | str) -> str:
    """The text as characters: UTF-8, else UTF-16 by its mark, else Latin-1; never raises."""
    if isinstance(data, str):
        return encodable(data[:MAX_CHARS])
    data = data[: 4 * MAX_CHARS]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")[:MAX_CHARS]
    try:
        return data.decode("utf-8")[:MAX_CHARS]
    except UnicodeDecodeError as error:
        cut_at_the_end = error.start >= len(data) - 4
        encoding = "utf-8" if cut_at_the_end else "latin-1"
        return data.decode(encoding, "ignore")[:MAX_CHARS]


def is_html(raw: str) -> bool:
    """Is it a web page rather than a text."""
    return _HTML.match(raw) is not None


def without(raw: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The text with spans (in order) blanked, so that places and lines stay the same."""
    parts, end = [], 0
    for low, high in spans:
        parts += [raw[end:low], _NOT_LINE_END.sub(" ", raw[low:high])]
        end = high
    return "".join([*parts, raw[end:]])


def _scripts(raw: str) -> Iterator[tuple[int, int]]:
    """Spans of a page that nobody reads: scripts, styles, navigation; an unclosed one runs to the end."""
    end = 0
    while opened := _SCRIPT.search(raw, end):
        closed = _CLOSED[opened["name"].lower()].search(raw, opened.end())
        end = closed.start() if closed else len(raw)
        yield opened.start(), end


def _blank(match: patterns.Match[str]) -> str:
    return _NOT_LINE_END.sub(" ", match.group())


def _blank_tag(match: patterns.Match[str]) -> str:
    """A tag that ends a block ends a paragraph."""
    blank = _blank(match)
    return "\n\n" + blank[2:] if _BLOCK.match(match.group()) else blank


def readable(raw: str) -> str:
    """The text with mark-up blanked; a tag that ends a block leaves an empty line."""
    if is_html(raw):
        raw = without(raw, tuple(_scripts(raw)))
    return _TAG.sub(_blank_tag, raw) if "<" in raw else raw

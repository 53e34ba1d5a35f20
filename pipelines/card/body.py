"""The Markdown body of a card as blocks and links: CommonMark and tables by pulldown-cmark, HTML by lxml."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, cast

import pyromark

from crawler import patterns
from pipelines.card.html import Fragment, is_comment
from pipelines.card.inline import Piece, as_html, bare_addresses, encoded, read_inline
from pipelines.card.parts import Block, Link

_TABLES = pyromark.Options.ENABLE_TABLES
_BIBTEX = patterns.compile(r"^\s*@\w+\s*\{", patterns.M)
_NESTING = {"List": "list", "BlockQuote": "quote"}
_MARKS = frozenset({"Emphasis", "Strong"})
_EDGES = frozenset({"Start", "End"})
_ADDRESSES = frozenset({"Link", "Image"})
_Named = str | Mapping[str, Any]  # a name, or a mapping of one to what belongs to it
Span = tuple[int, int]  # first and last line of the card


def _events(body: str) -> Iterator[tuple[_Named, Mapping[str, int]]]:
    """The events of a body, each with its span in bytes. Raises ValueError where the parser itself panics."""
    try:
        yield from cast(
            "Iterator[tuple[_Named, Mapping[str, int]]]",
            pyromark.events_with_range(_with_plain_rules(body), options=_TABLES),
        )
    except BaseException as error:  # a panic in Rust is no `Exception`: it would end the process of a whole run
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError(f"the Markdown of the card could not be parsed: {error}") from error


class BodyReader:
    """Walks the events of one body once and collects `blocks` and `links`."""

    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self.lines = lines  # of the whole card
        self.offset = first_line  # lines of the card above the body
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.headings: list[tuple[int, str]] = []
        self.section: tuple[str, ...] = ()
        self.within: list[str] = []  # lists and quotations we are inside of
        self.row: list[str] = []  # cells of the table row we are inside of
        self.pieces: list[Piece] = []  # of the text we are inside of
        self.info: str | None = None  # of the piece of code we are inside of; None where it is not fenced

    def read(self, body: str) -> None:
        self.body = body.encode()
        self.starts = [*accumulate(len(line) + 1 for line in self.body.split(b"\n"))]  # of every line but the first
        for event, span in _events(body):
            if isinstance(event, str):
                if event == "Rule":
                    self._loose()
                else:
                    self.pieces.append((event, "", span["start"], span["end"]))
                continue
            ((kind, value),) = event.items()
            if kind not in _EDGES:
                self.pieces.append((kind, value, span["start"], span["end"]))
                continue
            ((name, about),) = ((value, ""),) if isinstance(value, str) else value.items()
            (self._begin if kind == "Start" else self._end)(name, about, span["start"], span["end"])

    def _begin(self, name: str, about: Any, start: int, end: int) -> None:  # noqa: ANN401 - as the tag has it
        if name in _ADDRESSES:
            scheme = "mailto:" if about["link_type"] == "Email" else ""
            self.pieces.append((name, scheme + encoded(about["dest_url"].strip()), start, end))
        elif name not in _MARKS:
            if self.pieces:
                self._loose()
            if name in _NESTING:
                self.within.append(_NESTING[name])
            elif name == "CodeBlock":
                self.info = about.get("Fenced") if isinstance(about, dict) else None

    def _end(self, name: str, about: Any, start: int, end: int) -> None:  # noqa: ANN401
        if name in _ADDRESSES or name in _MARKS:
            self.pieces.append((f"End{name}" if name in _ADDRESSES else "Mark", "", start, end))
        elif name in _READERS:
            _READERS[name](self, start, end)
        elif name == "Heading":
            span = self._span(start, self.pieces[-1][3] if self.pieces else end)  # what underlines it left aside
            self._heading(int(about[1]), self._text(start, end), span)
        else:
            self._loose()
            if name in _NESTING:
                self.within.pop()

    def _line(self, place: int) -> int:
        """The line of the card on which a byte of the body stands."""
        return bisect_right(self.starts, place) + 1 + self.offset

    def _span(self, start: int, end: int) -> Span:
        first = self._line(start)
        return first, first if end <= self.starts[first - 1 - self.offset] else self._line(end - 1)

    def _taken(self) -> list[Piece]:
        pieces, self.pieces = self.pieces, []
        return pieces

    def _emit(self, kind: str, text: str, span: Span, info: str = "") -> None:
        if text.strip():
            self.blocks.append(Block(kind, text, span[0], min(span[1], len(self.lines)), self.section, info))

    def _link(self, url: str, text: str, line: int, where: str) -> None:
        self.links.append(Link(url.strip(), " ".join(text.split()), line, self.section, where, len(self.blocks)))

    def _loose(self) -> None:
        """Text that stands in an item of a list by itself ends where a block begins or ends."""
        if self.pieces:
            self._paragraph(self.pieces[0][2], self.pieces[-1][3])

    def _paragraph(self, start: int, end: int) -> None:
        text = self._text(start, end)
        self._emit(self.within[-1] if self.within else "paragraph", text, self._span(start, end))

    def _heading(self, level: int, text: str, span: Span) -> None:
        title = " ".join(text.split())
        self.headings = [*(h for h in self.headings if h[0] < level), (level, title)]
        self.section = tuple(title for _, title in self.headings)
        self._emit("heading", title, span)

    def _cell(self, start: int, end: int) -> None:
        self.row.append(" ".join(self._text(start, end).split()))

    def _row(self, start: int, end: int) -> None:
        cells, self.row = self.row, []
        self._emit("table", " | ".join(cells), self._span(start, end))

    def _code(self, start: int, end: int) -> None:
        span = self._span(start, end)
        text = "".join(piece[1] for piece in self._taken()).rstrip("\n")
        where = "bibtex" if _BIBTEX.search(text) else "code"
        first = span[0] + (self.info is not None)
        for found in bare_addresses(text):
            self._link(found.url, "", first + text.count("\n", 0, found.place), where)
        self._emit("code", text, (first, max(first, span[1])), (self.info or "").strip())

    def _html(self, start: int, end: int) -> None:
        span = self._span(start, end)
        html = "".join([piece[1] for piece in self._taken()])
        if is_comment(html):
            return
        fragment = Fragment(html)
        self._html_links(fragment, span)
        line = span[0]
        for text, level in fragment.lines():
            line = self._line_of(text[:24], line, span[1])
            if level:
                self._heading(level, text, (line, span[1]))
            else:
                self._emit("table" if " | " in text else "paragraph", text, (line, span[1]))

    def _html_links(self, fragment: Fragment, span: Span) -> None:
        for url, text, where in fragment.links():
            self._link(url, text, self._line_of(url, *span), where)

    def _line_of(self, needle: str, first: int, last: int) -> int:
        for number in range(first, min(last, len(self.lines)) + 1):
            if needle in self.lines[number - 1]:
                return number
        return first

    def _text(self, start: int, end: int) -> str:
        pieces = self._taken()
        if len(pieces) == 1 and pieces[0][0] == "Text" and "://" not in pieces[0][1]:  # most cells of tables
            return pieces[0][1].rstrip()
        if "InlineHtml" in [piece[0] for piece in pieces]:
            fragment = Fragment(as_html(pieces))
            self._html_links(fragment, self._span(start, end))
            return fragment.text()
        text, addresses = read_inline(pieces, self.body)
        for one in addresses:
            self._link(one.url, one.text, self._line(one.place), one.where)
        return text


_READERS: Mapping[str, Callable[[BodyReader, int, int], None]] = {  # of what ends; no cycle holds a reader
    "Paragraph": BodyReader._paragraph, "CodeBlock": BodyReader._code, "HtmlBlock": BodyReader._html,
    "TableCell": BodyReader._cell, "TableHead": BodyReader._row, "TableRow": BodyReader._row,
}  # fmt: skip


def _with_plain_rules(body: str) -> str:
    """The body with blanks for tabs in the rules below heads of tables: the parser knows no tabs there."""
    if "\t" not in body:
        return body
    lines = body.split("\n")
    return "\n".join(line.replace("\t", " ") if "|" in line and not line.strip("|-: \t") else line for line in lines)

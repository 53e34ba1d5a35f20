"""The Markdown body of a card as blocks and links: CommonMark and tables by markdown-it-py, HTML by lxml."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from crawler import patterns
from pipelines.card.html import Fragment
from pipelines.card.parts import Block, Link

MAX_INLINE = 30_000  # a single paragraph longer than this is no prose: kept as text, its mark-up unread
_MARKDOWN = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])
_URL = patterns.compile(r"https?://[^\s<>\"'`|{}\\^\[\]（）【】，。、；]{4,1000}")
_BIBTEX = patterns.compile(r"^\s*@\w+\s*\{", patterns.M)
_NESTING = {"bullet_list": "list", "ordered_list": "list", "blockquote": "quote"}


class BodyReader:
    """Walks the tokens of one body once and collects `blocks` and `links`."""

    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self.lines = lines  # of the whole card
        self.offset = first_line  # lines of the card above the body
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.headings: list[tuple[int, str]] = []
        self.within: list[str] = []  # lists and quotations we are inside of
        self.level = 0  # of the heading we are inside of
        self.row: list[str] | None = None  # cells of the table row we are inside of

    def read(self, body: str) -> None:
        environment: dict[str, object] = {}
        span = (1, 1)
        for token in _MARKDOWN.parse(body, environment):
            if token.map:
                span = (token.map[0] + 1 + self.offset, max(token.map[1], token.map[0] + 1) + self.offset)
            if token.type == "inline":
                self._inline(token, span, environment)
            elif token.type in {"fence", "code_block"}:
                self._code(token, span)
            elif token.type == "html_block":
                self._html(token.content, span)
            else:
                self._structure(token, span)

    def _structure(self, token: Token, span: tuple[int, int]) -> None:
        kind = _NESTING.get(token.type.rpartition("_")[0])
        if kind and token.nesting == 1:
            self.within.append(kind)
        elif kind:
            self.within.pop()
        elif token.type == "heading_open":
            self.level = int(token.tag[1])
        elif token.type == "heading_close":
            self.level = 0
        elif token.type == "tr_open":
            self.row = []
        elif token.type == "tr_close" and self.row is not None:
            cells, self.row = self.row, None
            self._emit("table", " | ".join(cells), span)

    def _emit(self, kind: str, text: str, span: tuple[int, int], info: str = "") -> None:
        if text.strip():
            section = tuple(title for _, title in self.headings)
            self.blocks.append(Block(kind, text, span[0], min(span[1], len(self.lines)), section, info))

    def _link(self, url: str, text: str, line: int, where: str) -> None:
        section = tuple(title for _, title in self.headings)
        self.links.append(Link(url.strip(), " ".join(text.split()), line, section, where, len(self.blocks)))

    def _heading(self, level: int, title: str) -> None:
        self.headings = [*(h for h in self.headings if h[0] < level), (level, title)]

    def _code(self, token: Token, span: tuple[int, int]) -> None:
        text = token.content.rstrip("\n")
        where = "bibtex" if _BIBTEX.search(text) else "code"
        first = span[0] + (1 if token.type == "fence" else 0)
        for url in _URL.finditer(text):
            self._link(_trim(url.group()), "", first + text.count("\n", 0, url.start()), where)
        self._emit("code", text, (first, max(first, span[1])), token.info.strip())

    def _html(self, html: str, span: tuple[int, int]) -> None:
        fragment = Fragment(html)
        self._html_links(fragment, span)
        line = span[0]
        for text, level in fragment.lines():
            line = self._line_of(text[:24], line, span[1])
            if level:
                self._heading(level, text)
            self._emit("heading" if level else "table" if " | " in text else "paragraph", text, (line, span[1]))

    def _html_links(self, fragment: Fragment, span: tuple[int, int]) -> None:
        for url, text, where in fragment.links():
            self._link(url, text, self._line_of(url, *span), where)

    def _line_of(self, needle: str, first: int, last: int) -> int:
        for number in range(first, min(last, len(self.lines)) + 1):
            if needle in self.lines[number - 1]:
                return number
        return first

    def _inline(self, token: Token, span: tuple[int, int], environment: dict[str, object]) -> None:
        text = self._text_of(token.content, span, environment)
        if self.row is not None:
            self.row.append(" ".join(text.split()))
        elif self.level:
            title = " ".join(text.split())
            self._heading(self.level, title)
            self._emit("heading", title, span)
        else:
            self._emit(self.within[-1] if self.within else "paragraph", text, span)

    def _text_of(self, content: str, span: tuple[int, int], environment: dict[str, object]) -> str:
        if len(content) > MAX_INLINE:
            return content
        children: list[Token] = []
        _MARKDOWN.inline.parse(content, _MARKDOWN, environment, children)
        if any(child.type == "html_inline" for child in children):
            fragment = Fragment(_MARKDOWN.renderer.render(children, _MARKDOWN.options, environment))
            self._html_links(fragment, span)
            text = fragment.text()
        else:
            text = self._plain(children, span[0])
        return text

    def _plain(self, children: Sequence[Token], line: int) -> str:
        parts: list[str] = []
        opened: tuple[str, int] | None = None
        for child in children:
            if child.type == "link_open":
                opened = (str(child.attrs.get("href", "")), len(parts))
            elif child.type == "link_close" and opened:
                self._link(opened[0], "".join(parts[opened[1] :]), line, "text")
                opened = None
            elif child.type == "image":
                self._link(str(child.attrs.get("src", "")), child.content, line, "image")
            elif child.type in {"softbreak", "hardbreak"}:
                parts.append("\n")
                line += 1
            else:
                parts.append(child.content)
                if opened is None and child.type != "code_inline":
                    self._bare(child.content, line)
        return "".join(parts)

    def _bare(self, text: str, line: int) -> None:
        for url in _URL.finditer(text):
            self._link(_trim(url.group()), "", line, "text")


def _trim(url: str) -> str:
    url = url.rstrip(".,;:!?*_~")
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:!?*_~")
    return url

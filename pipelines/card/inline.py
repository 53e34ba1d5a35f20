"""The text of a paragraph, heading, cell or list item and the links in it, made of the parser's events. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from crawler import patterns

# Kind, text or address, first byte in the body and the byte behind the last. Kinds are those of the parser (Text, Code,
# InlineHtml, Html, SoftBreak, HardBreak), those where a link or image begins and ends, and Mark for other mark-up.
Piece = tuple[str, str, int, int]
_BREAKS = ("SoftBreak", "HardBreak")
_HTML = {
    "Code": "<code>{}</code>", "SoftBreak": "\n", "HardBreak": "<br>\n",
    "Link": '<a href="{}">', "EndLink": "</a>", "Image": '<img src="{}" alt="', "EndImage": '">',
}  # fmt: skip
_URL = patterns.compile(r"https?://[^\s<>\"'`|{}\\^\[\]（）【】，。、；]{4,1000}")
_AS_IT_IS = ";/?:@&=+$,-_.!~*'()#%"  # in an address, beside letters and digits of ASCII


@dataclass(frozen=True, slots=True)
class Address:
    """A link or image in a text: its address, what the reader clicks on, and the byte of the body where it stands."""

    url: str
    text: str
    place: int
    where: str  # text, image


def read_inline(pieces: Sequence[Piece], body: bytes) -> tuple[str, list[Address]]:
    """The text as a reader sees it, a line break where the body has one, and its links in their order."""
    found: list[Address] = []
    if "Image" in [piece[0] for piece in pieces]:
        pieces = [*_without_images(pieces, body, found)]
    parts: list[str] = []
    opened, label, last = "", 0, 0
    for kind, value, start, end in pieces:
        if kind == "Link":
            opened, label = value, len(parts)
        elif kind == "EndLink":
            found.append(Address(opened, "".join(parts[label:]), last, "text"))
        else:
            parts.append("\n" if kind in _BREAKS else value)
        last = start + 1 if kind == "Link" else end
    text = "".join(parts)
    found += _bare(pieces) if "://" in text else ()
    return text.rstrip(), sorted(found, key=lambda address: address.place)


def _without_images(pieces: Sequence[Piece], body: bytes, found: list[Address]) -> Iterator[Piece]:
    """The pieces outside of images; these are added to `found` with their alternative text as it is written."""
    depth, last, image = 0, 0, ("", "", 0, 0)
    for piece in pieces:
        kind, _, start, end = piece
        if kind == "EndImage":
            depth -= 1
            if not depth:
                alternative = body[image[2] + 2 : last].decode(errors="replace")
                found.append(Address(image[1], alternative, image[2], "image"))
                yield "Mark", "", start, end
        elif kind == "Image":
            image = image if depth else piece
            depth += 1
        elif not depth:
            yield piece
        last = start + 2 if kind == "Image" else end


def _bare(pieces: Sequence[Piece]) -> Iterator[Address]:
    """Addresses that are no links: texts that adjoin are one, an escape or entity stands alone."""
    run, begin, after, linked = "", 0, -1, False
    for kind, value, start, end in (*pieces, ("Mark", "", 0, 0)):
        spelled = end - start == len(value.encode())
        if kind == "Text" and start == after and spelled:
            run, after = run + value, end
            continue
        yield from bare_addresses(run, begin)
        run, begin, after = (value, start, end if spelled else -1) if kind == "Text" and not linked else ("", 0, -1)
        linked = kind == "Link" or (linked and kind != "EndLink")


def bare_addresses(text: str, place: int = 0) -> Iterator[Address]:
    """Addresses in a text that has no mark-up; `place` is that of its first character."""
    if "://" in text:
        for url in _URL.finditer(text):
            yield Address(_trim(url.group()), "", place + url.start(), "text")


def _trim(url: str) -> str:
    url = url.rstrip(".,;:!?*_~")
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:!?*_~")
    return url


def encoded(url: str) -> str:
    """An address as browsers ask for it: what cannot stand in one is percent-encoded."""
    return quote(url, safe=_AS_IT_IS)


def as_html(pieces: Sequence[Piece]) -> str:
    """The same pieces as HTML, for a text that has HTML in it."""
    return "".join(
        _HTML.get(kind, "{}").format(value if kind == "InlineHtml" else escape(value)) for kind, value, _, _ in pieces
    )

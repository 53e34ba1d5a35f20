"""A licence text made readable by rules: folded to words, every folded place mapped back to lines."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

from crawler import patterns
from crawler.model import MAX_QUOTE
from pipelines.licences.text.decode import readable, without

MAX_SENTENCE = 1_500

_WORD = patterns.compile(r"\S{1,400}")  # an endless line without a blank is cut into pieces
_CJK = patterns.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_STOP = patterns.compile(r"(?<=[a-z0-9)\"'”’\]][.;!?])(?: |$)|(?<=[。；！？])|\n")
_INNER_STOP = patterns.compile(r"\.(?=[^\s\"')\]])")
_ITEM_STOP = patterns.compile(r"(?:(?<=\n[a-z0-9])|(?<=\n[a-z0-9]{2})|(?<=\n[a-z0-9]{3})|(?<=\n- [a-z0-9]))\.(?= )")
_PLAIN = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "—": "-",
    "*": " ", "_": " ", "`": " ", "#": " ", "\ufeff": " ", "\u200b": " ", "\xa0": " ", "|": " ", "\\": " ",
    "\r": " ", "\t": " ", "\f": " ", "\v": " ", "\x85": " ", "\u2028": " ", "\u2029": " ",
})  # fmt: skip


@dataclass(frozen=True)
class Text:
    """A raw text with its folded form: lower case, one blank between words, "\\n" between paragraphs and list items.

    Quotes, lines and spans refer to `raw`; patterns are matched against `folded`.
    """

    raw: str
    hidden: tuple[tuple[int, int], ...] = ()  # spans of `raw` that patterns shall not see
    known: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)  # once, by whom

    @cached_property
    def _plain(self) -> str:
        return readable(without(self.raw, self.hidden)).translate(_PLAIN)

    @cached_property
    def _fold(self) -> tuple[str, list[int], list[int]]:
        """The folded text, and the places where its words begin: in it, and in the raw text."""
        parts: list[str] = []
        here: list[int] = []
        there: list[int] = []
        length, end, last = 0, 0, ""
        plain = self._plain
        for word in _WORD.finditer(plain):
            token = word.group().lower()
            if last:
                gap = _gap(plain[end : word.start()], last, token)
                parts.append(gap)
                length += len(gap)
            here.append(length)
            there.append(word.start())
            parts.append(token)
            length += len(token)
            end, last = word.end(), token[-1]
        return "".join(parts), here, there

    @property
    def folded(self) -> str:
        """The text as patterns see it."""
        return self._fold[0]

    @cached_property
    def flat(self) -> str:
        """The folded text, same places, with only those full stops left that end a sentence (not 3.2, x.ai, "a.")."""
        return _ITEM_STOP.sub("·", _INNER_STOP.sub("·", self.folded))

    @cached_property
    def stops(self) -> list[int]:
        """Where sentences of `flat` end, with its beginning and its end."""
        return [0, *(m.end() for m in _STOP.finditer(self.flat)), len(self.folded)]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.raw.split("\n")[:-1])]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Characters of `raw` for a span of `folded`."""
        _, here, there = self._fold
        if not here:
            return 0, 0
        first, final = max(bisect_right(here, start) - 1, 0), max(bisect_right(here, max(end - 1, start)) - 1, 0)
        raw_start = there[first] + (start - here[first])
        raw_end = there[final] + (max(end - 1, start) - here[final]) + 1
        return min(raw_start, len(self.raw)), min(max(raw_end, raw_start), len(self.raw))

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence of `folded` around a span, at most MAX_SENTENCE long."""
        low = self.stops[max(bisect_right(self.stops, start) - 1, 0)]
        place = bisect_right(self.stops, max(end - 1, start))
        high = self.stops[min(place, len(self.stops) - 1)]
        return max(low, start - MAX_SENTENCE), min(max(high, end), end + MAX_SENTENCE)

    def quote(self, start: int, end: int) -> tuple[str, int, int]:
        """The words of `raw` around a span of `folded`, with their first and last line; at most MAX_QUOTE long."""
        low, high = self.raw_span(*self.sentence(start, end))
        match_low, match_high = self.raw_span(start, end)
        if high - low > MAX_QUOTE:
            low = max(low, min(match_low, match_high - MAX_QUOTE))
            high = min(high, low + MAX_QUOTE)
        words = self.raw[low:high]
        low += len(words) - len(words.lstrip())
        words = words.strip()
        return words, self.line(low), self.line(low + max(len(words) - 1, 0))

    def line(self, place: int) -> int:
        """Number of the line, from 1, that a character of `raw` stands on."""
        return bisect_right(self._line_starts, place)


def _gap(between: str, last: str, token: str) -> str:
    if between.count("\n") > 1 or (between.count("\n") and _opens_item(token)):
        return "\n"
    if not between or (_CJK.match(last) and _CJK.match(token)):
        return ""
    return " "


_ITEM = patterns.compile(
    r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?:\d{1,2}\.?)*|[-•●※+]|[一二三四五六七八九十]{1,2}[、．.])$"
)


def _opens_item(token: str) -> bool:
    return _ITEM.match(token) is not None

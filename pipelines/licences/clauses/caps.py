"""Caps on users and revenue: an amount, what it counts, and whether exceeding it only asks for a name to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crawler import patterns
from pipelines.licences.clauses.numbers import AMOUNT, amount
from pipelines.licences.clauses.rules import any_of, table
from pipelines.licences.text.text import Text

SMALLEST_USERS, SMALLEST_REVENUE = 1_000, 10_000
NAMING_ONLY = " (naming only)"
_AMOUNT = patterns.compile(AMOUNT)
_NOT_A_MONTH = patterns.compile(
    r"(?:12|twelve|24)[- ](?:consecutive )?(?:calendar )?months?|calendar month|active users?|month(?:ly)? active"
)
_BY_TIME = patterns.compile("month|daily")
_NEAR = 160  # characters between an amount and the word it counts


@dataclass(frozen=True, slots=True)
class Cap:
    """An amount with its unit, and the span of the folded text that states it."""

    number: int
    unit: str
    start: int
    end: int


@cache
def _patterns(group: str, key: str) -> tuple[tuple[str, patterns.Pattern[str]], ...]:
    named = table("caps")[group][key]
    sources = named if isinstance(named, dict) else {key: named}
    return tuple((name, compiled) for name, found in sources.items() if (compiled := any_of(found)))


@cache
def _currencies() -> tuple[tuple[str, patterns.Pattern[str], patterns.Pattern[str]], ...]:
    """Name of a currency, how the words before an amount end and how those after it begin."""
    named = ((name, f"(?:{found.pattern})") for name, found in _patterns("revenue", "currency"))
    return tuple((name, patterns.compile(rf"{word}\s*$"), patterns.compile(rf"\s*{word}")) for name, word in named)


def _has(group: str, key: str, words: str) -> bool:
    return any(compiled.search(words) for _, compiled in _patterns(group, key))


def user_caps(text: Text) -> Iterator[Cap]:
    """Numbers of users that a sentence sets as a threshold, precise units first."""
    for unit, compiled in _patterns("users", "unit"):
        for word in compiled.finditer(text.flat):
            low, high = text.sentence(word.start(), word.end())
            sentence = text.folded[low:high]
            if not _has("compares", "match", sentence) or (unit == "users" and not _BY_TIME.search(sentence)):
                continue
            near = _nearest(text.folded, word.start(), word.end(), low, high, SMALLEST_USERS)
            if near:
                yield Cap(near[0], unit + _naming(sentence), min(near[1], word.start()), max(near[2], word.end()))


def revenue_caps(text: Text) -> Iterator[Cap]:
    """Amounts of money that a sentence compares revenue with."""
    for _, compiled in _patterns("revenue", "word"):
        for word in compiled.finditer(text.flat):
            low, high = text.sentence(word.start(), word.end())
            sentence = text.folded[low:high]
            if not _has("compares", "match", sentence) or _has("not_a_cap", "match", sentence):
                continue
            found = _money(text.folded, word, low, high)
            if found:
                number, currency, start, end = found
                around = text.folded[max(low, start - 60) : min(high, end + 60)]
                period = "/month" if _has("revenue", "month", _without_spans(around)) else "/yr"
                yield Cap(number, currency + period + _naming(sentence), start, end)


def _without_spans(words: str) -> str:
    """Twelve months are a year."""
    return _NOT_A_MONTH.sub(" ", words)


def _naming(sentence: str) -> str:
    shown = _has("only_naming", "match", sentence) and not _has("only_naming", "unless", sentence)
    return NAMING_ONLY if shown else ""


def _nearest(folded: str, start: int, end: int, low: int, high: int, least: int) -> tuple[int, int, int] | None:
    """The amount nearest to a word within its sentence: the number and its span."""
    best: tuple[int, int, int, int] | None = None
    for found in _AMOUNT.finditer(folded, max(low, start - _NEAR), min(high, end + _NEAR)):
        number = amount(found.group())
        distance = found.start() - end if found.start() >= end else start - found.end()
        money = folded[max(found.start() - 2, 0) : found.start()].strip().endswith(("$", "€", "£", "¥"))
        if number and number >= least and not money and (best is None or distance < best[0]):
            best = (distance, number, found.start(), found.end())
    return best[1:] if best else None


def _money(folded: str, word: patterns.Match[str], low: int, high: int) -> tuple[int, str, int, int] | None:
    for found in _AMOUNT.finditer(folded, max(low, word.start() - _NEAR), min(high, word.end() + _NEAR)):
        number = amount(found.group())
        if not number or number < SMALLEST_REVENUE:
            continue
        before = folded[max(found.start() - 8, low) : found.start()]
        after = folded[found.end() : found.end() + 24]
        for currency, ends, begins in _currencies():
            if ends.search(before) or begins.match(after):
                return number, currency, min(found.start(), word.start()), max(found.end(), word.end())
    return None

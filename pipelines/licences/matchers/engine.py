"""Known licence texts, found by `licenseclassifier` (docs/decisions/0003): as regions with SPDX ids."""

from __future__ import annotations

from dataclasses import dataclass

from crawler import patterns
from pipelines.licences.text.decode import without

_MENTION_WORDS = 25  # a shorter region is an address or a notice, not a text
_COPYRIGHT = patterns.compile(r"\W{0,9}(?:copyright|\(c\)|©|all rights reserved)", patterns.I)
_TITLE = patterns.compile(r"\b(?:licen[cs]e|public domain dedication)\b", patterns.I)
_TITLE_CHARS = 120  # a line no longer than this that says "license" is a title


@dataclass(frozen=True, slots=True)
class Region:
    """A span of the raw text that is a known licence text, or (`mention`) only its address or notice."""

    spdx: str
    start: int
    end: int
    mention: bool


def regions(raw: str) -> tuple[Region, ...]:
    """Every known licence text in the order of the text. The engine is loaded at the first call (0.06 s)."""
    from licenseclassifier import identify_license

    found = []
    for match in identify_license(raw, 0):
        words = len(raw[match.start : match.end].split())
        found.append(Region(match.id, match.start, match.end, words < _MENTION_WORDS))
    return tuple(found)


def spans(found: tuple[Region, ...]) -> tuple[tuple[int, int], ...]:
    """The spans of regions."""
    return tuple((region.start, region.end) for region in found)


def coverage(raw: str, found: tuple[Region, ...]) -> float:
    """Share of the words that the regions explain; titles and copyright lines count as explained."""
    lines = (line.split() for line in without(raw, spans(found)).split("\n") if not line.isspace())
    rest = sum(len(words) for words in lines if not _is_explained(" ".join(words)))
    total = len(raw.split())
    return 1 - rest / total if found and total else 0.0


def _is_explained(line: str) -> bool:
    return bool(_COPYRIGHT.match(line)) or (len(line) < _TITLE_CHARS and bool(_TITLE.search(line)))

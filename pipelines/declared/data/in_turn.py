"""Components of the data that a paragraph tells one after the other, of which some lead to no dataset. Pure.

"The first is [web], the second counts 40 thousand letters": what stands between two ordinals is a component. "[web] and
40 hours of radio": so is what is counted right behind the last link of a sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from crawler import patterns
from pipelines.card import Card, Link, Sentence
from pipelines.declared.data.alike import counts_data
from pipelines.declared.data.beside import DATASET, is_on_data
from pipelines.wording import pattern

_LONGEST = 1500  # characters of a sentence that is looked at
_AND = patterns.compile(
    r"\W{0,3}(?:\([^)]{0,40}\)\W*)?(?:(?:data ?sets?|corp(?:us|ora)|data)\W+)?"
    r"(?:and|plus|as well as|with|und|sowie|et|y|e|en|och|i|oraz|и|ve|dan|và)\s+"
    r"(?:(?:an?|some|another|about|around|over|more than|extra|additional|further)\s+){0,3}(?=\d)",
    patterns.I,
)
_CLAUSE = patterns.compile(r"[.;,](?:\s|$)|[。，；]|\s(?:for|at|per|in)\s")


def told_in_turn(card: Card) -> Iterator[Sentence]:
    """Sentences on training data with a component that leads nowhere, behind one that leads to a dataset."""
    links: dict[int, list[Link]] = defaultdict(list)
    for link in card.links:
        if link.where == "text" and DATASET.match(link.url) and (block := card.block_of(link)):
            for line in range(block.line_start, block.line_end + 1) if block.kind in ("paragraph", "list") else ():
                links[line].append(link)
    before = ""
    for sentence in card.sentences if links else ():
        shown = [link.text or link.url for link in links.get(sentence.line_start, ())]
        if shown and len(sentence.text) <= _LONGEST:
            text = sentence.text
            on_data = _is_on_data(f"{before} {text}", sentence)
            if on_data and (_joined(text, shown) or _by_number(text, before, shown)):
                yield sentence
            before = f"{before} {sentence.text}"[-_LONGEST:]
        else:
            before = ""


def _is_on_data(text: str, sentence: Sentence) -> bool:
    heading = " ".join(sentence.section[-1:])
    return bool(pattern("training_data", "trained_on").search(text)) or is_on_data(heading)


def _joined(text: str, shown: Sequence[str]) -> bool:
    """Is something counted that is joined to a dataset with "and"?"""
    ends = [place + len(one) for one in shown if (place := text.rfind(one)) >= 0]
    match = _AND.match(text[max(ends) :]) if ends else None
    if match is None:
        return False
    rest = text[max(ends) + match.end() :]
    end = _CLAUSE.search(rest)
    return _is_lost(rest[: end.start()] if end else rest)


def _by_number(text: str, before: str, shown: Sequence[str]) -> bool:
    """Is a component of another number than one with a dataset counted, and leads nowhere?"""
    whole = f"{before} {text}"
    starts = [match.start() for match in pattern("training_data", "ordinal").finditer(whole)]
    if len(starts) < 2 or starts[-1] < len(before):
        return False
    led = any(one in whole[starts[0] : starts[-1]] for one in shown)
    last = whole[starts[-1] :]
    return led and not any(one in last for one in shown) and _is_lost(last)


def _is_lost(text: str) -> bool:
    """Does a piece of a sentence count data that it does not name?"""
    return counts_data(text) and not pattern("training_data", "named", 0).search(text)

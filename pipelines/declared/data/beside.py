"""Where a card speaks of the data it links to, in any language: beside the link, and under a heading on data. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice

from crawler import patterns
from pipelines.card import Block, Card, Sentence
from pipelines.once import once
from pipelines.wording import pattern

DATASET = patterns.compile(r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?:datasets|collections)/", patterns.I)
HUB = patterns.compile(r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/", patterns.I)
_LONGEST = 6  # words of a heading on data
_PREPOSITIONS = (" on", " with", " using", " from")  # at the end of "trained on"
_MARK = patterns.compile(r"[^\w\s#\"'«“‘`@<!/-]|\d[\d ]{0,2}[):.]?\s*\D|[a-z][):.]?\s+[A-Z0-9]")
_NUMBER = patterns.compile(r"\s*(\d{1,3})[.)]\s")
_BOLD = patterns.compile(r"\s*(?:\*\*|__|<b>|<strong>)\w")

Run = Sequence[tuple[int, Block]]  # blocks with their numbers


def runs(card: Card) -> Iterator[tuple[str, Run]]:
    """The tables and lists of a card, and each block that is none: what stands together, with its kind."""
    for (kind, _, _), group in groupby(enumerate(card.blocks), key=_key):
        yield kind, list(group)


def enumerations(card: Card) -> Iterator[tuple[str, Run]]:
    """What a card enumerates, with its kind: tables, lists, and paragraphs that each begin with a label.

    A list whose numbers go on with those of the one before ("6." after "5.") is one with it.
    """
    before: Run = ()
    for kind, run in _enumerated(card):
        if kind == "list" and before and 1 < _ordinal(card, run[0][1]) == _ordinal(card, before[-1][1]) + 1:
            before = [*before, *run]
            continue
        if before:
            yield "list", before
        before = run if kind == "list" else ()
        if kind != "list":
            yield kind, run
    if before:
        yield "list", before


def _ordinal(card: Card, block: Block) -> int:
    """The number that an item of a list bears, 0 for none."""
    number = _NUMBER.match(card.lines[block.line_start - 1])
    return int(number[1]) if number else 0


def _enumerated(card: Card) -> Iterator[tuple[str, Run]]:
    for is_labelled, told in groupby(runs(card), lambda one: _is_labelled(card, one)):
        if is_labelled:
            yield "paragraph", [run[0] for _, run in told]
        else:
            yield from ((kind, part) for kind, run in told if kind in ("list", "table") for part in _apart(kind, run))


def _is_labelled(card: Card, told: tuple[str, Run]) -> bool:
    kind, run = told
    return kind == "paragraph" and _BOLD.match(card.lines[run[0][1].line_start - 1]) is not None


def _apart(kind: str, run: Run) -> Iterator[Run]:
    """A list, or the tables of a section, each from its head on: a line without a row ends one."""
    begin = 0
    for place in range(2, len(run)) if kind == "table" else ():
        if place - begin > 1 and run[place][1].line_start - run[place - 1][1].line_end > 1:
            yield run[begin:place]
            begin = place
    yield run[begin:]


def _key(one: tuple[int, Block]) -> tuple[str, tuple[str, ...], int]:
    number, block = one
    return block.kind, block.section, -1 if block.kind in ("list", "table") else number


@once
def lines_beside(card: Card) -> frozenset[int]:
    """Lines of what a link to a dataset stands in: a paragraph, or a list or table with its footnotes."""
    linked = {link.block for link in card.links if link.where == "text" and DATASET.match(link.url)}
    if not linked:
        return frozenset()
    told = list(runs(card))
    lines: set[int] = set()
    for place, (kind, run) in enumerate(told):
        if kind in ("heading", "code") or linked.isdisjoint(number for number, _ in run):
            continue
        notes = _notes(told[place + 1 :], run[-1][1]) if kind in ("list", "table") else ()
        for block in (*(block for _, block in run), *notes):
            lines.update(range(block.line_start, block.line_end + 1))
    return frozenset(lines)


def _notes(told: Sequence[tuple[str, Run]], last: Block) -> Iterator[Block]:
    """The footnotes and the legend of a list or table: what stands under it and begins with a mark."""
    for kind, run in islice(told, 5):
        block = run[0][1]
        if kind not in ("paragraph", "list") or block.section != last.section or not _MARK.match(block.text):
            return
        yield from (one for _, one in run)


def speaks(sentence: Sentence) -> bool:
    """Is it a sentence: no code, and of headings those alone that say what was trained on something?"""
    if sentence.kind != "heading":
        return sentence.kind != "code"
    cue = pattern("training_data", "trained_on").search(sentence.text)
    return cue is not None and cue.group().endswith(_PREPOSITIONS) and len(sentence.text) > cue.end() + 1


@lru_cache(maxsize=100)  # the sentences of a section come one after the other
def is_on_data(heading: str) -> bool:
    """Does a heading say, in one of many languages, that it is about data?"""
    return len(heading.split()) <= _LONGEST and bool(pattern("withheld", "heading").search(heading))

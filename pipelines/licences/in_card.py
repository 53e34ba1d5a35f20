"""What a card's own sections about licences hold: their blocks, and the licences they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crawler import patterns
from crawler.model import README, Evidence
from pipelines.licences.catalogue import licence_at, lookup
from pipelines.licences.clauses.terms import combine, only_said
from pipelines.licences.matchers.kinds import names_in
from pipelines.licences.parts import Part, Stated, stated
from pipelines.licences.types import Licence
from pipelines.once import once

if TYPE_CHECKING:  # reading cards costs a fifth of a second that a licence text alone should not
    from pipelines.card import Block, Card, Sentence

_ABOUT_LICENCES = patterns.AnyOf((r"licen[cs]|commercial|terms|协议|许可|声明|라이선스|ライセンス",), patterns.I)
_SPEAKS = patterns.AnyOf(
    (
        r"licen[cs]|lizenz|(?:released|available) under|commercial|research[- ](?:use|purpose|only)",
        r"\b(?:under|unter|sous|bajo|sotto|sob) (?:\w+ )?(?:cc|apache|mit|bsd|gpl)|许可|授权|商|라이선스|ライセンス",
    ),
    patterns.I,
)
_LABEL = patterns.compile(r"\W{0,4}licen[cs]e\b", patterns.I)  # "License: ..." on a line of its own
_LONGEST = 2_000  # characters of one sentence or heading that are looked at


def licence_blocks(card: Card) -> Iterator[Block]:
    """The blocks under a heading that speaks of licences, the heading among them."""
    return (block for block in card.blocks if _is_about(block.section))


def named_in_card(card: Card) -> Iterator[tuple[Licence, int, int, str]]:
    """Licences that these sections name or link: the licence, first and last line, and the words that stand there."""
    named = [
        (sentence.line_start, sentence.line_end, entry, sentence.text)
        for sentence in card.sentences
        if _is_about(sentence.section)
        for name in names_in(sentence.text[:_LONGEST])
        if (entry := lookup(name))
    ]
    linked = [
        (link.line, link.line, entry, link.text or link.url)
        for link in card.links
        if _is_about(link.section) and (entry := licence_at(link.url))
    ]
    for first, last, entry, words in sorted((*named, *linked), key=lambda found: found[:2]):
        yield entry, first, last, card.quote(first, last, words)


@lru_cache(maxsize=100)  # the sentences of a section come one after the other
def _is_about(section: tuple[str, ...]) -> bool:
    return any(_ABOUT_LICENCES.search(heading[:_LONGEST]) for heading in section)


def _with_address(card: Card, sentence: Sentence, said: Stated) -> Stated:
    """A name nobody knows is the licence whose published address stands in the sentence, where there is one."""
    lines = range(sentence.line_start, sentence.line_end + 1)
    linked = {entry.id: entry for link in card.links if link.line in lines and (entry := licence_at(link.url))}
    if said.licence or len(linked) != 1:
        return said
    (entry,) = linked.values()
    return Stated(said.part, entry, combine((entry.terms, only_said(said.terms))))


@dataclass(frozen=True, slots=True)
class OfCard(Stated):
    """A statement with the place where the card makes it."""

    evidence: Evidence


@once
def stated_in_card(card: Card) -> tuple[OfCard, ...]:
    """What the card says in prose of the licence of a part, or under a heading on licences of the whole."""
    return tuple(_stated_in(card))


def _stated_in(card: Card) -> Iterator[OfCard]:
    for sentence in card.sentences:
        if sentence.kind == "heading" or not _SPEAKS.search(sentence.text[:_LONGEST]):
            continue
        for one in (_with_address(card, sentence, said) for said in stated(sentence.text)):
            if one.part is not Part.UNSAID or _is_about(sentence.section) or _LABEL.match(sentence.text):
                quote = card.quote(sentence.line_start, sentence.line_end, sentence.text)
                place = Evidence(README, quote, "licence-in-words", sentence.line_start, sentence.line_end)
                yield OfCard(one.part, one.licence, one.terms, place)

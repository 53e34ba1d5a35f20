"""Links of a card that lead to training data outside the Hub. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import islice

from crawler import patterns
from pipelines.card import Block, Card, Link, Sentence
from pipelines.declared.around import sections_over, sentences_in
from pipelines.declared.data.addresses import (
    is_address_of_data,
    is_elsewhere,
    is_home,
    is_model_or_paper,
    may_be_data,
    may_be_place,
)
from pipelines.declared.data.beside import speaks
from pipelines.declared.data.public_sets import is_public
from pipelines.declared.data.training import Said, lead_in, prose
from pipelines.declared.data.used_for import is_meant, is_used
from pipelines.once import once
from pipelines.wording import pattern

_MOST = 1_000  # links of a card that are looked at
_NEAR = 80  # characters between "trained on" and a link
_CALLED_DATA = patterns.compile(r"\b(?:data ?sets?|corp(?:us|ora))\b", patterns.I)
_DATA_NEXT = patterns.compile(
    r"\W{0,3}(?:\([^)]{1,20}\) )?(?:[\w-]+ ){0,2}?(?:data ?sets?|corp(?:us|ora)|treebanks?|data)\b", patterns.I
)
_GIVEN = "available|found|released|hosted|downloaded|published|provided|taken|obtained|from|at|on|in|here|via|the|this"
_MAY_BE = "is|are|was|were|can|be|also|freely|publicly|openly"
_DATA_BEFORE = patterns.compile(
    r"\b(?:data ?sets?|corp(?:us|ora)|treebanks?)(?: used (?:to|for|in) [\w -]{0,40})?\W{0,3}(?:(?:which|that) )?"
    rf"(?:(?:{_MAY_BE}) ){{0,4}}(?:(?:{_GIVEN})\W{{1,3}}){{0,4}}$",
    patterns.I,
)
_LABEL = patterns.compile(
    r"\W*(?:you can (?:find|get|download|access) )?(?:(?:the|this|our|all|my) )?"
    r"(?:(?:pre-?|fine[- ]?)?(?:train|tun)(?:ing|ed) )?(?:data ?sets?|data|corp(?:us|ora))"
    rf"(?: (?:{_MAY_BE}|{_GIVEN}|used|and|code|model|evaluation|web ?site|for|training|of|source|link|repo\w*|page)\b)"
    r"{0,10}\W{0,5}",
    patterns.I,
)
_OF_ANOTHER = patterns.compile(
    r"(?:\b(?:on|from|with|using|version of|upon)\b.*\bthat|\bwhich) (?:is|was|were|has been|had been)\b", patterns.I
)
_PREPOSITIONS = ("on", "with", "using", "from", "over")
_TAKEN_OUT = patterns.compile(
    r"\b(?:is|are|was|were|been|being) (?:removed|excluded|discarded|dropped|filtered out)\b", patterns.I
)


@once
def data_links(card: Card) -> tuple[Link, ...]:
    """Links to data, in the card's order: after "trained on", and in lists, rows and sections about training data."""
    told = _told_by_line(card)
    return tuple(
        link
        for link in islice(card.links, _MOST)
        if (_is_told(told, link) or _is_placed(card, link)) and not _is_taken_out(card, link)
    )


def _is_taken_out(card: Card, link: Link) -> bool:
    """Does the sentence say that what is linked was removed from the data: "texts with words of [this list] are"?"""
    for sentence in sentences_in(card, link.block):
        _, shown, after = sentence.text.partition(_shown(link))
        if shown and _TAKEN_OUT.search(after):
            return True
    return False


def _told_by_line(card: Card) -> Mapping[int, list[Sentence]]:
    """The sentences that speak of the training data, by the lines they stand on."""
    told: dict[int, list[Sentence]] = defaultdict(list)
    for what, _, sentence in prose(card):
        if what in (Said.NAMED, Said.ABOUT, Said.PROMISED):
            for line in range(sentence.line_start, sentence.line_end + 1):
                told[line].append(sentence)
    return told


def _is_told(told: Mapping[int, list[Sentence]], link: Link) -> bool:
    return any(_is_data(sentence, link) for sentence in told.get(link.line, ()))


def _is_data(sentence: Sentence, link: Link) -> bool:
    """Does a link after "trained on" lead to data, not to a model, a paper, a program or somebody's home page?"""
    cue = pattern("training_data", "trained_on").search(sentence.text)
    place = sentence.text.find(_shown(link))
    if place < 0:  # of another sentence on the line
        return False
    before = cue and cue.group().endswith(_PREPOSITIONS) and place < cue.start()
    if _CALLED_DATA.search(link.text) and link.where == "text":
        return not is_model_or_paper(link.url)  # the link itself is called a dataset
    return not before and may_be_data(link) and not is_home(link.url)


def _is_placed(card: Card, link: Link) -> bool:
    """Does the place of a link tell that it leads to training data: after "trained on", in a list, row or section?"""
    block = card.block_of(link)
    if block is None or link.where != "text" or not is_elsewhere(link):
        return False
    over = any(pattern("training_data", "heading").fullmatch(one.strip()) for one in _headings(block))
    if block.kind == "table":
        told = pattern("training_data", "row").fullmatch(block.text.split("|")[0].strip())
        return bool(over and is_address_of_data(link)) or bool(told and may_be_data(link))
    sentence = next((one for one in sentences_in(card, link.block) if _shown(link) in one.text), None)
    if sentence is None or not speaks(sentence):
        return False
    place = sentence.text.find(_shown(link))
    return (
        _follows(sentence, link)
        or (may_be_data(link) and is_used(sentence.text, place, place + len(_shown(link))))
        or _is_labelled(sentence, link)
        or bool(over and _is_called_data(sentence.text, link) and may_be_data(link))
        or (may_be_data(link) and (_is_listed(card, link, block) or _lies(sentence, link)))
    )


def _headings(block: Block) -> tuple[str, ...]:
    """The heading over a block; over rows of a table the one above as well: "Pre-training data", "Uncased"."""
    *above, last = block.section or ("",)
    deep = block.kind == "table" and not pattern("training_data", "evaluation").search(last)
    return (*above[-1:], last) if deep else (last,)


def _follows(sentence: Sentence, link: Link) -> bool:
    """Does a link to data follow on "trained on", with nothing of tests between, and no other model before?

    A page that is not data by its address or text is where somebody found it, unless the word "dataset" stands beside.
    """
    text = sentence.text
    cue = pattern("training_data", "trained_on").search(text)
    place = text.find(_shown(link), cue.end()) if cue else -1
    if cue is None or not 0 <= place - cue.end() <= _NEAR:
        return False
    tests = pattern("training_data", "evaluation").search(text[cue.end() : place])
    if tests or is_meant(text, cue.start()) or _OF_ANOTHER.search(text[: cue.end()]):
        return False
    return (
        bool(_DATA_BEFORE.search(text[cue.end() : place]) and may_be_place(link))
        or (_is_called_data(text, link) and may_be_data(link))
        or (cue.group().endswith((" on", " used")) and is_address_of_data(link))
        or (is_public(link.text) and is_elsewhere(link))
    )


def _is_labelled(sentence: Sentence, link: Link) -> bool:
    """Does a sentence say nothing but where the data is: "Dataset: [link]", "The data is available on [a page]"?"""
    before = sentence.text[: max(sentence.text.find(_shown(link)), 0)]
    if len(before) > _NEAR or pattern("training_data", "evaluation").search(" ".join(sentence.section[-1:])):
        return False
    return bool(_LABEL.fullmatch(before)) and may_be_place(link)


def _lies(sentence: Sentence, link: Link) -> bool:
    """Does a link follow on "the data was taken from", under a heading on data or to what is data by its address?"""
    cue = pattern("training_data", "lies").search(sentence.text)
    place = sentence.text.find(_shown(link), cue.start()) if cue else -1
    if (
        cue is None
        or not 0 <= place - cue.end() <= _NEAR
        or pattern("training_data", "evaluation").search(sentence.text)
    ):
        return False
    over = pattern("training_data", "heading").fullmatch(" ".join(sentence.section[-1:]).strip())
    return is_address_of_data(link) or bool(over or _CALLED_DATA.search(link.text))


def _is_called_data(text: str, link: Link) -> bool:
    """Does the word "dataset" stand behind a link?"""
    return bool(_DATA_NEXT.match(text[text.find(_shown(link)) + len(_shown(link)) :]))


def _is_listed(card: Card, link: Link, block: Block) -> bool:
    """Is it the first link of an item, or called data, where the heading or the words before say "training data"?"""
    over = " / ".join(sections_over(card, link)[-1:])
    lead = lead_in(card, link.block) if block.kind == "list" else ""
    listed = pattern("training_data", "list_of").search(lead)
    about = listed or pattern("training_data", "heading").fullmatch(over.strip())
    if not about or pattern("training_data", "evaluation").search(block.text[:200]):
        return False
    told = pattern("training_data", "trained_on").search(lead.rpartition(". ")[2])
    named = not listed or _CALLED_DATA.search(lead)  # "download the trained model:" is over something else
    first = block.kind == "list" and bool(link.text and named) and block.text.startswith(link.text)
    return is_address_of_data(link) or (
        bool(first or (told and told.group().endswith(" on"))) and not is_home(link.url)
    )


def _shown(link: Link) -> str:
    """What a reader sees of a link: its text, or the bare address."""
    return link.text or link.url

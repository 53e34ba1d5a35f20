"""Which datasets of a card are those the model was trained on, and what the card says in prose about its data. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from crawler import patterns
from crawler.model import DatasetFacts, Evidence
from pipelines.card import Card, Sentence
from pipelines.declared.data.beside import is_on_data, lines_beside, speaks
from pipelines.declared.data.public_sets import is_in_one_language, words_of
from pipelines.declared.data.refs import DatasetRef, Place, dataset_refs
from pipelines.declared.data.used_for import is_meant
from pipelines.declared.data.withheld import withheld
from pipelines.evidence import at_sentence
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import pattern

_EVALUATION_NAME = pattern("training_data", "evaluation_name")
_EVALUATION = pattern("training_data", "evaluation")
_TRAINING = pattern("training_data", "training")
_TRAINED_ON = pattern("training_data", "trained_on")
_NAMED = pattern("training_data", "named", 0)
_PHRASE = pattern("training_data", "phrase")
_SECTION = pattern("training_data", "section")
_UNNAMED = pattern("training_data", "unnamed")
_NEAR = 60  # characters before a selection in which its language stands
_LONGEST_HEADING = 6  # words: what is longer is a title, which may hold "dataset" as well
_EVALUATED = patterns.compile(r"\W*(?:we )?evaluat", patterns.I)
_TRAIN = patterns.compile(r"\btrain|fine-?tun", patterns.I)
_IMPORTED = patterns.compile(r"original (?:model )?card|base model card|original readme", patterns.I)


class Said(StrEnum):
    """What a sentence says of the training data."""

    REFUSED = "refused"  # it is not released
    PRIVATE = "private"  # it, or some of it, belongs to somebody
    PROMISED = "promised"  # it is to come
    PART = "part"  # only some of it is released
    MORE = "more"  # other data is used beside what is named
    REBUILT = "rebuilt"  # it is a selection of something larger, to be made again by the reader
    NAMED = "named"
    ABOUT = "about"  # it is spoken of
    UNNAMED = "unnamed"  # it is described and not named


WITHHELD = (Said.REFUSED, Said.PRIVATE, Said.PROMISED, Said.PART, Said.MORE)
_KINDS = {"owned": Said.PRIVATE, "asked": Said.PART}  # of withholding, where a rule has another name for it


@once
def training_refs(repository: Repository) -> tuple[DatasetRef, ...]:
    """The datasets named as training data: no test sets, no calibration data, nobody else's thanks."""
    return tuple(ref for ref in dataset_refs(repository) if _is_of_training(repository, ref))


def _is_of_training(repository: Repository, ref: DatasetRef) -> bool:
    facts = facts_of(repository, ref)
    if ref.place is Place.WORDS:  # an id in a sentence may be anything: a model, a path
        return facts is not None and bool(facts.exists)
    if ref.place is Place.CONFIGURATION:
        return True
    if ref.link is not None and not _is_training(repository.card, ref.link.block):
        return False
    return not _measures(ref) or _is_trained_on(repository.card, ref)


def _measures(ref: DatasetRef) -> bool:
    return all(_EVALUATION_NAME.search(name) for name in ref.ids)


def _is_trained_on(card: Card, ref: DatasetRef) -> bool:
    """Does a sentence say that the model was trained on a dataset whose name sounds like a test set's?"""
    names = {name.lower() for name in ref.ids}
    texts = (sentence.text[:1500].lower() for sentence in card.sentences)
    said = (_without(text, names) for text in texts if any(name in text for name in names))
    return any(_TRAINED_ON.search(text) and not _EVALUATION.search(text) for text in said)


def _without(text: str, names: set[str]) -> str:
    """A sentence without the names of a dataset, whose own words say nothing of what was done with it."""
    for name in names:
        text = text.replace(name, "it")
    return text


def _is_training(card: Card, number: int) -> bool:
    if number >= len(card.blocks):
        return False
    block = card.blocks[number]
    heading = " / ".join((*(block.section[1:] or block.section), lead_in(card, number)))
    if _IMPORTED.search(" / ".join(block.section)):
        return False
    text = block.text[:1500]
    if _EVALUATION.search(f"{heading} / {text}") and not _TRAIN.search(f"{heading} / {text}"):
        return False
    return bool(_TRAINING.search(f"{heading} {block.text[:3000]}"))


def lead_in(card: Card, number: int) -> str:
    """The end of the paragraph that a list belongs to ("Trained on these:"); empty for what is no list."""
    section = card.blocks[number].section
    while number and card.blocks[number].kind == "list":
        number -= 1
        block = card.blocks[number]
        if block.kind != "list" or block.text.rstrip().endswith((":", ".")):
            return block.text[-300:] if block.section == section and block.kind != "heading" else ""
    return ""


def facts_of(repository: Repository, ref: DatasetRef) -> DatasetFacts | None:
    """What the Hub answered about a dataset: the answer that found it, else any."""
    answers = [facts for name in ref.ids if (facts := repository.snapshot.datasets.get(name.lower()))]
    return next((facts for facts in answers if facts.exists), answers[0] if answers else None)


@once
def prose(card: Card) -> tuple[tuple[Said, Evidence, Sentence], ...]:
    """Everything that sentences say of the data, with the sentence; one sentence may say several things."""
    return tuple(_prose(card))


def _prose(card: Card) -> Iterator[tuple[Said, Evidence, Sentence]]:
    before = ""  # the sentence before, or that over a list
    beside = lines_beside(card)
    for sentence in card.sentences:
        if speaks(sentence) and len(sentence.text) < 3000:
            for said, quote in _said(sentence, before, sentence.line_start in beside):
                yield said, at_sentence(card, sentence, f"data-{said}", quote[:60]), sentence
            if sentence.kind != "list" or sentence.text.endswith(":"):
                before = sentence.text


def _said(sentence: Sentence, before: str, beside: bool) -> Iterator[tuple[Said, str]]:
    text, cue = sentence.text, _TRAINED_ON.search(sentence.text)
    has_cue = cue is not None and not is_meant(text, cue.start()) and not _EVALUATED.match(text)
    on_data, on_tests = _is_headed(" ".join(sentence.section[-1:]))
    of_tests = (on_tests or _EVALUATION.search(text)) and not has_cue
    listed = sentence.kind == "list" and before.endswith(":") and bool(_TRAINED_ON.search(before))
    beside = beside or is_on_data(" ".join(sentence.section[-1:]))
    told = [] if of_tests else [*_withheld(text, on_data or has_cue or listed, before, beside)]
    yield from told
    if on_tests or not (on_data or has_cue):
        return
    if sentence.kind != "table":
        yield from _matches(text, Said.MORE)
    if match := _NAMED.search(text):
        yield Said.NAMED, match.group()
        yield from _rebuilt(text)
    elif not told and (match := _PHRASE.search(text)):
        yield Said.ABOUT, match.group()
    elif not told and (match := _UNNAMED.search(text)):
        yield Said.UNNAMED, match.group()


@lru_cache(maxsize=100)  # the sentences of a section come one after the other
def _is_headed(heading: str) -> tuple[bool, bool]:
    """Does a heading speak of training data, and does it speak of tests?"""
    on_data = len(heading.split()) <= _LONGEST_HEADING and bool(_SECTION.search(heading))
    return on_data, bool(_EVALUATION.search(heading))


def _withheld(text: str, on_data: bool, before: str, beside: bool) -> Iterator[tuple[Said, str]]:
    """What a sentence withholds of the data, if it does not speak of another model's; the rest of it is a part."""
    for kind, match in withheld(text, on_data, before, beside):
        if not pattern("withheld", "of_another").search(text[: match.end()]):
            yield _KINDS.get(kind) or Said(kind), match.group()


def _rebuilt(text: str) -> Iterator[tuple[Said, str]]:
    """That data is a selection; what is of one language in a set of many is a part of its own."""
    match = pattern("training_data", Said.REBUILT).search(text)
    if match and not is_in_one_language(words_of(text[max(0, match.end() - _NEAR) : match.end()])[:-1]):
        yield Said.REBUILT, match.group()


def _matches(text: str, what: Said) -> Iterator[tuple[Said, str]]:
    if match := pattern("training_data", what).search(text):
        yield what, match.group()

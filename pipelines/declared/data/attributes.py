"""What a text says of its data, by attributes: source, size, processing, composition, annotation, licence. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache, lru_cache

from crawler import patterns
from pipelines.card import Card, Sentence
from pipelines.declared.data.beside import speaks
from pipelines.once import once
from pipelines.wording import alternatives, load, pattern

_ENOUGH = 2  # attributes that make a documentation
_LONGEST = 2500  # characters of a sentence that is looked at
_TEMPLATE = patterns.AnyOf(
    (
        "more information needed", "should link to a (?:data card|dataset card)", "generated from", "unknown dataset",
        "none dataset",
    ),
    patterns.I,
)  # fmt: skip


_COUNTED = patterns.AnyOf(
    (r"\b(?:\d[\w.,]*(?: ?[x×])?|one|two|four|single)[ -]+(?:[\w.-]+ ){0,4}?(?:epochs?|iterations|g?tpus?|gpus?)\b",),
    patterns.I,
)


class Attribute(StrEnum):
    """What can be said of data."""

    SOURCE = "source"
    SIZE = "size"
    PROCESSING = "processing"  # how it was collected, filtered, changed
    COMPOSITION = "composition"  # what it consists of, in which languages
    ANNOTATION = "annotation"
    LICENCE = "licence"


@once
def of_training_data(card: Card) -> Mapping[Attribute, Sentence]:
    """The attributes that a model's card gives of its training data, each with the first sentence that does."""
    told = (sentence if sentence.kind == "table" else _without_machines(sentence) for sentence in card.sentences)
    return _attributes(sentence for sentence in told if _is_about_data(sentence))


def of_dataset(card: Card) -> Mapping[Attribute, Sentence]:
    """The attributes that a dataset's own card gives."""
    return _attributes(sentence for sentence in card.sentences if sentence.kind not in {"code", "heading"})


def documented(found: Mapping[Attribute, Sentence]) -> bool:
    """Do attributes make a documentation? One that is only hinted at does not count."""
    return sum(bool(_pattern("attributes", one).search(said.text)) for one, said in found.items()) >= _ENOUGH


def _attributes(sentences: Iterable[Sentence]) -> Mapping[Attribute, Sentence]:
    """Each attribute with the first sentence that gives it, else with the first that hints at it."""
    found: dict[Attribute, Sentence] = {}
    hinted: dict[Attribute, Sentence] = {}
    for sentence in sentences:
        if len(sentence.text) <= _LONGEST and not _TEMPLATE.search(sentence.text):
            for into, strength in ((found, "attributes"), (hinted, "hints")):
                missing = [one for one in load("data_card")[strength] if one not in found and one not in into]
                into.update({Attribute(one): sentence for one in missing if _says(one, strength, sentence.text)})
    return {one: found.get(one) or hinted[one] for one in Attribute if one in found or one in hinted}


def _says(attribute: str, strength: str, text: str) -> bool:
    return bool(_pattern(strength, attribute).search(text))


@cache
def _pattern(strength: str, attribute: str) -> patterns.AnyOf:
    flags = 0 if attribute == Attribute.SOURCE else patterns.I
    return alternatives("data_card", load("data_card")[strength][attribute], flags)


def _without_machines(sentence: Sentence) -> Sentence:
    """A sentence without what it counts of machines and rounds: "on 4 GPUs", "for 10 epochs"."""
    if not (_COUNTED.able(sentence.text) and any(map(str.isdigit, sentence.text))):
        return sentence
    return sentence._replace(text=_COUNTED.sub(" ", sentence.text[:_LONGEST]))


def _is_about_data(sentence: Sentence) -> bool:
    if sentence.kind == "quote" or not speaks(sentence):
        return False
    text = sentence.text[:_LONGEST]
    of_data, of_others, seldom = _is_headed(" ".join(sentence.section[-1:]))
    if of_others or not (of_data or pattern("data_card", "about").search(text)):
        return False
    if seldom and not pattern("training_data", "trained_on").search(text):
        return False
    return not pattern("data_card", "not_data").search(text)


@lru_cache(maxsize=100)  # the sentences of a section come one after the other
def _is_headed(heading: str) -> tuple[bool, ...]:
    """Does a heading speak of data, of something else, and of what seldom holds words on data?"""
    return tuple(bool(pattern("data_card", key).search(heading)) for key in ("section", "not_section", "seldom"))

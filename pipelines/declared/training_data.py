"""Which datasets of a card are those the model was trained on, and what the card says in prose about its data. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from crawler import patterns
from crawler.model import DatasetFacts, Evidence
from pipelines.card.parts import Block, Sentence
from pipelines.card.reader import Card
from pipelines.declared.references import DatasetRef, dataset_refs
from pipelines.evidence import at_sentence
from pipelines.repository import Repository, once
from pipelines.wording import pattern


class Said(StrEnum):
    """What a sentence says of the data."""

    REFUSED = "refused"  # not released
    PRIVATE = "private"
    PROMISED = "promised"
    NAMED = "named"
    ABOUT = "about"  # speaks of the data
    UNNAMED = "unnamed"


_EVALUATION_NAME = pattern("training_data", "evaluation_name")
_EVALUATION = pattern("training_data", "evaluation")
_TRAINING = pattern("training_data", "training")
_TRAINED_ON = pattern("training_data", "trained_on")
_NAMED = pattern("training_data", "named", 0)
_PHRASE = pattern("training_data", "phrase")
_SECTION = pattern("training_data", "section")
_UNNAMED = pattern("training_data", "unnamed")
_ANOTHER = pattern("training_data", "another")
_WITHHELD = tuple((what, pattern("training_data", what)) for what in (Said.REFUSED, Said.PRIVATE, Said.PROMISED))
_TRAIN = patterns.compile(r"\btrain|fine-?tun", patterns.I)
_IMPORTED = patterns.compile(r"original (?:model )?card|base model card|original readme", patterns.I)


@once
def training_refs(repository: Repository) -> tuple[DatasetRef, ...]:
    """The datasets named as training data: no test sets, no calibration data, nobody else's thanks."""
    card = repository.card
    kept = []
    for ref in dataset_refs(repository):
        if all(_EVALUATION_NAME.search(name) for name in ref.ids):
            continue
        if ref.link is None or _is_training(card.block_of(ref.link)):
            kept.append(ref)
    return tuple(kept)


def _is_training(block: Block | None) -> bool:
    if block is None:
        return False
    heading = " / ".join(block.section[1:] or block.section)
    if _IMPORTED.search(" / ".join(block.section)):
        return False
    text = block.text[:1500]
    if _EVALUATION.search(f"{heading} / {text}") and not _TRAIN.search(f"{heading} / {text}"):
        return False
    return bool(_TRAINING.search(f"{heading} {block.text[:3000]}"))


def facts_of(repository: Repository, ref: DatasetRef) -> DatasetFacts | None:
    """What the Hub answered about a dataset: the answer that found it, else any."""
    answers = [facts for name in ref.ids if (facts := repository.snapshot.datasets.get(name.lower()))]
    return next((facts for facts in answers if facts.exists), answers[0] if answers else None)


def prose(card: Card) -> Iterator[tuple[Said, Evidence, Sentence]]:
    """What sentences say of the data, with the evidence and the sentence."""
    for sentence in card.sentences:
        if sentence.kind not in {"code", "heading"} and len(sentence.text) < 3000:
            said = _said(sentence)
            if said:
                yield said[0], at_sentence(card, sentence, f"data-{said[0]}", said[1][:60]), sentence


def _said(sentence: Sentence) -> tuple[Said, str] | None:
    text = sentence.text
    for what, wording in _WITHHELD:
        if (match := wording.search(text)) and not _ANOTHER.search(text[: match.end()]):
            return what, match.group()
    heading = " ".join(sentence.section[-1:])
    if _EVALUATION.search(heading) or not (_TRAINED_ON.search(text) or _SECTION.search(heading)):
        return None
    if match := _NAMED.search(text):
        return Said.NAMED, match.group()
    if match := _PHRASE.search(text):
        return Said.ABOUT, match.group()
    match = _UNNAMED.search(text)
    return (Said.UNNAMED, match.group()) if match else None

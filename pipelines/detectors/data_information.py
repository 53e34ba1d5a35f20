"""Information on data that cannot be handed over as a whole: enough of it is a way to build the model again.

The Open Source AI Definition 1.0 asks for the provenance of the data, its scope, how it was obtained, processed and
filtered, and for a list of all of it with the place where to obtain it (https://opensource.org/ai/open-source-ai-definition).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crawler.model import README, Evidence, Finding, Kind, Outcome, Ref
from pipelines.card import Card, Sentence, neighbour_card
from pipelines.declared.data.attributes import Attribute, of_dataset, of_training_data
from pipelines.declared.data.lacking import lacking
from pipelines.declared.data.parts import parts_without_data
from pipelines.declared.data.refs import DatasetRef
from pipelines.declared.data.training import WITHHELD, Said, facts_of, prose, training_refs
from pipelines.declared.parents import is_converted
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, looked, not_stated, unknown_card
from pipelines.repository import Repository

ASKED = (Attribute.SOURCE, Attribute.SIZE, Attribute.PROCESSING, Attribute.COMPOSITION)
Described = Mapping[Attribute, Evidence]


@detector(version=6)
def data_information(repository: Repository) -> Finding:
    """Is the training data described so that it can be put together again?

    `yes` asks for its source, size, processing and composition, each in a sentence of the card or of the cards of all
    its datasets; for datasets on the Hub that hold data and let everybody in who asks, or words on how to rebuild it;
    and for nothing that is withheld, promised or named without an address. Some of the four is `partial`.
    """
    if is_converted(repository):
        nothing = looked(repository, "a conversion or merge trains on nothing", "repackaged")
        return Finding(Outcome.NOT_APPLICABLE, "a conversion or merge has no training data to describe", nothing)
    if not repository.readable:
        return unknown_card(repository)
    described, places = _described(repository), tuple(_places(repository))
    if not described:
        nothing = looked(repository, "no sentence describes the training data", "no-data-information")
        return not_stated(repository, "the training data is not described", nothing)
    return _weighed(described, places, _withheld(repository))


def _weighed(described: Described, places: tuple[Evidence, ...], withheld: list[Evidence]) -> Finding:
    """The answer where something is said of the data."""
    rows = tuple(dict.fromkeys((*described.values(), *places)))
    lacks = (
        (bool(withheld), "the training data is described, and a part of it is withheld"),
        (bool(set(ASKED) - described.keys()), "not all that it takes is said of the training data"),
        (not places, "it is not said of all of the data where to get it"),
    )
    for lacking_, reason in lacks:
        if lacking_:
            return Finding(Outcome.PARTIAL, reason, (*withheld[:2], *rows)[:MAX_EVIDENCE])
    return Finding(Outcome.YES, "the training data is described, and where to get it", rows[:MAX_EVIDENCE])


def _described(repository: Repository) -> Described:
    """The attributes asked for that the card gives, else the cards of all its datasets."""
    own = {
        name: _quoted(repository.card, sentence, name) for name, sentence in _asked(of_training_data(repository.card))
    }
    cards = [_in_card(repository, ref) for ref in training_refs(repository)]
    in_all = {name: cards[0][name] for name in ASKED if cards and all(name in card for card in cards)}
    return {**in_all, **own}


def _in_card(repository: Repository, ref: DatasetRef) -> Described:
    facts = facts_of(repository, ref)
    if facts is None or README not in facts.texts:
        return {}
    card, dataset = neighbour_card(facts.texts[README]), Ref(Kind.DATASET, facts.dataset_id)
    return {name: _quoted(card, sentence, name, dataset) for name, sentence in _asked(of_dataset(card))}


def _asked(found: Mapping[Attribute, Sentence]) -> Iterator[tuple[Attribute, Sentence]]:
    return ((name, found[name]) for name in ASKED if name in found)


def _quoted(card: Card, sentence: Sentence, name: Attribute, dataset: Ref | None = None) -> Evidence:
    first, last = sentence.line_start, sentence.line_end
    return Evidence(README, card.quote(first, last, sentence.text), f"data-information-{name}", first, last, dataset)


def _places(repository: Repository) -> Iterator[Evidence]:
    """Where all of the data is to be had; nothing where one dataset cannot be."""
    refs = training_refs(repository)
    if all(_obtainable(repository, ref) for ref in refs):
        yield from (ref.evidence for ref in refs)
        yield from (evidence for said, evidence, _ in prose(repository.card) if said is Said.REBUILT)


def _obtainable(repository: Repository, ref: DatasetRef) -> bool:
    """Is a dataset there, with its data, and let in whoever asks: a gate that a person opens is no such thing."""
    facts = facts_of(repository, ref)
    return facts is not None and bool(facts.exists) and facts.gated != "manual" and lacking(facts, repository) is None


def _withheld(repository: Repository) -> list[Evidence]:
    said = [evidence for what, evidence, _ in prose(repository.card) if what in WITHHELD]
    return [*said, *parts_without_data(repository)]

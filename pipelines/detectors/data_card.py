"""Documentation of the training data: the dataset's own card on the Hub, or a datasheet beside the model."""

from __future__ import annotations

from collections import defaultdict

from crawler import patterns
from crawler.model import README, DatasetFacts, Evidence, Finding, Kind, Outcome, Ref
from pipelines.card import Card
from pipelines.declared.data.attributes import documented, of_training_data
from pipelines.declared.data.links import data_links
from pipelines.declared.data.training import facts_of, training_refs
from pipelines.declared.parents import is_converted
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, about, at_link, at_sentence, listed, looked, not_stated, unknown_card
from pipelines.neighbours import rated_card
from pipelines.repository import Repository

_SHEET = patterns.compile(r"data[-_ ]?(?:sheet|card|statement|summary)s?\b", patterns.I)
_SHEET_FILE = patterns.compile(r"data[-_]?(?:sheet|card|statement)[\w-]*\.(?:md|pdf|txt|html)$", patterns.I)
_TEMPLATE = patterns.compile(r"should link to a dataset card|dataset card for\b.{0,20}more information", patterns.I)

_REASONS = {
    Outcome.YES: "the training data is documented",
    Outcome.UNKNOWN: "the card of the training data could not be read",
    Outcome.PARTIAL: "little is said of the training data",
}


@detector(version=8)
def data_card(repository: Repository) -> Finding:
    """Is the training data documented?

    By attributes of the data: source, size, collection or processing, composition, annotation, licence. Two of them
    make a documentation, in the sentences on training data of the model's card or in the card of a dataset that it
    names; a datasheet or data statement that it links to or holds is one. One of them, the language alone, and a bare
    tag or link to a dataset, on the Hub or elsewhere, is `partial`.
    """
    if is_converted(repository):
        nothing = looked(repository, "a conversion or merge has no data of its own", "repackaged")
        return Finding(Outcome.NOT_APPLICABLE, "a conversion or merge has no training data to document", nothing)
    if not repository.readable and not any(tag.startswith("dataset:") for tag in repository.tags):
        return unknown_card(repository)
    rows: dict[Outcome, list[Evidence]] = defaultdict(list)
    for outcome, row in (
        *_sheets(repository),
        *_own_words(repository),
        *_dataset_cards(repository),
        *_elsewhere(repository.card),
    ):
        rows[outcome].append(row)
    for outcome, reason in _REASONS.items():
        if rows[outcome]:
            return Finding(outcome, reason, tuple(rows[outcome][:MAX_EVIDENCE]))
    nowhere = looked(repository, "no dataset with a card named", "no-data-card")
    evidence = tuple(rows[Outcome.NO][:MAX_EVIDENCE]) or nowhere
    return not_stated(repository, "no documentation of the training data was found", evidence)


def _own_words(repository: Repository) -> list[tuple[Outcome, Evidence]]:
    """What the model's card says of the data, each attribute quoted."""
    card = repository.card
    found = of_training_data(card)
    outcome = Outcome.YES if documented(found) else Outcome.PARTIAL
    return [(outcome, at_sentence(card, sentence, f"data-{name}")) for name, sentence in found.items()]


def _dataset_cards(repository: Repository) -> list[tuple[Outcome, Evidence]]:
    return [_dataset_card(repository, ref.ids[0], facts_of(repository, ref)) for ref in training_refs(repository)]


def _elsewhere(card: Card) -> list[tuple[Outcome, Evidence]]:
    """Links to data outside the Hub: whoever follows one finds what is said of it there."""
    return [(Outcome.PARTIAL, at_link(card, link, "data-link")) for link in data_links(card)]


def _dataset_card(repository: Repository, name: str, facts: DatasetFacts | None) -> tuple[Outcome, Evidence]:
    if facts is None or facts.exists is None:
        return Outcome.UNKNOWN, about(Ref(Kind.DATASET, name), "exists: not asked", "dataset-not-asked")
    dataset = Ref(Kind.DATASET, facts.dataset_id)
    if not facts.exists:
        return Outcome.NO, about(Ref(Kind.DATASET, name), "exists: false", "dataset-missing")
    if README not in facts.texts:
        if README in facts.files:
            return Outcome.UNKNOWN, listed(README, "dataset-card-not-read", dataset)
        return Outcome.NO, about(dataset, f"files: {len(facts.files)}, no README.md", "dataset-without-card")
    return rated_card(dataset, facts.texts[README])


def _sheets(repository: Repository) -> list[tuple[Outcome, Evidence]]:
    found = [
        (Outcome.YES, listed(path, "datasheet-file"))
        for path in repository.snapshot.files or ()
        if _SHEET_FILE.search(path)
    ]
    card = repository.card
    for link in card.links:
        if link.where == "text" and _SHEET.search(f"{link.text} {link.url}") and not _TEMPLATE.search(link.text):
            found.append((Outcome.YES, at_link(card, link, "datasheet-link")))
    return found

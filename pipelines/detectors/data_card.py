"""Documentation of the training data: the dataset's own card on the Hub, or a datasheet beside the model."""

from __future__ import annotations

from collections import defaultdict

from crawler import patterns
from crawler.model import DatasetFacts, Evidence, Finding, Kind, Outcome, Ref, Snapshot
from pipelines.card.reader import parse_card
from pipelines.declared.training_data import facts_of, is_repackaged, training_refs
from pipelines.detection import detector
from pipelines.evidence import (
    MAX_EVIDENCE,
    README,
    about,
    at_link,
    card_of,
    listed,
    looked,
    readable,
    tags,
    unknown_card,
)

ENOUGH = 40  # words of text; with less a dataset's card is thin
_SHEET = patterns.compile(r"data[-_ ]?(?:sheet|card|statement|summary)s?\b", patterns.I)
_SHEET_FILE = patterns.compile(r"data[-_]?(?:sheet|card|statement)[\w-]*\.(?:md|pdf|txt|html)$", patterns.I)
_TEMPLATE = patterns.compile(r"should link to a dataset card|dataset card for\b.{0,20}more information", patterns.I)

_REASONS = {
    Outcome.YES: "the training data has a card of its own",
    Outcome.PARTIAL: "the card of the training data says little",
    Outcome.UNKNOWN: "the card of the training data could not be read",
}


@detector(version=1)
def data_card(snapshot: Snapshot) -> Finding:
    """Is the training data documented?

    The cards of the datasets that the model names count, and a datasheet or data statement that it links to or holds.
    """
    if not readable(snapshot) and not any(tag.startswith("dataset:") for tag in tags(snapshot)):
        return unknown_card(snapshot)
    rows: dict[Outcome, list[Evidence]] = defaultdict(list)
    for outcome, row in (*_sheets(snapshot), *_dataset_cards(snapshot)):
        rows[outcome].append(row)
    for outcome, reason in _REASONS.items():
        if rows[outcome]:
            return Finding(outcome, reason, tuple(rows[outcome][:MAX_EVIDENCE]))
    if not rows[Outcome.NO] and is_repackaged(snapshot):
        evidence = looked(snapshot, "a conversion or merge names no data of its own", "repackaged")
        return Finding(Outcome.NOT_APPLICABLE, "a conversion or merge has no training data to document", evidence)
    nowhere = looked(snapshot, "no dataset with a card named", "no-data-card")
    evidence = tuple(rows[Outcome.NO][:MAX_EVIDENCE]) or nowhere
    return Finding(Outcome.NO, "no documentation of the training data was found", evidence)


def _dataset_cards(snapshot: Snapshot) -> list[tuple[Outcome, Evidence]]:
    return [_dataset_card(snapshot, ref.ids[0], facts_of(snapshot, ref)) for ref in training_refs(snapshot)]


def _dataset_card(snapshot: Snapshot, name: str, facts: DatasetFacts | None) -> tuple[Outcome, Evidence]:
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


def rated_card(dataset: Ref, text: str) -> tuple[Outcome, Evidence]:
    """Does the README of a dataset document it: yes, partial (thin) or no, with the words that show it."""
    card = parse_card(text)
    said = [one for one in card.sentences if one.kind != "code" and "more information needed" not in one.text.lower()]
    if not said:
        return Outcome.NO, listed(README, "dataset-card-empty", dataset)
    count = sum(len(sentence.text.split()) for sentence in said)
    shown = max(said, key=lambda sentence: min(len(sentence.text), 200))
    quote = card.quote(shown.line_start, shown.line_end, shown.text)
    outcome, rule = (Outcome.YES, "dataset-card") if count >= ENOUGH else (Outcome.PARTIAL, "dataset-card-thin")
    return outcome, Evidence(README, quote, rule, shown.line_start, shown.line_end, dataset)


def _sheets(snapshot: Snapshot) -> list[tuple[Outcome, Evidence]]:
    found = [(Outcome.YES, listed(path, "datasheet-file")) for path in snapshot.files or () if _SHEET_FILE.search(path)]
    card = card_of(snapshot)
    for link in card.links:
        if link.where == "text" and _SHEET.search(f"{link.text} {link.url}") and not _TEMPLATE.search(link.text):
            found.append((Outcome.YES, at_link(card, link, "datasheet-link")))
    return found

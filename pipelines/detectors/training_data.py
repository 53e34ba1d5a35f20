"""Training data counts when it is named and can be had; a description, a gate or a promise is part of the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from crawler import patterns
from crawler.model import Evidence, Finding, Kind, Outcome, Ref
from pipelines.card.parts import Sentence
from pipelines.card.reader import Card
from pipelines.declared.parents import is_converted
from pipelines.declared.references import DatasetRef, is_tool
from pipelines.declared.training_data import Said, facts_of, prose, training_refs
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, about, at_link, looked, not_stated, unknown_card
from pipelines.repository import Repository

_MODEL_OR_PAPER = patterns.compile(
    r"https?://(?:www\.)?(?:(?:huggingface\.co|hf\.co)/(?!datasets/|collections/)|arxiv\.org|doi\.org|aclanthology|openreview|"
    r"\w+\.wikipedia\.org|twitter|x\.com|medium|youtu|colab|discord|wandb)|^[#./]|^mailto",
    patterns.I,
)


@detector(version=2)
def training_data(repository: Repository) -> Finding:
    """Is the data this model was trained on named, and can it be obtained?

    Read from the metadata, from links and from sentences about training; test sets, calibration data and rivals' data
    do not count. Data behind a gate, data missing on the Hub and data withheld beside data released make it `partial`.
    """
    if not repository.readable and not any(tag.startswith("dataset:") for tag in repository.tags):
        return unknown_card(repository)
    card = repository.card
    refs = training_refs(repository)
    if is_converted(repository):
        return _of_repackaged(repository, refs)
    said: dict[Said, list[Evidence]] = defaultdict(list)
    sentences = []
    for what, evidence, sentence in prose(card):
        said[what].append(evidence)
        if what in {Said.NAMED, Said.ABOUT, Said.PROMISED}:
            sentences.append(sentence)
    if refs:
        return _of_refs(repository, refs, said[Said.REFUSED] + _withheld(said))
    return _of_prose(repository, said, _linked_data(card, sentences))


def _of_prose(repository: Repository, said: Mapping[Said, list[Evidence]], linked: list[Evidence]) -> Finding:
    """The answer of a card that names no dataset of the Hub."""
    if rows := said.get(Said.REFUSED):
        reason = "the card says that the training data is not released"
        return Finding(Outcome.NO, reason, tuple(rows[:MAX_EVIDENCE]))
    withheld = _withheld(said)
    if linked:
        return _limited(linked, withheld, "the training data is named and linked")
    if rows := said.get(Said.NAMED):
        reason = "training data is named, with no address to get it from"
        return Finding(Outcome.PARTIAL, reason, (*rows, *withheld)[:MAX_EVIDENCE])
    if withheld:
        return not_stated(repository, "the training data is private or only promised", tuple(withheld[:MAX_EVIDENCE]))
    if rows := [*said.get(Said.UNNAMED, ()), *said.get(Said.ABOUT, ())]:
        return not_stated(repository, "the training data is described without being named", tuple(rows[:MAX_EVIDENCE]))
    evidence = looked(repository, "no training data named", "no-training-data")
    return not_stated(repository, "nothing is said of the training data", evidence)


def _withheld(said: Mapping[Said, list[Evidence]]) -> list[Evidence]:
    return [*said.get(Said.PRIVATE, ()), *said.get(Said.PROMISED, ())]


def _of_repackaged(repository: Repository, refs: tuple[DatasetRef, ...]) -> Finding:
    if refs:
        return _of_refs(repository, refs, [])
    evidence = looked(repository, "a conversion or merge names no data of its own", "repackaged")
    return Finding(Outcome.NOT_APPLICABLE, "a conversion or merge needs no training data", evidence)


def _of_refs(repository: Repository, refs: tuple[DatasetRef, ...], withheld: list[Evidence]) -> Finding:
    free, locked, missing = [], [], []
    for ref in refs:
        facts = facts_of(repository, ref)
        if facts is not None and facts.exists is False:
            missing.append(_answer(ref, "exists: false", "dataset-missing"))
        elif facts is not None and facts.gated:
            locked.append(_answer(ref, f"gated: {facts.gated}", "dataset-gated"))
        else:
            free.append(ref.evidence)
    manual = any("manual" in row.quote for row in locked)
    if not free:
        rows = (*(ref.evidence for ref in refs), *locked, *missing)[:MAX_EVIDENCE]
        reason = "the datasets named are gated or cannot be found on the Hub"
        return Finding(Outcome.PARTIAL, reason, rows)
    if manual or len(missing) > len(free):
        rows = (*free[:3], *locked[:3], *missing[:3])[:MAX_EVIDENCE]
        return Finding(Outcome.PARTIAL, "some of the datasets named cannot be had", rows)
    return _limited(free, withheld, "the datasets are named and on the Hub")


def _limited(found: list[Evidence], withheld: list[Evidence], reason: str) -> Finding:
    if withheld:
        rows = (*withheld[:3], *found)[:MAX_EVIDENCE]
        return Finding(Outcome.PARTIAL, "some of the training data is named, some is withheld or promised", rows)
    return Finding(Outcome.YES, reason, tuple(dict.fromkeys(found))[:MAX_EVIDENCE])


def _answer(ref: DatasetRef, fact: str, rule: str) -> Evidence:
    return about(Ref(Kind.DATASET, ref.ids[0]), fact, rule)


def _linked_data(card: Card, sentences: list[Sentence]) -> list[Evidence]:
    """Links to data elsewhere, in sentences that name what the model was trained on."""
    lines = {line for sentence in sentences for line in range(sentence.line_start, sentence.line_end + 1)}
    links = (link for link in card.links if link.line in lines and link.where == "text")
    return [at_link(card, link, "data-link") for link in links if not _is_elsewhere(link.url)]


def _is_elsewhere(url: str) -> bool:
    """Does an address lead to a model, a paper or a program rather than to data?"""
    return bool(_MODEL_OR_PAPER.search(url)) or is_tool(url)

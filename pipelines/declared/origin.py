"""Does a card say that its model was made from no other one? Silence is no such statement. Pure."""

from __future__ import annotations

from crawler.model import Evidence
from pipelines.card import Sentence
from pipelines.declared.copies import loaded
from pipelines.declared.names import Names
from pipelines.evidence import at_sentence
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import load, pattern

_LONGEST = 1000  # characters of a sentence that are looked at


@once
def stated_origin(repository: Repository) -> Evidence | None:
    """The first sentence or heading that says that this very model was pre-trained or trained from scratch.

    Names of architectures are left out of the model's own: what a card tells of BERT is told of another model. So is
    what a card tells whose code loads other models only, as a copy of somebody else's card does.
    """
    if _speaks_of_another(repository):
        return None
    families = frozenset(load("relations")["heads"]["families"])
    names = Names(repository.own_words - families, frozenset())
    for sentence in repository.card.sentences:
        if words := _said(sentence, names):
            return at_sentence(repository.card, sentence, "made-from-nothing", words)
    return None


def _speaks_of_another(repository: Repository) -> bool:
    """Does the code in the card load models, and none of them this one?"""
    names = {name.rpartition("/")[2] for name in loaded(repository)}
    return bool(names) and repository.snapshot.repo_id.lower().rpartition("/")[2] not in names


def _said(sentence: Sentence, names: Names) -> str:
    """The words by which a sentence says so, "" where it does not."""
    text = sentence.text[:_LONGEST]
    if sentence.kind == "heading":
        return text if pattern("relations", "origin.heading").search(text) else ""
    match = None if sentence.kind in {"table", "code"} else pattern("relations", "origin.said").search(text)
    if match is None or pattern("relations", "origin.not_said").search(text):
        return ""
    before = text[: match.start()]
    about_itself = names.of_itself(before) or pattern("relations", "origin.itself").search(f"{before}{match.group()}")
    return match.group() if about_itself or not before.strip(" *_>-") else ""

"""Which stages of training a card tells of its own model. Pure."""

from __future__ import annotations

from pipelines.card import Sentence
from pipelines.filenames import Stage
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import pattern

_LONGEST = 1000  # characters of a sentence that are looked at


@once
def told_stages(repository: Repository) -> frozenset[Stage]:
    """Stages that a sentence says this model went through; preference alone is told apart from others so far."""
    return frozenset({Stage.PREFERENCE}) if any(map(_prefers, repository.card.sentences)) else frozenset()


def _prefers(sentence: Sentence) -> bool:
    text = sentence.text[:_LONGEST]
    if sentence.kind in {"code", "heading", "table"} or not pattern("training_code", "told.preference").search(text):
        return False
    return not pattern("training_code", "told.not_done").search(text)

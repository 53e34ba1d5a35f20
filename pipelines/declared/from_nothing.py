"""Whether a card says that its model was trained from scratch. Pure."""

from __future__ import annotations

from crawler import patterns
from pipelines.card import Card, Sentence
from pipelines.once import once
from pipelines.wording import pattern

_NOT_OURS = pattern("relations", "not_ours")
_NO_PARENT = patterns.AnyOf(
    (
        r"(?:\b(?:instead of|rather than|without)\b[^.]{0,20})?"
        r"\b(?:(?:pre-?|re-?)?train\w*\b[^.,]{0,80}|model (?:\w+ ){0,3})\bfrom scratch",
        r"randomly initiali[sz]ed|random initiali[sz]ation",
    ),
    patterns.I,
)
_BUT_NOT = ("instead", "rather", "without")


@once
def is_made_from_nothing(card: Card) -> bool:
    """Does the card say that the model was trained from scratch?"""
    return any(_from_nothing(sentence) for sentence in card.sentences)


def _from_nothing(sentence: Sentence) -> bool:
    said = None if sentence.kind in {"table", "code"} else _NO_PARENT.search(sentence.text[:1000])
    if said is None or said.group().lower().startswith(_BUT_NOT):
        return False
    if sentence.text[: said.start()].strip(" *_>-").lower() == "to":  # how a user does it
        return False
    return not _NOT_OURS.search(sentence.text)

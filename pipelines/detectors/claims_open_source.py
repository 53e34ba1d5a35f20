"""A claim is about this model itself: not about rivals, a community, tools, data, code or the base model."""

from __future__ import annotations

import re

from crawler.model import Evidence, Finding, Outcome, Snapshot
from pipelines.card.parts import Sentence
from pipelines.declared.claims import Names, claim_in, mentions
from pipelines.declared.parents import parents
from pipelines.declared.training_data import is_repackaged
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, at_sentence, card_of, looked, own_names, readable, unknown_card

_LONGEST = 2000  # characters of a sentence that are looked at
_PROGRAM = re.compile(r"[@={}();]")


@detector(version=2)
def claims_open_source(snapshot: Snapshot) -> Finding:
    """Does the card claim that this model is open source?

    Read sentence by sentence, in the languages most cards are written in; citations, widget texts and comparisons with
    other models are no claims. "Open weights", "open model" and the names of licences are not taken for "open source".
    What stands in the card of a conversion or merge of somebody else's model was said of the original.
    """
    if not readable(snapshot):
        return unknown_card(snapshot)
    found: dict[str, Evidence] = {}
    card, names = card_of(snapshot), _names(snapshot)
    for sentence in card.sentences:
        if rule := _claim(sentence, names):
            evidence = at_sentence(card, sentence, rule)
            found.setdefault(evidence.quote, evidence)
    if found and is_repackaged(snapshot):
        copied = looked(snapshot, "claims in the card are of the original model", "claim-of-the-original")
        return Finding(Outcome.NO, "the card makes no such claim", copied)
    if found:
        return Finding(Outcome.YES, "the card calls the model open source", tuple(found.values())[:MAX_EVIDENCE])
    return Finding(Outcome.NO, "the card makes no such claim", looked(snapshot, "no claim in the card", "no-claim"))


def _names(snapshot: Snapshot) -> Names:
    own = own_names(snapshot) | {snapshot.repo_id.partition("/")[0].lower()}
    base = (own_names(Snapshot(parent.name)) for parent in parents(snapshot) if parent.name)
    return Names(own, frozenset().union(*base) - own)


def _claim(sentence: Sentence, names: Names) -> str:
    text = sentence.text[:_LONGEST]
    if sentence.kind == "table" or not mentions(text) or (sentence.kind == "code" and _PROGRAM.search(text)):
        return ""
    return claim_in(text, names, sentence.kind == "heading")

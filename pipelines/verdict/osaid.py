"""The evidence of one repository held against the OSAID v1.0, part by part.

The definition asks for the parameters, the complete source code used to train and run the system, sufficiently detailed
data information, all under OSI-approved terms, and for use without asking for permission.
"""

from __future__ import annotations

from dataclasses import dataclass

from crawler.model import Outcome, Relation
from pipelines.verdict import terms
from pipelines.verdict.types import Osaid, OwnFacts, Part

QUESTION = {
    Part.WEIGHTS: "weights",
    Part.INFERENCE_CODE: "inference_code",
    Part.TRAINING_CODE: "training_code",
    Part.TRAINING_DATA: "training_data",
}
MECHANICAL = (Relation.QUANTIZED, Relation.MERGE)
_UNSEEN = (Outcome.UNKNOWN, Outcome.ERROR)


@dataclass(frozen=True, slots=True)
class Met:
    """Is one part there: yes, no or unknown, with the reason in words."""

    answer: Outcome
    why: str


def parts(own: OwnFacts) -> dict[Part, Met]:
    """Every part the OSAID asks for; never an answer but yes, no and unknown."""
    return {
        Part.WEIGHTS: _weights(own),
        Part.INFERENCE_CODE: _plain(own, Part.INFERENCE_CODE),
        Part.TRAINING_CODE: _training_code(own),
        Part.TRAINING_DATA: _training_data(own),
        Part.LICENSE: _license(own),
    }


def conclude(met: dict[Part, Met], own: OwnFacts) -> Osaid:
    """All parts together: a missing part decides; an unknown one, or a base not named, only where none is missing."""
    answers = [m.answer for m in met.values()]
    if Outcome.NO in answers:
        return Osaid.DOES_NOT_MEET
    nameless_base = bool(own.relation) and not own.base_named
    return Osaid.NOT_DETERMINABLE if Outcome.UNKNOWN in answers or nameless_base else Osaid.MEETS


def _plain(own: OwnFacts, part: Part) -> Met:
    name = part.replace("-", " ")
    outcome = own.outcome(QUESTION[part])
    if outcome is Outcome.YES:
        return Met(Outcome.YES, f"{name}: found")
    if outcome in _UNSEEN:
        return Met(Outcome.UNKNOWN, f"{name}: could not be looked at")
    if outcome is Outcome.NOT_APPLICABLE:
        # Only ancestors can answer for a step that trains nothing; without any, nobody has answered.
        answer = Outcome.YES if own.relation else Outcome.UNKNOWN
        return Met(answer, f"{name}: the question does not apply to this repository")
    return Met(Outcome.NO, f"{name}: only a part was found" if outcome is Outcome.PARTIAL else f"{name}: not found")


def _weights(own: OwnFacts) -> Met:
    if own.gated == "manual" and own.outcome("weights") is Outcome.YES:
        why = "weights: the publisher decides who may download them; the OSAID asks for use without permission"
        return Met(Outcome.UNKNOWN, why)
    return _plain(own, Part.WEIGHTS)


def _training_code(own: OwnFacts) -> Met:
    if own.relation in MECHANICAL and own.outcome("training_code") is Outcome.PARTIAL:
        return Met(Outcome.YES, "training code: the configuration of a known tool is all the code this step has")
    return _plain(own, Part.TRAINING_CODE)


def _training_data(own: OwnFacts) -> Met:
    # A program can see that documentation exists, not that it suffices to build a substantially equivalent system.
    if own.outcome("training_data") is Outcome.PARTIAL and own.outcome("data_card") is Outcome.YES:
        return Met(
            Outcome.UNKNOWN, "training data: obtainable in part and documented; a person must say if that suffices"
        )
    return _plain(own, Part.TRAINING_DATA)


def _license(own: OwnFacts) -> Met:
    approved = terms.osi_approved(own.license)
    says = {Outcome.YES: "is OSI-approved", Outcome.NO: "is not OSI-approved"}
    return Met(approved, f"licence: {terms.describe(own.license)} {says.get(approved, 'may be OSI-approved or not')}")

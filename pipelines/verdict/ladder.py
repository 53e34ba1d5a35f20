"""The ladder: from one repository's own facts to its own verdict."""

from __future__ import annotations

from crawler.model import Outcome, Relation
from pipelines.verdict import mof, osaid, terms
from pipelines.verdict.types import Judgement, Osaid, OwnFacts, Part, Verdict

_OF_TRAINING = ("training_code", "training_data")
_FORMS = (Relation.QUANTIZED, Relation.MERGE)
_RECIPE = {Osaid.MEETS: Verdict.OPEN_SOURCE_AI, Osaid.DOES_NOT_MEET: Verdict.OPEN_WEIGHTS}


def judge(own: OwnFacts) -> Judgement:
    """Judge one repository's own last step; what its ancestors lack is the business of `lineage`."""
    met = osaid.parts(own)
    against = osaid.conclude(met, own)
    verdict, floor = _rung(own, against)
    return Judgement(
        verdict_own=verdict,
        floor=floor,
        osaid=against,
        osaid_missing=tuple(part for part, m in met.items() if m.answer is Outcome.NO),
        osaid_unknown=tuple(part for part, m in met.items() if m.answer is Outcome.UNKNOWN),
        mof_class=mof.classify(own),
        left_to_base=_trains_nothing(own),
        because=(*_no_base(own, against), *(met[part].why for part in Part if met[part].answer is not Outcome.YES)),
    )


def _trains_nothing(own: OwnFacts) -> bool:
    """Is there no training of its own, or a merge or another form whose card tells of its parents' training alone?"""
    if any(own.outcome(question) is Outcome.NOT_APPLICABLE for question in _OF_TRAINING):
        return True
    return own.relation in _FORMS and own.outcome("training_code") is not Outcome.YES


def _rung(own: OwnFacts, against: Osaid) -> tuple[Verdict, Verdict]:
    """Verdict and floor. Climbs rung by rung and stops where a `no` decides or an unknown part would."""
    weights, use = own.outcome("weights"), terms.commercial_use(own.license)
    if weights is Outcome.NO:
        return Verdict.CLOSED, Verdict.CLOSED
    if weights not in (Outcome.YES, Outcome.PARTIAL):
        return Verdict.NOT_DETERMINABLE, Verdict.CLOSED
    if use is Outcome.NO:
        return Verdict.OPEN_ACCESS, Verdict.OPEN_ACCESS
    if use is Outcome.UNKNOWN or own.base_unread:
        return Verdict.NOT_DETERMINABLE, Verdict.OPEN_ACCESS
    verdict = _RECIPE.get(against, Verdict.NOT_DETERMINABLE)
    return verdict, Verdict.OPEN_WEIGHTS if against is Osaid.NOT_DETERMINABLE else verdict


def _no_base(own: OwnFacts, against: Osaid) -> tuple[str, ...]:
    if not own.origin_open or own.base_unread:
        return ()
    if own.derived:
        return ("it is made from another model that it does not name",)
    if against is not Osaid.NOT_DETERMINABLE:
        return ()  # a missing part decides whatever it was made from
    return ("nothing says which model it was made from, or that there was none before it",)

"""The ladder: from one repository's own facts to its own verdict."""

from __future__ import annotations

from crawler.model import Outcome
from pipelines.verdict import mof, osaid, terms
from pipelines.verdict.types import Judgement, Osaid, OwnFacts, Part, Verdict

_RECIPE = {Osaid.MEETS: Verdict.OPEN_SOURCE_AI, Osaid.DOES_NOT_MEET: Verdict.OPEN_WEIGHTS}


def judge(own: OwnFacts) -> Judgement:
    """Judge one repository's own last step; what its ancestors lack is the business of `lineage`."""
    met = osaid.parts(own)
    against = osaid.conclude(met, own)
    verdict, floor, why = _rung(own, against)
    return Judgement(
        verdict_own=verdict,
        floor=floor,
        osaid=against,
        osaid_missing=tuple(part for part, m in met.items() if m.answer is Outcome.NO),
        osaid_unknown=tuple(part for part, m in met.items() if m.answer is Outcome.UNKNOWN),
        mof_class=mof.classify(own),
        because=(*why, *(met[part].why for part in Part if met[part].answer is not Outcome.YES)),
    )


def _rung(own: OwnFacts, against: Osaid) -> tuple[Verdict, Verdict, tuple[str, ...]]:
    """Verdict, floor and reasons. Climbs rung by rung and stops where a `no` decides or an unknown part would."""
    weights, use = own.outcome("weights"), terms.commercial_use(own.license)
    if weights is Outcome.NO:
        return Verdict.CLOSED, Verdict.CLOSED, ("no weights are published",)
    if weights not in (Outcome.YES, Outcome.PARTIAL):
        return Verdict.NOT_DETERMINABLE, Verdict.CLOSED, ("whether weights are published could not be determined",)
    if use is Outcome.NO:
        why = f"weights can be downloaded, but {terms.describe(own.license)} does not let everybody use them"
        return Verdict.OPEN_ACCESS, Verdict.OPEN_ACCESS, (why,)
    if use is Outcome.UNKNOWN:
        why = f"weights can be downloaded under {terms.describe(own.license)}: what it allows is not known"
        return Verdict.NOT_DETERMINABLE, Verdict.OPEN_ACCESS, (why,)
    if own.base_unread:
        why = "what the model was made from could not be read, and its terms may bind"
        return Verdict.NOT_DETERMINABLE, Verdict.OPEN_ACCESS, (why,)
    how = "under conditions" if use is Outcome.PARTIAL else "by everybody"
    why = f"weights can be downloaded and {terms.describe(own.license)} allows commercial use {how}"
    verdict = _RECIPE.get(against, Verdict.NOT_DETERMINABLE)
    return verdict, Verdict.OPEN_WEIGHTS if against is Osaid.NOT_DETERMINABLE else verdict, (why, *_no_base(own))


def _no_base(own: OwnFacts) -> tuple[str, ...]:
    return ("it is made from another model that it does not name",) if own.relation and not own.base_named else ()

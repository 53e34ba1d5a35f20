"""How ancestors cap a verdict.

Every cap is the least of numbers over the set of all ancestors, each taken by its OWN judgement: order, repetition and
cycles cannot change it, and SQL can compute it as min() over a recursive query.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.verdict.types import Judgement, MofClass, Osaid, Part, Verdict

# Weights that were never published cannot be rebuilt from, yet say nothing about the terms of the child: `closed` caps
# like `open-weights`. An ancestor nobody could judge ranks between: it withholds the top rung and lowers nothing else.
CAP_RANK: dict[Verdict, int] = {
    Verdict.OPEN_ACCESS: 0,
    Verdict.OPEN_WEIGHTS: 1,
    Verdict.CLOSED: 1,
    Verdict.NOT_DETERMINABLE: 2,
    Verdict.OPEN_SOURCE_AI: 3,
}
UNKNOWN_ANCESTOR = CAP_RANK[Verdict.NOT_DETERMINABLE]
NO_ANCESTOR = CAP_RANK[Verdict.OPEN_SOURCE_AI]

OSAID_RANK: dict[Osaid, int] = {Osaid.DOES_NOT_MEET: 0, Osaid.NOT_DETERMINABLE: 1, Osaid.MEETS: 2}
UNKNOWN_ANCESTOR_OSAID = OSAID_RANK[Osaid.NOT_DETERMINABLE]

MOF_RANK: dict[MofClass, int] = {MofClass.UNCLASSIFIED: 0, MofClass.III: 1, MofClass.II: 2, MofClass.I: 3}
UNKNOWN_ANCESTOR_MOF = MOF_RANK[MofClass.UNCLASSIFIED]

_RUNGS = (Verdict.CLOSED, Verdict.OPEN_ACCESS, Verdict.OPEN_WEIGHTS, Verdict.OPEN_SOURCE_AI)
_CAP = {0: Verdict.OPEN_ACCESS, 1: Verdict.OPEN_WEIGHTS, 2: Verdict.NOT_DETERMINABLE, 3: Verdict.OPEN_SOURCE_AI}


def cap_rank(judgement: Judgement) -> int:
    """The rank a model has as an ancestor. One that is not determinable and yet surely misses a part ranks lower."""
    if judgement.verdict_own is Verdict.NOT_DETERMINABLE and judgement.osaid is Osaid.DOES_NOT_MEET:
        return CAP_RANK[Verdict.OPEN_WEIGHTS]
    return CAP_RANK[judgement.verdict_own]


def verdict_of(own: Verdict, min_rank: int, floor: Verdict = Verdict.CLOSED) -> Verdict:
    """The verdict along the lineage, from the least cap rank of all ancestors (NO_ANCESTOR where there is none).

    `floor` is the judgement's lowest possible rung and matters only for an own verdict that is not determinable: a cap
    at or below it decides what the unknown parts no longer can.
    """
    cap = _CAP[min_rank]
    if own is Verdict.NOT_DETERMINABLE:
        decided = cap is not Verdict.NOT_DETERMINABLE and _RUNGS.index(cap) <= _RUNGS.index(floor)
        return cap if decided else own
    if cap is Verdict.NOT_DETERMINABLE:
        return cap if own is Verdict.OPEN_SOURCE_AI else own
    return min(own, cap, key=_RUNGS.index)


def bound_by(verdict: Verdict, commercial_use: str) -> Verdict:
    """What the effective terms leave of a verdict: without commercial use no more than open access."""
    if verdict not in (Verdict.OPEN_WEIGHTS, Verdict.OPEN_SOURCE_AI):
        return verdict
    return {"no": Verdict.OPEN_ACCESS, "unknown": Verdict.NOT_DETERMINABLE}.get(commercial_use, verdict)


def osaid_of(own: Osaid, min_rank: int) -> Osaid:
    """OSAID along the lineage, from the least OSAID_RANK of all ancestors: a part missing anywhere is missing."""
    least = min(OSAID_RANK[own], min_rank)
    return next(osaid for osaid, rank in OSAID_RANK.items() if rank == least)


def mof_of(own: MofClass, min_rank: int) -> MofClass:
    """MOF class along the lineage, from the least MOF_RANK of all ancestors."""
    least = min(MOF_RANK[own], min_rank)
    return next(mof_class for mof_class, rank in MOF_RANK.items() if rank == least)


def missing_with_base(own: Iterable[str], ancestors: Iterable[str]) -> tuple[str, ...]:
    """Own missing parts, then those of the ancestors once each as `base:<part>`, in the order of Part."""
    mine, theirs = set(own), set(ancestors)
    return tuple(p for p in Part if p in mine) + tuple(f"base:{p}" for p in Part if p in theirs)

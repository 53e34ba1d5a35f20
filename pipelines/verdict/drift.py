"""Licence drift: does a child offer its parent's work under other terms than its parent does?

The unit is an edge: what the child's own repository states, beside what its parent's own repository states. So a copy
that keeps its parent's licence repeats no drift of its parent.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.verdict.strictest import CONDITIONS, Terms, key, strictness, value_of
from pipelines.verdict.types import Drift

_RIGHTS = ("commercial_use", "derivatives")
_WORST = (Drift.LOOSER, Drift.DROPPED_TERMS, Drift.NO_LICENCE, Drift.UNKNOWN, Drift.TIGHTER, Drift.SAME)


def drift(parent: Terms, child: Terms, *, child_silent: bool = False) -> Drift:
    """Compare the terms of both ends; `child_silent` where the child states no licence of its own.

    Rights given that the parent withholds are `looser`; conditions of the parent that the child does not repeat are
    `dropped-terms`; anything more that the child asks is `tighter`. A term that either leaves unknown is not compared,
    and where that is the commercial use of either the whole is `unknown`.
    """
    if child_silent:
        return Drift.NO_LICENCE
    if "unknown" in (value_of(parent, "commercial_use"), value_of(child, "commercial_use")):
        return Drift.UNKNOWN
    if _same_licence(parent, child):
        return Drift.SAME
    if any(_sign(parent, child, name) < 0 and value_of(parent, name) != "conditional" for name in _RIGHTS):
        return Drift.LOOSER
    signs = [_sign(parent, child, name) for name in (*CONDITIONS, *_RIGHTS)]
    if -1 in signs:
        return Drift.DROPPED_TERMS
    return Drift.TIGHTER if 1 in signs else Drift.SAME


def worst(drifts: Iterable[Drift]) -> Drift | None:
    """The drift of a model: the worst over its edges, as a reader of its parent's terms would see it."""
    return min(drifts, key=_WORST.index, default=None)


def _same_licence(parent: Terms, child: Terms) -> bool:
    """One licence at both ends, with the same answer: a tag and a text of it may state more or fewer of its terms."""
    use = "commercial_use", ""
    same_id = parent[use].license_id == child[use].license_id != "unknown"
    return same_id and parent[use].value == child[use].value


def _sign(parent: Terms, child: Terms, name: str) -> int:
    """-1 where the child asks less than the parent, 1 where it asks more; 0 for the same or where either is unknown."""
    if "unknown" in (value_of(parent, name), value_of(child, name)):
        return 0
    theirs, ours = ({key(t): strictness(t) for t in terms.values() if t.term == name} for terms in (parent, child))
    if any(strict > ours.get(which, (0, 0)) for which, strict in theirs.items()):
        return -1
    return int(any(strict > theirs.get(which, (0, 0)) for which, strict in ours.items()))

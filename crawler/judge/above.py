"""What ancestors leave of a verdict: the least ranks of all of them, and the parts any of them misses."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines import verdict
from pipelines.verdict import Judgement, Part


@dataclass(frozen=True, slots=True)
class Ranks:
    """Ranks as `pipelines.verdict.lineage` orders them."""

    cap: int = verdict.NO_ANCESTOR
    osaid: int = max(verdict.OSAID_RANK.values())
    mof: int = max(verdict.MOF_RANK.values())
    missing: frozenset[Part] = frozenset()

    def least(self, other: Ranks) -> Ranks:
        """Both together."""
        least = (min(self.cap, other.cap), min(self.osaid, other.osaid), min(self.mof, other.mof))
        return Ranks(*least, self.missing | other.missing)


NOBODY = Ranks()
UNKNOWN = Ranks(verdict.UNKNOWN_ANCESTOR, verdict.UNKNOWN_ANCESTOR_OSAID, verdict.UNKNOWN_ANCESTOR_MOF)


def ranks_of(own: Judgement) -> Ranks:
    """What a model leaves to its descendants."""
    missing = frozenset(own.osaid_missing)
    return Ranks(verdict.cap_rank(own), verdict.OSAID_RANK[own.osaid], verdict.MOF_RANK[own.mof_class], missing)


class Above:
    """The ranks above every model, each distinct value once: a model holds its number."""

    def __init__(self, size: int) -> None:
        self._values = [NOBODY, UNKNOWN]
        self._numbers = {NOBODY: 0, UNKNOWN: 1}
        self._least: dict[tuple[int, int], int] = {}
        self.own = array("i", [1]) * (size + 1)  # of the model itself, as an ancestor; unknown until it is set
        self.above = array("i", [0]) * (size + 1)

    def ranks(self, number: int) -> Ranks:
        """The ranks of a number in `own` or `above`."""
        return self._values[number]

    def give(self, parent: int, children: Iterable[int]) -> Iterator[int]:
        """Hand on what a parent and everybody above it leave; gives the children for whom that changed anything."""
        above, given = self.above, self._both(self.own[parent], self.above[parent])
        for child in children:
            held = above[child]
            if held != given and (least := self._both(held, given)) != held:
                above[child] = least
                yield child

    def _both(self, one: int, other: int) -> int:
        pair = one, other
        if pair not in self._least:
            self._least[pair] = self.number(self._values[one].least(self._values[other]))
        return self._least[pair]

    def number(self, value: Ranks) -> int:
        """The number of ranks."""
        number = self._numbers.setdefault(value, len(self._values))
        if number == len(self._values):
            self._values.append(value)
        return number

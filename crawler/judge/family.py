"""The family tree of the models that are judged, in numbers: what spreads from parents to children spreads in waves."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise


class Family:
    """Edges by parent. A number is a place in `temp.kin`; memory is two integers a model and one an edge."""

    def __init__(self, size: int, edges: Iterable[tuple[int, int]]) -> None:
        parents, children = array("q"), array("q")
        for parent, child in edges:
            parents.append(parent)
            children.append(child)
        self._starts = array("q", bytes(8 * (size + 2)))
        for parent in parents:
            self._starts[parent + 1] += 1
        for before, here in pairwise(range(size + 2)):
            self._starts[here] += self._starts[before]
        self._children, free = array("q", bytes(8 * len(children))), self._starts[:]
        for parent, child in zip(parents, children, strict=True):
            self._children[free[parent]] = child
            free[parent] += 1

    def children(self, parent: int) -> array[int]:
        """The children of one."""
        return self._children[self._starts[parent] : self._starts[parent + 1]]

    def spread(self, sources: Iterable[int], give: Callable[[int, int], bool]) -> None:
        """Call `give(parent, child)` from the sources on, wave by wave; whoever it changes gives on in the next wave.

        `give` says whether it changed anything, and must do so a bounded number of times for each child: then circles
        end, whoever is nearest gives first, and the result does not hang on the order of rows.
        """
        wave = list(sources)
        while wave:
            wave = sorted({child for parent, child in self._edges(wave) if give(parent, child)})

    def _edges(self, wave: Iterable[int]) -> Iterator[tuple[int, int]]:
        for parent in wave:
            for child in self.children(parent):
                yield parent, child

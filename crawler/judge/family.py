"""The family tree of the models that are judged, in numbers: what spreads from parents to children spreads in waves."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from itertools import pairwise


class Edges:
    """Every edge among the kin, in the order of the children; a number is a place in `temp.kin`.

    Memory is three integers of 32 bits an edge. What is stored of it (the licences of parent and child, the drift) is
    held once each: `stored` tells which, -1 where the child is not judged.
    """

    def __init__(self, rows: Iterable[tuple[int, int, int, str | None, str | None, str | None]]) -> None:
        self.children, self.parents, self.stored = array("i"), array("i"), array("i")
        places: dict[tuple[str | None, ...], int] = {}
        for child, parent, judged, *told in rows:
            self.children.append(child)
            self.parents.append(parent)
            self.stored.append(places.setdefault(tuple(told), len(places)) if judged else -1)
        self.told = list(places)


class Family:
    """Children by parent. Memory is two integers of 32 bits a model and one an edge."""

    def __init__(self, size: int, edges: Edges) -> None:
        self._starts = array("i", bytes(4 * (size + 2)))
        for parent in edges.parents:
            self._starts[parent + 1] += 1
        for before, here in pairwise(range(size + 2)):
            self._starts[here] += self._starts[before]
        self._children, free = array("i", bytes(4 * len(edges.children))), self._starts[:]
        for parent, child in zip(edges.parents, edges.children, strict=True):
            self._children[free[parent]] = child
            free[parent] += 1

    def spread(self, sources: Iterable[int], give: Callable[[int, array[int]], Iterable[int]]) -> None:
        """Call `give(parent, children)` from the sources on, wave by wave; whoever it changes gives on in the next one.

        `give` says whom it changed, and must name each child a bounded number of times: then circles end, whoever is
        nearest gives first, and the result does not hang on the order of rows.
        """
        starts, wave = self._starts, sources
        while wave:
            changed: set[int] = set()
            for parent in wave:
                first, end = starts[parent], starts[parent + 1]
                if first < end:
                    changed.update(give(parent, self._children[first:end]))
            wave = sorted(changed)

"""Randomness that is a function: the same seed and number always give the same draw."""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Draw:
    """Sixteen independent shares of one thing."""

    __slots__ = ("_bytes",)

    def __init__(self, seed: int, what: str, index: int) -> None:
        key = b"%d %s %d" % (seed, what.encode(), index)
        self._bytes = hashlib.blake2b(key, digest_size=64).digest()

    def share(self, place: int) -> float:
        """The draw at a place from 0 to 15: a number from 0 up to 1."""
        return int.from_bytes(self._bytes[place * 4 : place * 4 + 4]) / 2**32

    def pick(self, place: int, choices: Sequence[T]) -> T:
        return choices[int(self.share(place) * len(choices))]


class Weighted(Generic[T]):
    """A choice by weights that need not add up to anything."""

    def __init__(self, *pairs: tuple[T, float]) -> None:
        self._choices = [choice for choice, _ in pairs]
        self._bounds = list(accumulate(weight for _, weight in pairs))

    def pick(self, share: float) -> T:
        return self._choices[min(bisect_right(self._bounds, share * self._bounds[-1]), len(self._choices) - 1)]


class Shuffle:
    """A one-to-one shuffling of 0..size-1 that can be asked either way, without a table."""

    def __init__(self, size: int, seed: int, what: str) -> None:
        draw = Draw(seed, f"shuffle {what}", size)
        self.size, self._offset = size, int(draw.share(0) * size)
        step = int((0.3 + draw.share(1) * 0.4) * size) or 1
        while math.gcd(step, size) != 1:
            step += 1
        self._step, self._back = step, pow(step, -1, size) if size > 1 else 0

    def at(self, rank: int) -> int:
        return (rank * self._step + self._offset) % self.size

    def rank(self, item: int) -> int:
        return (item - self._offset) * self._back % self.size

    def __iter__(self) -> Iterator[int]:
        return map(self.at, range(self.size))

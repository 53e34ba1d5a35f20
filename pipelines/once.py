"""Work done once for whatever it is about: the answer goes with the repository or text, and outlives neither."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Knowing(Protocol):
    """What keeps whatever was worked out of it."""

    @property
    def known(self) -> dict[Any, Any]: ...


K = TypeVar("K", bound=Knowing)


def once(work: Callable[[K], T]) -> Callable[[K], T]:
    """`work`, done once for each repository or text: the answer goes with it."""

    @wraps(work)
    def kept(of: K) -> T:
        known = of.known
        if work not in known:
            known[work] = work(of)
        found: T = known[work]
        return found

    return kept

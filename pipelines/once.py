"""Work done once for whatever it is about: the answer goes with the repository or text, and outlives neither."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

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
        if work not in of.known:
            of.known[work] = work(of)
        return cast("T", of.known[work])

    return kept

"""A place of a text where a rule sets a term."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """`start` and `end` are places of the folded text; `number` is the amount of a cap."""

    term: str
    value: str
    rule: str
    start: int
    end: int
    number: int | None = None

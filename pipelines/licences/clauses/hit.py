"""A place of a text where a rule sets a term."""

from __future__ import annotations

from dataclasses import dataclass

ALLOWED = "allowed"  # a grant that reaches commercial use, unless another clause takes back a part of it
GRANTED = "granted"  # a grant that only the catalogue knows to be one of commercial use: evidence, and no more


@dataclass(frozen=True, slots=True)
class Hit:
    """`start` and `end` are places of the folded text; `number` is the amount of a cap."""

    term: str
    value: str
    rule: str
    start: int
    end: int
    number: int | None = None

    @property
    def sets(self) -> str:
        """The value of the term that the clause speaks for: a grant of commercial use is a `yes`."""
        return "yes" if self.value in (ALLOWED, GRANTED) else self.value

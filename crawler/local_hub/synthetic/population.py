"""Who exists when: births, and the date and id that follow from a model's index."""

from __future__ import annotations

import time
from dataclasses import dataclass

DAY = 86_400
START = 1_646_263_744  # 2022-03-02T23:29:04Z, the Hub's date for everything older
BASE = 1_793_491_200  # 2026-11-01T00:00:00Z: day 0 ends here, day 1 begins
MOST = 10_000_000  # models; more would be born more than one a second
FIRST_PUSH = 1800  # seconds from the creation of a repository to its first commit


@dataclass(frozen=True, slots=True)
class Population:
    """The numbers of a made-up Hub of `size` models at day 0."""

    size: int
    seed: int

    @property
    def births(self) -> int:
        """Models a day brings: one in a thousand, as on the Hub."""
        return max(1, self.size // 1000)

    def at(self, day: int) -> int:
        """How many models had ever been made by the end of a day."""
        return self.size + day * self.births

    def created(self, index: int) -> int:
        """The second of creation; it grows with the index, and no two are the same."""
        if index < self.size:
            return START + index * (BASE - FIRST_PUSH - START) // self.size
        day, place = divmod(index - self.size, self.births)
        return BASE + day * DAY + (place + 1) * (DAY - FIRST_PUSH) // (self.births + 1)


def hub_id(created: int, index: int) -> str:
    return f"{created:08x}{index:016x}"


def index_of(hub_id: str) -> int:
    """The index in an `_id`; raises ValueError for one that is not ours."""
    return int(hub_id[8:], 16)


def iso(seconds: int) -> str:
    """The Hub's form of a date."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(seconds))

"""What happens to a Hub from day to day: commits, deletions, renames, gates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

from crawler.local_hub.synthetic.draw import Draw, Shuffle
from crawler.local_hub.synthetic.population import BASE, DAY, Population

Deed = Literal["delete", "rename", "gate", "commit"]
A_DAY: tuple[tuple[Deed, float], ...] = (("delete", 1e-4), ("rename", 5e-5), ("gate", 5e-5), ("commit", 6e-3))
NEW_TEXT = 0.3  # share of the commits that change the card; the others push weights


class Event(NamedTuple):
    """One thing that happens to one model at a moment (unix seconds)."""

    deed: Deed
    model: int
    when: int


@dataclass(frozen=True, slots=True)
class Past:
    """What has happened to a model since day 0; for most models, nothing."""

    commits: int = 0
    texts: int = 0  # of the commits, those that changed the card
    touched: int = 0  # when the last commit was made
    names: int = 0
    gates: int = 0
    deleted: bool = False


UNTOUCHED = Past()


def events(population: Population, day: int) -> Iterator[Event]:
    """The events of a day (1, 2, ...), each to another model of those made before that day."""
    models = iter(Shuffle(population.at(day - 1), population.seed, f"day {day}"))
    for deed, share in A_DAY:
        number = max(1, round(population.size * share))
        for place, index in enumerate(islice(models, number)):
            yield Event(deed, index, BASE + (day - 1) * DAY + (place + 1) * DAY // (number + 1))


class Ledger:
    """The past of every model that has one, up to a day."""

    def __init__(self, population: Population, day: int = 0) -> None:
        self.population, self.day = population, 0
        self.pasts: dict[int, Past] = {}
        while self.day < day:
            self.advance()

    def past(self, index: int) -> Past:
        return self.pasts.get(index, UNTOUCHED)

    def advance(self) -> list[Event]:
        """Let one more day pass; gives its events, without those that met a deleted model."""
        self.day += 1
        happened = [event for event in events(self.population, self.day) if not self.past(event.model).deleted]
        for event in happened:
            self.pasts[event.model] = self._after(event)
        return happened

    def _after(self, event: Event) -> Past:
        past = self.past(event.model)
        commits, texts, touched = past.commits, past.texts, past.touched
        if event.deed == "commit":
            commits, touched = commits + 1, event.when
            texts += Draw(self.population.seed, f"text {self.day}", event.model).share(0) < NEW_TEXT
        names, gates = past.names + (event.deed == "rename"), past.gates + (event.deed == "gate")
        return Past(commits, texts, touched, names, gates, event.deed == "delete")

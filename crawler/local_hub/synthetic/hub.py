"""The made-up Hub as a catalogue: any page of any order without looking at the rest."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import dropwhile, islice

from crawler.local_hub.answers import bad_request
from crawler.local_hub.repos.catalogue import Position, position
from crawler.local_hub.repos.repo import Kind, Repo
from crawler.local_hub.synthetic.churn import UNTOUCHED, Ledger, Past
from crawler.local_hub.synthetic.dataset import SyntheticDataset, datasets_of
from crawler.local_hub.synthetic.draw import Shuffle
from crawler.local_hub.synthetic.model import SyntheticModel
from crawler.local_hub.synthetic.names import DATASET_NAME, MODEL_NAME, index_in
from crawler.local_hub.synthetic.population import FIRST_PUSH, Population, index_of


class SyntheticHub:
    """A Hub of `population` as it stood at the end of a day.

    Among equals, `downloads`, `likes` and `trendingScore` are walked in an order of their own, not by `_id`.
    """

    def __init__(self, population: Population, day: int = 0, ledger: Ledger | None = None) -> None:
        self.population = population
        self.ledger = ledger or Ledger(population, day)
        self._ranks = Shuffle(population.size, population.seed, "popularity")
        touched = ((past.touched, index) for index, past in self.ledger.pasts.items() if past.touched)
        self._touched = [index for _, index in sorted(touched, key=lambda pair: (-pair[0], pair[1]))]

    def model(self, index: int, past: Past | None = None) -> SyntheticModel:
        rank = self._ranks.rank(index) if index < self.population.size else index
        return SyntheticModel(self.population, index, past or self.ledger.past(index), rank)

    def get(self, kind: Kind, repo_id: str) -> Repo | None:
        if kind == "datasets":
            index = index_in(DATASET_NAME, repo_id)
            dataset = None if index is None or index >= self.count(kind) else SyntheticDataset(self.population, index)
            return dataset if dataset and dataset.id == repo_id else None
        found = self._named(repo_id)
        return found if found and found.id == repo_id else None

    def renamed(self, kind: Kind, repo_id: str) -> str | None:
        found = self._named(repo_id) if kind == "models" else None
        if found is None or found.id == repo_id:
            return None
        older = (self.model(found.index, Past(names=names)).id for names in range(found.past.names))
        return found.id if repo_id in older else None

    def _named(self, repo_id: str) -> SyntheticModel | None:
        """The model whose index stands in the name, if it exists."""
        index = index_in(MODEL_NAME, repo_id)
        if index is None or index >= self.population.at(self.ledger.day) or self.ledger.past(index).deleted:
            return None
        return self.model(index)

    def count(self, kind: Kind) -> int:
        if kind == "datasets":
            return datasets_of(self.population)
        gone = sum(past.deleted for past in self.ledger.pasts.values())
        return self.population.at(self.ledger.day) - gone

    def walk(self, kind: Kind, sort: str, after: Position | None) -> Iterator[Repo]:
        if kind == "datasets":
            return self._datasets(sort, after)
        if sort == "createdAt":
            return _behind(after, sort, self._newest(after, 0))
        if sort == "lastModified":
            untouched = (model for model in self._newest(after, FIRST_PUSH) if not model.past.touched)
            by_date = partial(position, sort=sort)
            return heapq.merge(self._changed(after), _behind(after, sort, untouched), key=by_date)
        return self._popular(after)

    def _newest(self, after: Position | None, offset: int) -> Iterator[SyntheticModel]:
        """Models by creation, latest first, from about a position whose date is `offset` later than a creation."""
        stop = self.population.at(self.ledger.day)
        if after:
            moment = int(datetime.fromisoformat(str(after.value)).timestamp()) - offset
            stop = bisect_right(range(stop), moment, key=self.population.created)
        return self._existing(iter(range(stop - 1, -1, -1)))

    def _changed(self, after: Position | None) -> Iterator[SyntheticModel]:
        """Models with a commit since day 0, latest commit first."""
        start = 0
        if after:
            start = bisect_right(self._touched, after, key=lambda index: position(self.model(index), "lastModified"))
        return self._existing(islice(self._touched, start, None))

    def _popular(self, after: Position | None) -> Iterator[SyntheticModel]:
        """Models by rank; those born since day 0 come last."""
        start = 0
        if after:
            start = self.model(_checked_index(after.hub_id, self.population.at(self.ledger.day))).rank + 1
        size, end = self.population.size, self.population.at(self.ledger.day)
        return self._existing(self._ranks.at(rank) if rank < size else rank for rank in range(start, end))

    def _existing(self, indexes: Iterator[int]) -> Iterator[SyntheticModel]:
        pasts = self.ledger.pasts
        for index in indexes:
            past = pasts.get(index, UNTOUCHED)
            if not past.deleted:
                yield self.model(index, past)

    def _datasets(self, sort: str, after: Position | None) -> Iterator[SyntheticDataset]:
        """Latest first by date, by `_id` where all have the same number."""
        count = self.count("datasets")
        newest_first = sort in ("createdAt", "lastModified")
        order = range(count - 1, -1, -1) if newest_first else range(count)
        start = 0
        if after:
            start = order.index(_checked_index(after.hub_id, count)) + 1
        return (SyntheticDataset(self.population, index) for index in order[start:])


def _behind(after: Position | None, sort: str, models: Iterator[SyntheticModel]) -> Iterator[SyntheticModel]:
    return dropwhile(lambda model: not after < position(model, sort), models) if after else models


def _checked_index(hub_id: str, count: int) -> int:
    try:
        index = index_of(hub_id)
    except ValueError:
        index = count
    if index >= count:
        raise bad_request("Invalid cursor")
    return index

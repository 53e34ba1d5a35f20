"""One made-up data set, never changing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from crawler.local_hub.repos.blobs import Blob, ListedBlob, TextBlob
from crawler.local_hub.repos.cards import derived_tags
from crawler.local_hub.repos.repo import ABSENT, Gate, Kind, hex_digest
from crawler.local_hub.synthetic.draw import Draw
from crawler.local_hub.synthetic.names import TOPICS, dataset_name
from crawler.local_hub.synthetic.population import BASE, START, Population, hub_id, iso
from crawler.local_hub.synthetic.prose import dataset_card

CARD, LICENCE, GATED = 0.5, 0.6, 0.04
ROWS = "data/train-00000-of-00001.parquet"


def datasets_of(population: Population) -> int:
    """How many there are: one for twenty models. Some cards name one beyond, which does not exist."""
    return max(1, population.size // 20)


class SyntheticDataset:
    """The data set of an index; see `repo.Repo` for what its members mean."""

    kind: Final[Kind] = "datasets"
    private = disabled = False
    granted: frozenset[str] = frozenset()
    downloads = likes = trending_score = 0
    pipeline_tag = library_name = None

    def __init__(self, population: Population, index: int) -> None:
        self.population, self.index, self.id = population, index, dataset_name(index)
        self.draw = Draw(population.seed, "dataset", index)
        created = START + index * (BASE - START) // datasets_of(population)
        self.hub_id = hub_id(created, index)
        self.created_at = self.last_modified = iso(created)
        self.gated: Gate = "auto" if self.draw.share(2) < GATED else False
        self.sha = hex_digest("dataset", population.seed, index)

    @cached_property
    def card_data(self) -> object:
        return self._card() if self.draw.share(0) < CARD else ABSENT

    def _card(self) -> dict[str, object]:
        licence = {"license": self.draw.pick(3, ("mit", "cc-by-4.0", "apache-2.0"))}
        return {"pretty_name": TOPICS[self.index % len(TOPICS)], **(licence if self.draw.share(1) < LICENCE else {})}

    @property
    def tags(self) -> list[str]:
        return derived_tags(self.card_data, (), ("library:datasets",))

    @property
    def extra(self) -> Mapping[str, object]:
        return {}

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self.files)

    @cached_property
    def files(self) -> Mapping[str, Blob]:
        rows = ListedBlob(ROWS, 5_000_000, True, hex_digest("rows", self.population.seed, self.index, size=32))
        if self.card_data is ABSENT:
            return {ROWS: rows}
        return {"README.md": TextBlob("README.md", dataset_card(self.id, self._card())), ROWS: rows}

"""One made-up model, worked out when it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from crawler.local_hub.repos.blobs import Blob, ListedBlob, TextBlob
from crawler.local_hub.repos.cards import derived_tags
from crawler.local_hub.repos.repo import ABSENT, Gate, Kind, hex_digest
from crawler.local_hub.synthetic.churn import Past
from crawler.local_hub.synthetic.draw import Draw, Weighted
from crawler.local_hub.synthetic.licences import LICENCES, licence_file
from crawler.local_hub.synthetic.names import code_name, dataset_name, model_name
from crawler.local_hub.synthetic.population import FIRST_PUSH, Population, hub_id, iso
from crawler.local_hub.synthetic.prose import model_card

CARD, LICENCE, PARENT, LICENCE_FILE, GATED, DATASET, CODE = 0.70, 0.356, 0.2809, 0.07, 0.02, 0.14, 0.08
RELATIONS = Weighted(("adapter", 42.6), ("finetune", 35.9), ("quantized", 19.2), ("merge", 2.3))
DOWNLOADED, NOTED = 0.36, 0.02  # share of models with any download; with five likes or a thousand downloads
MOST_DOWNLOADS, MOST_LIKES = 200_000_000, 15_000


class SyntheticModel:
    """The model of an index with a past; see `repo.Repo` for what its members mean."""

    kind: Final[Kind] = "models"
    private = disabled = False
    granted: frozenset[str] = frozenset()

    def __init__(self, population: Population, index: int, past: Past, rank: int) -> None:
        self.population, self.index, self.past, self.rank = population, index, past, rank
        self.draw = Draw(population.seed, "model", index)
        self.id = model_name(self.draw, index, past.names)
        self._created = population.created(index)
        self.hub_id = hub_id(self._created, index)

    @property
    def created_at(self) -> str:
        return iso(self._created)

    @property
    def last_modified(self) -> str:
        return iso(self.past.touched or self._created + FIRST_PUSH)

    @property
    def downloads(self) -> int:
        share = (self.rank + 0.5) / self.population.size
        return min(int(1000 * (0.015 / share) ** 2.1) + 1, MOST_DOWNLOADS) if share < DOWNLOADED else 0

    @property
    def likes(self) -> int:
        return min(int(5 * (NOTED * self.population.size / (self.rank + 0.5)) ** 0.9), MOST_LIKES)

    @property
    def trending_score(self) -> int:
        return self.likes // 10

    @property
    def gated(self) -> Gate:
        """Gates open and close: an odd number of flips turns the first state round."""
        share = self.draw.share(6)
        first: Gate = False if share >= GATED else "manual" if share < GATED / 3 else "auto"
        return first if self.past.gates % 2 == 0 else False if first else "auto"

    @property
    def sha(self) -> str:
        return hex_digest("commit", self.population.seed, self.index, self.past.commits)

    @property
    def has_card(self) -> bool:
        return self.draw.share(0) < CARD

    @cached_property
    def relation(self) -> str:
        """How it was made from its base model, "" for one without."""
        named = self.index and self.has_card and self.draw.share(2) < PARENT / CARD
        return RELATIONS.pick(self.draw.share(3)) if named else ""

    @property
    def parent(self) -> str:
        """The first name of its base model: an older model, and rather one of the oldest."""
        index = int(self.draw.share(4) ** 3 * self.index)
        return model_name(Draw(self.population.seed, "model", index), index, 0)

    @property
    def licence(self) -> str:
        return LICENCES.pick(self.draw.share(7)) if self.has_card and self.draw.share(1) < LICENCE / CARD else ""

    @cached_property
    def card_data(self) -> object:
        return self._card() if self.has_card else ABSENT

    def _card(self) -> dict[str, object]:
        card: dict[str, object] = {"library_name": self.library_name, "pipeline_tag": "text-generation"}
        if self.licence:
            card["license"] = self.licence
        if self.relation:
            card |= {"base_model": self.parent, "base_model_relation": self.relation}
        if self.draw.share(8) < DATASET / CARD:
            card["datasets"] = [dataset_name(int(self.draw.share(9) * self.population.size / 18))]
        return card

    @property
    def library_name(self) -> str:
        return "peft" if self.relation == "adapter" else "transformers"

    @property
    def pipeline_tag(self) -> str | None:
        return "text-generation" if self.has_card else None

    @property
    def tags(self) -> list[str]:
        return derived_tags(self.card_data, (), (self.library_name,))

    @property
    def extra(self) -> Mapping[str, object]:
        return {"config": {"architectures": ["LlamaForCausalLM"], "model_type": "llama"}}

    @property
    def paths(self) -> tuple[str, ...]:
        names = [".gitattributes", "tokenizer.json", *self._weights]
        names += ["README.md"] * self.has_card + ["LICENSE"] * (self.draw.share(5) < LICENCE_FILE)
        return tuple(sorted(names))

    @property
    def _weights(self) -> tuple[str, str]:
        if self.relation == "adapter":
            return "adapter_config.json", "adapter_model.safetensors"
        return "config.json", "model.Q4_K_M.gguf" if self.relation == "quantized" else "model.safetensors"

    @cached_property
    def files(self) -> Mapping[str, Blob]:
        return {path: self._blob(path) for path in self.paths}

    def _blob(self, path: str) -> Blob:
        if path == "README.md":
            return TextBlob(path, self._readme())
        if path == "LICENSE":
            return TextBlob(path, licence_file(self.licence or "mit", self.id.partition("/")[0]))
        if path.endswith((".safetensors", ".gguf")):
            version = self.past.commits - self.past.texts
            digest = hex_digest("weights", self.population.seed, self.index, version, size=32)
            return ListedBlob(path, 10_000_000 + int(self.draw.share(10) * 10**9), True, digest)
        return TextBlob(path, b'{"model_type": "llama"}\n' if path.endswith(".json") else b"* text=auto\n")

    def _readme(self) -> bytes:
        share = self.draw.share(15)
        code = code_name(int(share / CODE * self.population.size / 45)) if share < CODE else ""
        first_name = model_name(self.draw, self.index, 0).partition("/")[2]
        return model_card(first_name, self._card(), code, int(share * 1000), self.past.texts)

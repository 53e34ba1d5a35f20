"""One repository of a hub directory: its facts at hand, its files read when somebody asks."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from crawler.local_hub.repos.blobs import Blob, DiskBlob, ListedBlob
from crawler.local_hub.repos.cards import MAX_CARD, card_data, derived_tags
from crawler.local_hub.repos.facts import FACTS_FILE, Facts
from crawler.local_hub.repos.repo import ABSENT, Gate, Kind, hex_digest
from crawler.model_config import CONFIGS, hub_config

NOT_SERVED = frozenset({FACTS_FILE, ".git"})


class DiskRepo:
    """A folder of the hub directory; see `repo.Repo` for what its members mean."""

    def __init__(self, kind: Kind, repo_id: str, folder: str, facts: Facts, hub_id: str) -> None:
        self.kind, self.id, self.folder, self.facts, self.hub_id = kind, repo_id, folder, facts, hub_id
        self.created_at, self.last_modified = facts.created_at, facts.last_modified
        self.downloads, self.likes, self.trending_score = facts.downloads, facts.likes, facts.trending_score
        self.private, self.disabled, self.granted = facts.private, facts.disabled, facts.granted
        self.gated: Gate = facts.gated

    @cached_property
    def on_disk(self) -> tuple[str, ...]:
        return tuple(walk_files(self.folder))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted({*self.on_disk, *(listed.path for listed in self.facts.files)}))

    @cached_property
    def files(self) -> Mapping[str, Blob]:
        listed, on_disk = {entry.path: entry for entry in self.facts.files}, frozenset(self.on_disk)
        found: dict[str, Blob] = {}
        for path in self.paths:
            entry = listed.get(path)
            if entry and path not in on_disk:
                made_up = entry.sha256 or hex_digest(self.id, path, entry.size, size=32)
                found[path] = ListedBlob(path, entry.size, entry.lfs, made_up)
            else:
                found[path] = DiskBlob(path, Path(self.folder, path), bool(entry and entry.lfs))
        return found

    @cached_property
    def sha(self) -> str:
        """As the facts say, else a hash of every file's name and content."""
        if self.facts.sha:
            return self.facts.sha
        tree = "".join(f"{blob.oid} {path}\n" for path, blob in self.files.items())
        return hashlib.sha1(tree.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()

    @cached_property
    def card_data(self) -> object:
        if "cardData" in self.facts.extra:
            return self.facts.extra["cardData"]
        if "README.md" not in self.on_disk:
            return ABSENT
        with Path(self.folder, "README.md").open("rb") as file:
            return card_data(file.read(MAX_CARD))

    @property
    def tags(self) -> list[str]:
        return derived_tags(self.card_data, self.paths, self.facts.tags)

    @property
    def pipeline_tag(self) -> str | None:
        return self._stated("pipeline_tag")

    @property
    def library_name(self) -> str | None:
        return self._stated("library_name")

    @cached_property
    def extra(self) -> Mapping[str, object]:
        """As the facts say; `config` is else made of the configurations on disk, as the Hub does."""
        here = [name for name in CONFIGS if name in self.on_disk]
        if "config" in self.facts.extra or not here:
            return self.facts.extra
        return {**self.facts.extra, "config": hub_config({name: self._head(name) for name in here})}

    def _head(self, name: str) -> bytes:
        with Path(self.folder, name).open("rb") as file:
            return file.read(MAX_CARD)

    def _stated(self, key: str) -> str | None:
        """What the facts say, else what the card says."""
        for source in (self.facts.extra, self.card_data):
            value = source.get(key) if isinstance(source, Mapping) else None
            if isinstance(value, str) and value:
                return value
        return None


def walk_files(folder: str, prefix: str = "") -> Iterator[str]:
    """Every file under a folder, by its path from there; links to folders are not followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in NOT_SERVED:
                    yield from walk_files(entry.path, f"{prefix}{entry.name}/")
            elif entry.name not in NOT_SERVED and entry.is_file():
                yield prefix + entry.name

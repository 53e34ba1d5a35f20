"""The datasets and code repositories that a card names, looked up in the hub directory the model lies in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import yaml
from huggingface_hub import metadata_load

from crawler.hub import gate
from crawler.localdir import files as localfiles
from crawler.model import MAX_TEXT, README, CodeRepoFacts, DatasetFacts
from pipelines.declared.references import references
from pipelines.repository import Repository


class Neighbourhood:
    """A hub directory as far as one model's neighbours go. What it does not hold does not exist, as on its Hub."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def datasets(self, repository: Repository) -> dict[str, DatasetFacts]:
        """Facts by the id as the card spells it, lower-cased."""
        return {name.lower(): self._dataset(name) for name in references(repository).datasets}

    def code_repos(self, repository: Repository) -> dict[str, CodeRepoFacts]:
        """Facts by the slug as the card spells it, lower-cased."""
        return {slug.lower(): self._code_repo(slug) for slug in references(repository).code_repos}

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        names = localfiles.read_object(self._root / "renames.json").get("datasets")
        return {str(old): str(new) for old, new in names.items()} if isinstance(names, dict) else {}

    def _dataset(self, name: str) -> DatasetFacts:
        dataset_id = self._renamed.get(name, name)
        folder = _child(self._root / "datasets", dataset_id)
        if folder is None:
            return DatasetFacts(name, exists=False)
        facts = localfiles.read_object(folder / ".hub.json")
        if facts.get("private") or facts.get("disabled"):
            return DatasetFacts(dataset_id, exists=False)
        local = localfiles.read(folder, facts, _readme)
        return DatasetFacts(
            dataset_id=folder.relative_to(self._root / "datasets").as_posix(),
            exists=True,
            gated=gate(facts.get("gated")),
            license_tag=_license(facts, folder / README),
            sha=str(facts.get("sha") or ""),
            files=local.files,
            texts=local.texts,
        )

    def _code_repo(self, slug: str) -> CodeRepoFacts:
        folder = _child(self._root / "github", slug)
        if folder is None:
            return CodeRepoFacts(slug, exists=False)
        facts = localfiles.read_object(folder / ".repo.json")
        local = localfiles.read(folder, facts, _readme)
        licence = facts.get("license")
        return CodeRepoFacts(
            slug=slug,
            exists=True,
            license_spdx=str(licence.get("spdx_id") or "") if isinstance(licence, Mapping) else "",
            archived=bool(facts.get("archived")),
            sha=str(facts.get("sha") or ""),
            files=local.files,
            truncated=bool(facts.get("truncated")),
            texts=local.texts,
        )


def _readme(files: tuple[str, ...]) -> list[str]:
    return [name for name in files if name.lower().partition(".")[0] == "readme"]


def _child(folder: Path, name: str) -> Path | None:
    """The folder of that name, letter case aside; None where there is none. Never leaves `folder`."""
    for part in name.split("/"):
        entries = folder.iterdir() if folder.is_dir() else iter(())
        found = [entry for entry in entries if entry.name.lower() == part.lower() and entry.is_dir()]
        if not found:
            return None
        folder = found[0]
    return folder


def _license(facts: Mapping[str, object], readme: Path) -> str:
    """As the Hub would tag it: from its own card data, else from the README's front matter."""
    card = facts.get("cardData")
    if card is None and readme.is_file() and readme.stat().st_size <= MAX_TEXT:
        try:
            card = metadata_load(readme)
        except (ValueError, yaml.YAMLError, RecursionError):
            return ""
    declared = card.get("license") if isinstance(card, Mapping) else None
    first = declared[0] if isinstance(declared, list) and declared else declared
    return first.lower() if isinstance(first, str) else ""

"""The `baseModels` field: the parents that a repository's tags name, looked up."""

from __future__ import annotations

import re

from crawler.local_hub.repos.catalogue import Catalogue
from crawler.local_hub.repos.repo import ABSENT, Repo

BASE_MODEL = re.compile(r"base_model:(finetune|adapter|quantized|merge):(.+)")


def base_models(repo: Repo, catalogue: Catalogue) -> object:
    """`{relation, models: [{_id, id}]}` of the parents that exist, ABSENT without any."""
    found = [match for tag in repo.tags if (match := BASE_MODEL.fullmatch(tag))]
    parents = [parent for match in found if (parent := _present(catalogue, match[2]))]
    if not parents:
        return ABSENT
    return {"relation": found[0][1], "models": [{"_id": parent.hub_id, "id": parent.id} for parent in parents]}


def _present(catalogue: Catalogue, name: str) -> Repo | None:
    """The repository of that name, past its renames."""
    seen: set[str] = set()
    while (new := catalogue.renamed("models", name)) and new not in seen:
        seen.add(name)
        name = new
    found = catalogue.get("models", name)
    return found if found and not found.private else None

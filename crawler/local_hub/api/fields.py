"""The fields of a repository's JSON, and which of them each kind of request shows, in the Hub's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from crawler.local_hub.repos.repo import ABSENT, Kind, Repo, author

Getter = Callable[[Repo], object]

GETTERS: Mapping[str, Getter] = {
    "_id": lambda repo: repo.hub_id,
    "id": lambda repo: repo.id,
    "modelId": lambda repo: repo.id,
    "author": lambda repo: author(repo.id) or ABSENT,
    "sha": lambda repo: repo.sha,
    "createdAt": lambda repo: repo.created_at,
    "lastModified": lambda repo: repo.last_modified,
    "private": lambda repo: repo.private,
    "gated": lambda repo: repo.gated,
    "disabled": lambda repo: repo.disabled,
    "downloads": lambda repo: repo.downloads,
    "likes": lambda repo: repo.likes,
    "trendingScore": lambda repo: repo.trending_score,
    "tags": lambda repo: repo.tags,
    "pipeline_tag": lambda repo: repo.pipeline_tag or ABSENT,
    "library_name": lambda repo: repo.library_name or ABSENT,
    "cardData": lambda repo: repo.card_data,
    "siblings": lambda repo: [{"rfilename": path} for path in repo.paths],
    "usedStorage": lambda repo: repo.extra.get("usedStorage", sum(blob.size for blob in repo.files.values())),
}


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


EXPAND: Mapping[Kind, tuple[str, ...]] = {
    "models": _names(
        "author baseModels cardData childrenModelCount config createdAt disabled downloads downloadsAllTime "
        "evalResults gated gguf inference inferenceProviderMapping lastModified library_name likes mask_token "
        "model-index pipeline_tag private resourceGroup safetensors sha siblings spaces tags transformersInfo "
        "trendingScore usedStorage widgetData gitalyUid xetEnabled"
    ),
    "datasets": _names(
        "author cardData citation createdAt description disabled downloads downloadsAllTime gated "
        "lastModified likes mainSize paperswithcode_id private resourceGroup sha siblings tags trendingScore "
        "usedStorage gitalyUid xetEnabled"
    ),
}
DEFAULT_ROW: Mapping[Kind, tuple[str, ...]] = {
    "models": _names("_id id likes trendingScore private downloads tags pipeline_tag library_name createdAt modelId"),
    "datasets": _names("_id id likes trendingScore private downloads tags createdAt"),
}
FULL_ROW: Mapping[Kind, tuple[str, ...]] = {
    "models": ("author", "sha", "lastModified", "gated", "disabled", "siblings"),
    "datasets": _names("author sha lastModified gated disabled siblings citation description cardData"),
}
INFO: Mapping[Kind, tuple[str, ...]] = {
    "models": _names(
        "_id id private pipeline_tag library_name tags downloads likes modelId author sha lastModified gated "
        "disabled mask_token widgetData model-index config cardData transformersInfo gguf siblings spaces "
        "createdAt safetensors inference usedStorage"
    ),
    "datasets": _names(
        "_id id author sha lastModified private gated disabled tags citation description downloads likes "
        "cardData siblings createdAt usedStorage"
    ),
}


def show(repo: Repo, names: Iterable[str]) -> dict[str, object]:
    """The named fields of a repository; those it does not have are left out."""
    row = {name: GETTERS[name](repo) if name in GETTERS else repo.extra.get(name, ABSENT) for name in names}
    return {name: value for name, value in row.items() if value is not ABSENT}

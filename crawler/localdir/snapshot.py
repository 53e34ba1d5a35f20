"""A local folder as a Snapshot: one repository of a hub directory, or any folder before it is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from crawler.hub import gate
from crawler.localdir import files as localfiles
from crawler.localdir.neighbours import Neighbourhood
from crawler.model import README, Snapshot
from crawler.model_config import CONFIG, CONFIGS, hub_config
from pipelines.declared.parents import asks_for_config
from pipelines.licences import licence_text_paths
from pipelines.licences.links import linked_licence
from pipelines.repository import Repository

FACTS = ".hub.json"
INFO = ("tags", "library_name", "pipeline_tag", "cardData", "config")


def snapshot(folder: Path) -> Snapshot:
    """Read one repository from a folder.

    In a hub directory (ROOT/models/<namespace>/<name>) the repository has its name there, `.hub.json` tells the Hub's
    facts, and the datasets and code repositories its card names are looked up beside it; elsewhere nobody is asked and
    they stay unknown. Raises ValueError for a folder without files or with a `.hub.json` that is not a JSON object.
    """
    facts = localfiles.read_object(folder / FACTS)
    local = localfiles.read(folder, facts, _texts)
    if linked := _linked(local, facts):
        local = localfiles.read(folder, facts, lambda files: [*_texts(files), *linked])
    if not local.files:
        raise ValueError(f"{folder}: the folder holds no files")
    root, repo_id = _place(folder.resolve())
    alone = Snapshot(
        repo_id=localfiles.printable(repo_id),
        sha=str(facts.get("sha") or ""),
        info={
            **_config(local),
            **{key: facts[key] for key in INFO if facts.get(key)},
            "gated": gate(facts.get("gated")),
        },
        files=local.files,
        texts={path: text for path, text in local.texts.items() if path not in CONFIGS},
        not_fetched={path: why for path, why in local.not_fetched.items() if path not in CONFIGS},
    )
    if CONFIG in local.texts and asks_for_config(Repository(alone)):
        alone = replace(alone, texts={**alone.texts, CONFIG: local.texts[CONFIG]})
    if root is None:
        return alone
    neighbours, named = Neighbourhood(root), Repository(alone)
    return replace(alone, datasets=neighbours.datasets(named), code_repos=neighbours.code_repos(named))


def _texts(files: tuple[str, ...]) -> list[str]:
    """The texts a scan reads of a repository: the card and the licence files; and what the Hub reads by itself."""
    return [name for name in dict.fromkeys((README, *CONFIGS, *licence_text_paths(files))) if name in files]


def _linked(local: localfiles.LocalFiles, facts: Mapping[str, object]) -> tuple[str, ...]:
    """The file of the folder that the card or the Hub's facts give as the licence's address."""
    card = {README: local.texts[README]} if README in local.texts else {}
    info = {"cardData": facts["cardData"]} if facts.get("cardData") else {}
    link = linked_licence(Repository(Snapshot("", info=info, files=local.files, texts=card)))
    return (link,) if link in local.files else ()


def _config(local: localfiles.LocalFiles) -> dict[str, object]:
    found = hub_config(local.texts)
    return {"config": found} if found else {}


def _place(folder: Path) -> tuple[Path | None, str]:
    """Root of the hub directory the folder lies in (None outside of one), and the repository's id."""
    namespace, models = folder.parent, folder.parent.parent
    for top, repo_id in ((models, f"{namespace.name}/{folder.name}"), (namespace, folder.name)):
        beside = (top.parent / "datasets", top.parent / "github", folder / FACTS)
        if top.name == "models" and any(sign.exists() for sign in beside):
            return top.parent, repo_id
    return None, folder.name

"""A local folder as a Snapshot: one repository of a hub directory, or any folder before it is published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from crawler import localfiles
from crawler.hubdir_neighbours import Neighbourhood
from crawler.model import Snapshot

FACTS = ".hub.json"
INFO = ("tags", "library_name", "pipeline_tag", "cardData", "config")


def snapshot(folder: Path) -> Snapshot:
    """Read one repository from a folder.

    In a hub directory (ROOT/models/<namespace>/<name>) the repository has its name there, `.hub.json` tells the Hub's
    facts, and the datasets and code repositories its card names are looked up beside it; elsewhere nobody is asked and
    they stay unknown. Raises ValueError for a folder without files or with a `.hub.json` that is not a JSON object.
    """
    facts = localfiles.read_object(folder / FACTS)
    local = localfiles.read(folder)
    listed = tuple(localfiles.listed(facts))
    absent = {name: "listed, but not on disk" for name in listed if localfiles.looks_like_text(name)}
    files = tuple(sorted({*local.files, *listed}))
    if not files:
        raise ValueError(f"{folder}: the folder holds no files")
    root, repo_id = _place(folder.resolve())
    alone = Snapshot(
        repo_id=localfiles.printable(repo_id),
        sha=str(facts.get("sha") or ""),
        info={**{key: facts[key] for key in INFO if facts.get(key)}, "gated": gate(facts.get("gated"))},
        files=files,
        texts=local.texts,
        not_fetched={**{n: why for n, why in absent.items() if n not in local.files}, **local.not_fetched},
    )
    if root is None:
        return alone
    neighbours = Neighbourhood(root)
    return replace(alone, datasets=neighbours.datasets(alone), code_repos=neighbours.code_repos(alone))


def gate(value: object) -> str:
    """The Hub says false, "auto" or "manual"; we say "", "auto" or "manual"."""
    return value if isinstance(value, str) else ("manual" if value is True else "")


def _place(folder: Path) -> tuple[Path | None, str]:
    """Root of the hub directory the folder lies in (None outside of one), and the repository's id."""
    namespace, models = folder.parent, folder.parent.parent
    for top, repo_id in ((models, f"{namespace.name}/{folder.name}"), (namespace, folder.name)):
        beside = (top.parent / "datasets", top.parent / "github", folder / FACTS)
        if top.name == "models" and any(sign.exists() for sign in beside):
            return top.parent, repo_id
    return None, folder.name

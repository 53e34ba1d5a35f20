"""Reads a recorded case: `snapshot.json` holds a Snapshot's fields, long texts lie beside it under their own paths."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.model import CodeRepoFacts, DatasetFacts, Evidence, Finding, Kind, Ref, Snapshot

_META = {"snapshot.json", "expected.json"}


def read_case(folder: Path) -> Snapshot:
    """The snapshot of one folder. Paths follow `Evidence`: "README.md", "datasets/org/name/README.md" ..."""
    raw = json.loads((folder / "snapshot.json").read_text("utf-8"))
    texts = {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in _META
    }
    own = {path: text for path, text in texts.items() if not path.startswith(("datasets/", "github/"))}
    files = raw.get("files")
    return Snapshot(
        raw["repo_id"],
        sha=raw.get("sha", ""),
        info=raw.get("info", {}),
        files=None if files is None else tuple(dict.fromkeys([*own, *files])),
        texts=own,
        not_fetched=raw.get("not_fetched", {}),
        datasets={key.lower(): _dataset(key, facts, texts) for key, facts in raw.get("datasets", {}).items()},
        code_repos={key.lower(): _code_repo(key, facts, texts) for key, facts in raw.get("code_repos", {}).items()},
    )


def _dataset(name: str, facts: dict[str, Any], texts: dict[str, str]) -> DatasetFacts:
    own = _under(f"datasets/{name}/", texts)
    return DatasetFacts(name, **{**facts, "files": (*own, *facts.get("files", ())), "texts": own})


def _code_repo(name: str, facts: dict[str, Any], texts: dict[str, str]) -> CodeRepoFacts:
    own = _under(f"github/{name}/", texts)
    return CodeRepoFacts(name, **{**facts, "files": (*own, *facts.get("files", ())), "texts": own})


def _under(prefix: str, texts: dict[str, str]) -> dict[str, str]:
    return {path.removeprefix(prefix): text for path, text in texts.items() if path.startswith(prefix)}


def stands_there(snapshot: Snapshot, row: Evidence) -> bool:
    """Does the quote stand literally at the path and lines that the evidence gives?"""
    if row.line_start is None and row.path == "":
        return 0 < len(row.quote) <= 300
    texts, files = _repository(snapshot, row.repo)
    if row.line_start is None:
        return row.quote == row.path and row.path in files
    lines = texts[row.path].split("\n")[row.line_start - 1 : row.line_end]
    return 0 < len(row.quote) <= 300 and row.quote in "\n".join(lines)


def _repository(snapshot: Snapshot, repo: Ref | None) -> tuple[Mapping[str, str], tuple[str, ...]]:
    if repo is None:
        return snapshot.texts, snapshot.files or ()
    known = snapshot.datasets if repo.kind is Kind.DATASET else snapshot.code_repos
    facts = next(one for name, one in known.items() if repo.name.lower() in (name, _called(one).lower()))
    return facts.texts, facts.files


def _called(facts: DatasetFacts | CodeRepoFacts) -> str:
    return facts.dataset_id if isinstance(facts, DatasetFacts) else facts.slug


def all_stand(snapshot: Snapshot, finding: Finding) -> bool:
    """Is there evidence, and does all of it stand where it says?"""
    return bool(finding.evidence) and all(stands_there(snapshot, row) for row in finding.evidence)

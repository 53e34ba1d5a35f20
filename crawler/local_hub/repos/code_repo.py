"""Code repositories as GitHub would know them, and where they come from: the `github` folder of a hub directory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from crawler.local_hub.repos.blobs import STAND_IN, Blob, DiskBlob, ListedBlob
from crawler.local_hub.repos.disk_repo import walk_files
from crawler.local_hub.repos.facts import SHA
from crawler.local_hub.repos.repo import hex_digest
from crawler.local_hub.repos.strict_json import HubDirectoryError, read_object, text, texts, typed

FACTS_FILE = ".repo.json"


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What `.repo.json` may say."""

    sha: str = ""
    default_branch: str = "main"
    spdx_id: str | None = None
    archived: bool = False
    truncated: bool = False
    files: tuple[str, ...] = ()


class CodeRepo:
    """One code repository at the head of its default branch."""

    def __init__(self, full_name: str, facts: CodeFacts, files: Mapping[str, Blob] | None = None) -> None:
        self.full_name, self.facts, self._given = full_name, facts, files or {}

    @cached_property
    def sha(self) -> str:
        return self.facts.sha or hex_digest("github", self.full_name, *(blob.oid for blob in self.files.values()))

    @cached_property
    def files(self) -> Mapping[str, Blob]:
        """By path, sorted. What is listed but not given stands in with a line saying so."""
        listed: dict[str, Blob] = {path: ListedBlob(path, len(STAND_IN), False, "") for path in self.facts.files}
        return dict(sorted({**listed, **self._given}.items()))


class CodeHost(Protocol):
    """A set of code repositories."""

    def get(self, slug: str) -> CodeRepo | None:
        """The repository `owner/repo`, in whatever case it is written."""


class GithubDirectory:
    """The code repositories under `github` in a hub directory; raises HubDirectoryError for an unsound facts file."""

    def __init__(self, root: Path) -> None:
        top = root / "github"
        folders = [repo for owner in _folders(top) for repo in _folders(owner)]
        self._repos = {f"{repo.parent.name}/{repo.name}".lower(): _read(repo) for repo in folders}

    def get(self, slug: str) -> CodeRepo | None:
        return self._repos.get(slug.lower())


def _folders(top: Path) -> list[Path]:
    return sorted(entry for entry in top.iterdir() if entry.is_dir()) if top.is_dir() else []


def _read(folder: Path) -> CodeRepo:
    file = folder / FACTS_FILE
    try:
        facts = _facts(read_object(str(file)) or {})
    except (TypeError, ValueError) as error:
        raise HubDirectoryError(f"{file}: {error}") from error
    blobs = {path: DiskBlob(path, folder / path, lfs=False) for path in walk_files(str(folder)) if path != FACTS_FILE}
    return CodeRepo(f"{folder.parent.name}/{folder.name}", facts, blobs)


def _facts(raw: Mapping[str, object]) -> CodeFacts:
    spdx = typed(typed(raw, "license", dict) or {}, "spdx_id", str)
    branch = typed(raw, "default_branch", str) or "main"
    archived, truncated = (typed(raw, key, bool) or False for key in ("archived", "truncated"))
    return CodeFacts(text(raw, "sha", SHA), branch, spdx, archived, truncated, texts(raw, "files"))

"""A hub directory as a catalogue: every repository's facts in memory, everything else on disk."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path

from crawler.local_hub.repos.catalogue import Position, position
from crawler.local_hub.repos.disk_repo import DiskRepo
from crawler.local_hub.repos.facts import BACKFILL, FACTS_FILE, Facts, read_facts
from crawler.local_hub.repos.repo import KINDS, Kind, hex_digest
from crawler.local_hub.repos.strict_json import HubDirectoryError, read_object

RENAMES_FILE = "renames.json"


class HubDirectory:
    """The repositories under one root. Raises HubDirectoryError when it holds no `models` or a file is not sound."""

    def __init__(self, root: Path) -> None:
        if not (root / "models").is_dir():
            raise HubDirectoryError(f"{root}: not a hub directory: it holds no folder 'models'")
        self.root = root
        self._renames = {kind: _renames(root / RENAMES_FILE, kind) for kind in KINDS}
        self._repos = {kind: self._load(kind) for kind in KINDS}
        self._orders: dict[tuple[Kind, str], list[tuple[Position, DiskRepo]]] = {}

    def get(self, kind: Kind, repo_id: str) -> DiskRepo | None:
        return self._repos[kind].get(repo_id)

    def renamed(self, kind: Kind, repo_id: str) -> str | None:
        return self._renames[kind].get(repo_id)

    def count(self, kind: Kind) -> int:
        return sum(not repo.private for repo in self._repos[kind].values())

    def walk(self, kind: Kind, sort: str, after: Position | None) -> Iterator[DiskRepo]:
        if (kind, sort) not in self._orders:
            repos = self._repos[kind].values()
            self._orders[kind, sort] = sorted(((position(r, sort), r) for r in repos), key=lambda pair: pair[0])
        order = self._orders[kind, sort]
        start = bisect_right(order, after, key=lambda pair: pair[0]) if after else 0
        return (repo for _, repo in islice(order, start, None))

    def _load(self, kind: Kind) -> dict[str, DiskRepo]:
        first_names = _first_names(self._renames[kind])
        found = {}
        for repo_id, folder in _folders(str(self.root / kind)):
            facts = read_facts(f"{folder}/{FACTS_FILE}") or Facts(last_modified=BACKFILL)
            hub_id = facts.hub_id or _hub_id(kind, first_names.get(repo_id, repo_id), facts.created_at)
            found[repo_id] = DiskRepo(kind, repo_id, folder, facts, hub_id)
        return found


def _folders(top: str) -> Iterator[tuple[str, str]]:
    """Every repository folder. One with files in it is a canonical repository, one without is a namespace."""
    for name in _subfolders(top):
        folder = f"{top}/{name}"
        if _is_repo(folder):
            yield name, folder
        else:
            yield from ((f"{name}/{repo}", f"{folder}/{repo}") for repo in _subfolders(folder))


def _subfolders(folder: str) -> list[str]:
    if not os.path.isdir(folder):  # noqa: PTH112 - strings: there may be a million folders
        return []
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith("."))


def _is_repo(folder: str) -> bool:
    with os.scandir(folder) as entries:
        return any(e.is_file() and (not e.name.startswith(".") or e.name == FACTS_FILE) for e in entries)


def _renames(file: Path, kind: Kind) -> Mapping[str, str]:
    names = (read_object(str(file)) or {}).get(kind)
    if names is not None and not (isinstance(names, dict) and all(isinstance(new, str) for new in names.values())):
        raise HubDirectoryError(f'{file}: "{kind}" must map old names to new ones')
    return names or {}


def _first_names(renames: Mapping[str, str]) -> dict[str, str]:
    """Present name -> the oldest name on record, so that `_id` stays what it was before the renames."""
    older = {new: old for old, new in reversed(list(renames.items()))}
    found = {}
    for name in older:
        seen = [name]
        while (old := older.get(seen[-1])) and old not in seen:
            seen.append(old)
        found[name] = seen[-1]
    return found


def _hub_id(kind: Kind, name: str, created_at: str) -> str:
    return f"{int(datetime.fromisoformat(created_at).timestamp()):08x}{hex_digest(kind, name, size=8)}"

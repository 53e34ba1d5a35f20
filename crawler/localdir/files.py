"""Bounded reading of a folder somebody else may have filled: its file names, and the few texts a scan would read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from crawler.model import MAX_TEXT
from crawler.pdf import decoded

MAX_FILES = 100_000  # names listed of one folder
FACTS = (".hub.json", ".repo.json")
Wanted = Callable[[tuple[str, ...]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class LocalFiles:
    """`files` are posix paths; `texts` the wanted ones among them; `not_fetched` says why a wanted one is missing."""

    files: tuple[str, ...]
    texts: dict[str, str]
    not_fetched: dict[str, str]


def read(folder: Path, facts: Mapping[str, object], wanted: Wanted) -> LocalFiles:
    """List the files on disk and those the facts list, and read the texts that `wanted` picks from the list."""
    on_disk = dict(islice(_walk(folder), MAX_FILES))
    files = tuple(sorted({*on_disk, *_listed(facts)}))
    texts: dict[str, str] = {}
    not_fetched: dict[str, str] = {}
    for name in wanted(files):
        text, why = _text(folder, on_disk[name]) if name in on_disk else ("", "listed, but not on disk")
        if why:
            not_fetched[name] = why
        else:
            texts[name] = text
    return LocalFiles(files, texts, not_fetched)


def read_object(file: Path) -> Mapping[str, object]:
    """The JSON object in a facts file, empty where there is no file. Raises ValueError when it holds anything else."""
    if not file.is_file():
        return {}
    try:
        facts = json.loads(file.read_bytes())
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{file}: not JSON: {error}") from error
    if not isinstance(facts, dict):
        raise ValueError(f"{file}: not a JSON object")
    return facts


def printable(name: str) -> str:
    """A file name in Unicode, whatever bytes it is made of on disk."""
    return os.fsencode(name).decode("utf-8", "replace")


def _listed(facts: Mapping[str, object]) -> Iterator[str]:
    """`.hub.json` lists objects with a path, `.repo.json` lists paths."""
    entries = facts.get("files")
    for entry in entries if isinstance(entries, list) else ():
        path = entry.get("path") if isinstance(entry, Mapping) else entry
        if isinstance(path, str):
            yield path


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f != ".git")
        for name in sorted(set(names) - set(FACTS)):
            path = Path(top, name)
            yield printable(path.relative_to(folder).as_posix()), path


def _text(folder: Path, path: Path) -> tuple[str, str]:
    """The text, or nothing and the reason why not."""
    try:
        if not _inside(folder, path):
            return "", "a link out of the folder"
        if not path.is_file():
            return "", "not a regular file"
        if path.stat().st_size > MAX_TEXT:
            return "", "too large"
        data = path.read_bytes()
    except OSError as error:
        return "", f"could not be read: {error.strerror}"
    if b"\0" in data and not data.startswith(b"%PDF-"):
        return "", "not a text"
    return decoded(data), ""


def _inside(folder: Path, path: Path) -> bool:
    # The Hub client's cache keeps a snapshot's files as links into the folder `blobs` two levels up.
    real, home = path.resolve(), folder.resolve()
    return any(real.is_relative_to(root) for root in (home, home.parent.parent / "blobs"))

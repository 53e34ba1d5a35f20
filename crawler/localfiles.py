"""Bounded reading of a folder somebody else may have filled: file names, and the texts among them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

MAX_FILES = 100_000  # names listed of one folder
MAX_TEXTS = 500  # texts read of one folder, those nearest to its root first
MAX_TEXT = 2_000_000  # bytes of one text
MAX_ALL_TEXTS = 32_000_000  # bytes of all texts together
HIDDEN = (".hub.json", ".repo.json")
TEXT_SUFFIXES = frozenset(
    ("", ".md", ".txt", ".rst", ".json", ".yaml", ".yml", ".toml", ".cfg", ".ini", ".py", ".sh", ".html", ".licence",
     ".license")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LocalFiles:
    """`files` are posix paths; `texts` the texts among them; `not_fetched` says why a text among them was not read."""

    files: tuple[str, ...]
    texts: dict[str, str]
    not_fetched: dict[str, str]


def read(folder: Path) -> LocalFiles:
    """List the folder and read its texts, within the bounds above. Raises OSError when it cannot be listed at all."""
    paths = dict(islice(_walk(folder), MAX_FILES))
    texts: dict[str, str] = {}
    skipped: dict[str, str] = {}
    left = MAX_ALL_TEXTS
    wanted = sorted((name for name in paths if looks_like_text(name)), key=lambda name: (name.count("/"), name))
    for name in wanted:
        text, why = _text(folder, paths[name], left) if len(texts) < MAX_TEXTS else ("", "too many texts")
        if why:
            skipped[name] = why
        else:
            texts[name] = text
            left -= len(text)
    return LocalFiles(tuple(sorted(paths)), texts, skipped)


def looks_like_text(name: str) -> bool:
    """By its suffix: may a file of this name be a text that detectors read?"""
    return PurePosixPath(name).suffix.lower() in TEXT_SUFFIXES


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


def listed(facts: Mapping[str, object]) -> Iterator[str]:
    """The paths a facts file lists: `.hub.json` lists objects with a path, `.repo.json` lists paths."""
    entries = facts.get("files")
    for entry in entries if isinstance(entries, list) else ():
        path = entry.get("path") if isinstance(entry, Mapping) else entry
        if isinstance(path, str):
            yield path


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f != ".git")
        for name in sorted(set(names) - set(HIDDEN)):
            path = Path(top, name)
            yield printable(path.relative_to(folder).as_posix()), path


def printable(name: str) -> str:
    """A file name in Unicode, whatever bytes it is made of on disk."""
    return os.fsencode(name).decode("utf-8", "replace")


def _text(folder: Path, path: Path, left: int) -> tuple[str, str]:
    """The text, or nothing and the reason why not."""
    try:
        if not _inside(folder, path):
            return "", "a link out of the folder"
        if not path.is_file():
            return "", "not a regular file"
        if path.stat().st_size > min(MAX_TEXT, left):
            return "", "too large"
        data = path.read_bytes()
    except OSError as error:
        return "", f"could not be read: {error.strerror}"
    return ("", "not a text") if b"\0" in data else (data.decode("utf-8", "replace"), "")


def _inside(folder: Path, path: Path) -> bool:
    # The Hub client's cache keeps a snapshot's files as links into the folder `blobs` two levels up.
    real, home = path.resolve(), folder.resolve()
    return any(real.is_relative_to(root) for root in (home, home.parent.parent / "blobs"))

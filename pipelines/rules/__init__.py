"""Word lists as data: names, suffixes and phrases that change more often than code does."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def load(name: str) -> Mapping[str, object]:
    """The rules file `name` (without its suffix)."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """A list of a rules file, lower-cased."""
    entries = load(name)[key]
    assert isinstance(entries, list)
    return frozenset(str(entry).lower() for entry in entries)

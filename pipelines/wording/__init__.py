"""Word lists and phrases as data: names, suffixes and wordings that change more often than code does.

In an entry `<name>` stands for the entry `name` of the file's own [words] table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, reduce
from importlib.resources import files
from typing import Any

from crawler import patterns


@cache
def table(package: str, name: str) -> Mapping[str, Any]:
    """The rules file `name` (without its suffix) of a package, parsed."""
    return tomllib.loads((files(package) / f"{name}.toml").read_text("utf-8"))


def tables(package: str) -> Iterator[Mapping[str, Any]]:
    """Every rules file of a package, by name."""
    names = sorted(entry.name for entry in files(package).iterdir() if entry.name.endswith(".toml"))
    return (table(package, name.removesuffix(".toml")) for name in names)


def load(name: str) -> Mapping[str, Any]:
    """The rules file `name` that stands here."""
    return table(__name__, name)


@cache
def words(name: str, key: str) -> frozenset[str]:
    """A list of a rules file, lower-cased."""
    return frozenset(str(entry).lower() for entry in load(name)[key])


def spelled_out(name: str, entry: str) -> str:
    """An entry with the words of its file put in."""
    for word, meaning in load(name).get("words", {}).items():
        entry = entry.replace(f"<{word}>", meaning)
    return entry


@cache
def pattern(name: str, key: str, flags: int = patterns.I) -> patterns.AnyOf:
    """One expression that fits where any entry of the list does; "stages.sft" is the list `sft` of a table."""
    entries: Any = reduce(lambda table, part: table[part], key.split("."), load(name))
    return alternatives(name, entries, flags)


def alternatives(name: str, entries: list[str], flags: int = patterns.I) -> patterns.AnyOf:
    """One expression for several entries of a rules file."""
    return patterns.AnyOf([spelled_out(name, entry) for entry in entries], flags)

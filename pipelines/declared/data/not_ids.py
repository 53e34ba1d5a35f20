"""Entries of `datasets:` that are no ids: names as people write them, and words that only describe data. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from crawler import patterns
from crawler.model import Evidence
from pipelines.declared.data.public_sets import is_public, words_of
from pipelines.declared.data.refs import MAX_STATED, is_placeholder, names_in, spelled_ids
from pipelines.evidence import at_entry
from pipelines.repository import Repository

_KEYS = ("datasets", "dataset")
_NAME = patterns.compile(r"[A-Z_]|://|\w\d")


def public_entries(repository: Repository) -> list[Evidence]:
    """Names of public sets that are no ids, as in "Fluent Speech Commands"; none where an entry beside is another."""
    entries = [*_entries(repository)]
    return [row for _, row in entries] if all(is_public(name) for name, _ in entries) else []


def described_entries(repository: Repository) -> list[Evidence]:
    """Words that name nothing, as in "cooking recipes", or count: "800 pairs of questions and answers"."""
    return [row for name, row in _entries(repository) if name[:1].isdigit() or _describes(name)]


def _describes(name: str) -> bool:
    return not (_NAME.search(name) or any(map(is_public, words_of(name))))


def _entries(repository: Repository) -> Iterator[tuple[str, Evidence]]:
    for entry in repository.entries(*_KEYS):
        for name in islice(names_in(entry.value), MAX_STATED):
            if " " in name and not (spelled_ids(name) or is_placeholder(name.lower())):
                yield name, at_entry(repository, entry, name, "front-matter-datasets", "card-data-datasets")

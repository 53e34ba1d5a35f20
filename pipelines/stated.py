"""What metadata says under a name, however its keys are spelled. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from crawler import patterns

_BLANK = patterns.compile(r"[\s_-]+")


def stated(values: Mapping[str, object], names: Iterable[str]) -> Iterator[tuple[str, object]]:
    """Entries under these names that say something, in the order of the names: each key as spelled, and its value.

    Letter case, blanks and hyphens of a key do not count.
    """
    found = by_name(values)
    for name in names:
        yield from found.get(name, ())


def by_name(values: Mapping[str, object]) -> dict[str, list[tuple[str, object]]]:
    """Entries that say something, each key as spelled with its value, by their names."""
    found: dict[str, list[tuple[str, object]]] = {}
    for key, value in values.items():
        if value not in (None, "", [], {}):
            found.setdefault(_plain(key), []).append((key, value))
    return found


@lru_cache(maxsize=1_000)  # the same keys stand in nearly every card, and are asked for again and again
def _plain(key: str) -> str:
    return _BLANK.sub("_", key.strip().lower())

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
    for name in names:
        for key, value in values.items():
            if value not in (None, "", [], {}) and _plain(key) == name:
                yield key, value


@lru_cache(maxsize=1_000)  # the same keys stand in nearly every card, and are asked for again and again
def _plain(key: str) -> str:
    return _BLANK.sub("_", key.strip().lower())

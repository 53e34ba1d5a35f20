"""Words of strangers as every store takes them: UTF-8, SQLite and Parquet refuse what a JSON escape can say. Pure."""

from __future__ import annotations

from math import isfinite

from crawler import patterns

MOST_CHARACTERS = 20_000  # of one string: longer than any path, name or field that means something
DEEPEST = 20  # levels of lists and mappings
LARGEST = 2**63 - 1  # SQLite's integers
_UNSTORABLE = patterns.compile("[\x00\ud800-\udfff]")  # NUL ends a string for many readers; a lone surrogate is none


def storable(text: str, most: int = MOST_CHARACTERS) -> str:
    """A string cut at `most` characters, with U+FFFD for NUL and for surrogates that stand alone."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text[:most])


def storable_json(value: object, deepest: int = DEEPEST) -> object:
    """The same for every string of a JSON or YAML value, keys included.

    What has no place in a database becomes None: numbers past 64 bits, NaN and infinities, what lies deeper than
    `deepest`, and types that JSON does not have.
    """
    match value:
        case str():
            return storable(value)
        case bool():
            return value
        case int():
            return value if -LARGEST <= value <= LARGEST else None
        case float():
            return value if isfinite(value) else None
        case list() if deepest:
            return [storable_json(item, deepest - 1) for item in value]
        case dict() if deepest:
            return {storable(str(key)): storable_json(item, deepest - 1) for key, item in value.items()}
    return None

"""Words of strangers as every store takes them: UTF-8, SQLite and Parquet refuse what a JSON escape can say. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from math import isfinite
from typing import Any

MOST_CHARACTERS = 20_000  # of one string: longer than any path, name or field that means something
DEEPEST = 20  # levels of lists and mappings
LARGEST = 2**63 - 1  # SQLite's integers
_INSTEAD = "\N{REPLACEMENT CHARACTER}"
_LONE = dict.fromkeys(range(0xD800, 0xE000), _INSTEAD)  # halves of characters, which UTF-8 cannot say
_UNSTORABLE = {0: _INSTEAD, **_LONE}  # and NUL ends a string for many readers


def storable(text: str, most: int = MOST_CHARACTERS) -> str:
    """A string cut at `most` characters, with U+FFFD for NUL and for surrogates that stand alone."""
    text = text[:most]
    return text if text.isascii() and "\0" not in text else text.translate(_UNSTORABLE)  # nearly all are


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


def encodable(text: str) -> str:
    """The text with U+FFFD for surrogates that stand alone; of the same length."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(_LONE)
    return text


def all_encodable(value: Any, deepest: int = DEEPEST) -> Any:  # noqa: ANN401 - of the same type as what is given
    """The same text, collection or dataclass with U+FFFD for surrogates that stand alone; None for what lies deeper."""
    if isinstance(value, str):
        return encodable(value)
    if not deepest and isinstance(value, Mapping | list | tuple):
        return None
    if isinstance(value, Mapping):
        return {encodable(str(key)): all_encodable(item, deepest - 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)([all_encodable(item, deepest - 1) for item in value])
    if is_dataclass(value) and not isinstance(value, type):
        inside = {each.name: all_encodable(getattr(value, each.name), deepest - 1) for each in fields(value)}
        return replace(value, **inside)
    return value

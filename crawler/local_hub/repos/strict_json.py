"""Reading the JSON files of a hub directory strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar

T = TypeVar("T")


class HubDirectoryError(Exception):
    """The hub directory cannot be served; the message names the file."""


def read_object(file: str) -> dict[str, object] | None:
    """The JSON object in a file, None where there is no such file; raises HubDirectoryError."""
    try:
        with open(file, "rb") as stream:  # noqa: PTH123 - strings: there may be a million files
            found = json.load(stream)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise HubDirectoryError(f"{file}: not a readable JSON file: {error}") from error
    if not isinstance(found, dict):
        raise HubDirectoryError(f"{file}: must hold a JSON object, not {type(found).__name__}")
    return found


def typed(raw: Mapping[str, object], key: str, wanted: type[T]) -> T | None:
    value = raw.get(key)
    if value is not None and (not isinstance(value, wanted) or (wanted is int and isinstance(value, bool))):
        raise TypeError(f'"{key}" must be {wanted.__name__}, not {type(value).__name__}')
    return value


def text(raw: Mapping[str, object], key: str, shape: re.Pattern[str]) -> str:
    value = typed(raw, key, str) or ""
    if value and not shape.fullmatch(value):
        raise ValueError(f'"{key}" must look like {shape.pattern}, not {value!r}')
    return value


def texts(raw: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = typed(raw, key, list) or []
    if not all(isinstance(value, str) for value in values):
        raise TypeError(f'"{key}" must be a list of strings')
    return tuple(values)


def date(raw: Mapping[str, object], key: str) -> str:
    value = typed(raw, key, str)
    if not value:
        return ""
    moment = datetime.fromisoformat(value)
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"

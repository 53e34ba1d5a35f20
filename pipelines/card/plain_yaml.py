"""YAML as plain values, read so that no trick costs memory or time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import yaml

# A benchmark table of 500 KB has about 50,000 nodes; an alias counts each time it is used, so no bomb goes off.
MAX_NODES = 200_000
MAX_DEPTH = 40
_LONGEST_WORD = len("false")  # of those that mean something else than their text


class TooMuchError(ValueError):
    """The text has more values, or more levels of them, than front matter ever has."""


@dataclass(frozen=True, slots=True)
class _Anchored:
    """What an alias stands for: its value, and how many values and levels each use of it adds."""

    value: object
    size: int
    height: int


class PlainYaml:
    """Turns YAML events into plain values within bounds. Numbers and dates stay text: nothing here counts with them.

    The C parser gives events without resolving anything: a tag or a 500,000-digit number cannot make it compute.
    """

    def __init__(self, block: str) -> None:
        self._block = block
        self._left = MAX_NODES
        self._deepest = 0
        self._anchors: dict[str, _Anchored | None] = {}  # None while what is anchored is being read
        self.starts: list[tuple[str, int]] = []  # the keys on top, each with its line, counted from 0

    def document(self) -> object:
        """The value of the only document; an empty mapping where there is none. Raises YAMLError and TooMuchError."""
        # Nobody asks beyond the end of the stream, where there is no event.
        self._next = cast("Callable[[], yaml.Event]", yaml.CBaseLoader(self._block).get_event)
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return {}
        value = self._value(self._next(), 0)
        self._next()
        if not isinstance(self._next(), yaml.StreamEndEvent):
            raise yaml.YAMLError("expected a single document in the stream")
        return value

    def _value(self, event: yaml.Event, depth: int) -> object:
        self._left -= 1
        if self._left < 0 or depth > self._deepest:
            self._count(0, depth)
        if isinstance(event, yaml.ScalarEvent):
            value = event.value if event.style else _meant(event.value)
            return self._scalar(event, value) if event.anchor else value
        if isinstance(event, yaml.AliasEvent):
            return self._aliased(event, depth)
        assert isinstance(event, yaml.CollectionStartEvent)
        return self._anchored(event, event.anchor, depth) if event.anchor else self._collection(event, depth)

    def _scalar(self, event: yaml.ScalarEvent, value: object) -> object:
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value, 1, 0)
        return value

    def _count(self, size: int, depth: int) -> None:
        self._left -= size
        if depth > self._deepest:
            self._deepest = depth
        if self._left < 0 or depth > MAX_DEPTH:
            raise TooMuchError("the front matter has too many values")

    def _aliased(self, event: yaml.AliasEvent, depth: int) -> object:
        anchor = event.anchor or ""
        if anchor not in self._anchors:
            raise yaml.YAMLError("found undefined alias")
        meant = self._anchors[anchor]
        if meant is None:
            raise TooMuchError("the front matter has too many values: one holds itself")
        self._count(meant.size - 1, depth + meant.height)
        return meant.value

    def _anchored(self, event: yaml.CollectionStartEvent, anchor: str, depth: int) -> object:
        left, deepest = self._left, self._deepest
        self._anchors[anchor], self._deepest = None, depth
        value = self._collection(event, depth)
        self._anchors[anchor] = _Anchored(value, left - self._left + 1, self._deepest - depth)
        self._deepest = max(deepest, self._deepest)
        return value

    def _collection(self, event: yaml.Event, depth: int) -> object:
        if depth >= MAX_DEPTH:
            raise TooMuchError("the front matter is too deeply nested")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(depth + 1)
        values, following = {}, self._next
        while not isinstance(key := following(), yaml.MappingEndEvent):
            name = str(key.value) if isinstance(key, yaml.ScalarEvent) and not key.anchor else self._key(key, depth)
            if depth == 0 and key.start_mark:
                self.starts.append((name, key.start_mark.line))
            values[name] = self._value(following(), depth + 1)
        return values

    def _sequence(self, depth: int) -> list[object]:
        items, following = [], self._next
        while not isinstance(item := following(), yaml.SequenceEndEvent):
            items.append(self._value(item, depth))
        return items

    def _key(self, event: yaml.Event, depth: int) -> str:
        """A key as it is spelled; "" for one that is a collection."""
        if isinstance(event, yaml.ScalarEvent):
            return str(self._scalar(event, event.value))
        value = self._value(event, depth + 1)
        return value if isinstance(value, str) else ""


def _meant(plain: str) -> object:
    if len(plain) > _LONGEST_WORD:
        return plain
    if plain in {"", "~", "null", "Null", "NULL"}:
        return None
    if plain.lower() in {"true", "false"}:
        return plain.lower() == "true"
    return plain

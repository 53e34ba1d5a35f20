"""What a model that says nothing of a licence inherits: the licence of its nearest ancestor that says something."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

from crawler.judge.family import Family
from crawler.judge.own import Own

LICENSE = ("license_id", "license_class", "license_text", "osi_approved")
NONE = ("none", "none", "", "no")
UNREAD = ("unknown", "", "", "unknown")
NOTHING: Mapping[str, str] = {}


class Inheritance:
    """For every silent model, the number of the ancestor whose licence it is under.

    `sources` holds `license_source` by number: empty for a model nobody read, `none` or `base-model` for one that says
    nothing. Raises nothing; circles of silent models inherit nothing.

    By number: `silent`, does a model that was read say nothing of a licence; `source`, the ancestor whose licence it is
    under, 0 where no ancestor says anything; `inherits`, is it under the terms of its ancestors, known or not. All
    rights are reserved in one that is silent and inherits nothing.
    """

    def __init__(self, family: Family, sources: Sequence[str]) -> None:
        self.silent = bytearray(source in SILENT for source in sources)
        self.source = array("i", bytes(4 * len(sources)))
        self._unread = bytearray(len(sources))
        said = [n for n in range(1, len(sources)) if sources[n] not in ("", *SILENT)]
        family.spread(said, self._give)
        family.spread([n for n in range(1, len(sources)) if not sources[n]], self._give_unread)
        known = zip(self.silent, self.source, self._unread, strict=True)
        self.inherits = bytearray(silent and bool(source or unread) for silent, source, unread in known)

    def _give(self, parent: int, children: Iterable[int]) -> Iterator[int]:
        source = self.source[parent] if self.silent[parent] else parent
        for child in children:
            if self.silent[child] and not self.source[child]:
                self.source[child] = source
                yield child

    def _give_unread(self, _parent: int, children: Iterable[int]) -> Iterator[int]:
        for child in children:
            if not self._unread[child]:
                self._unread[child] = 1
                yield child


SILENT = ("none", "base-model")


class Given:
    """The licence columns that silent models are given."""

    def __init__(self, own: Own, inheritance: Inheritance) -> None:
        self._own, self._inheritance = own, inheritance
        self._made: dict[tuple[str, ...], Mapping[str, str]] = {}

    def columns(self, number: int) -> Mapping[str, str]:
        """Columns of `models` for a silent model, nothing for others; equal ones are one and the same mapping."""
        if not self._inheritance.silent[number]:
            return NOTHING
        if not self._inheritance.inherits[number]:
            return self._mapping((*NONE, "none"))
        source = self._inheritance.source[number]
        return self._mapping((*(self._own.values(source, LICENSE) if source else UNREAD), "base-model"))

    def _mapping(self, values: tuple[str, ...]) -> Mapping[str, str]:
        if values not in self._made:
            self._made[values] = dict(zip((*LICENSE, "license_source"), values, strict=True))
        return self._made[values]

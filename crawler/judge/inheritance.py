"""What a model that says nothing of a licence inherits: the licence of its nearest ancestor that says something."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from crawler.judge.family import Family

LICENSE = ("license_id", "license_class", "license_text", "osi_approved")
NONE = ("none", "none", "", "no")
UNREAD = ("unknown", "", "", "unknown")


class Inheritance:
    """For every silent model, the number of the ancestor whose licence it is under.

    `sources` holds `license_source` by number: empty for a model nobody read, `none` or `base-model` for one that says
    nothing. Raises nothing; circles of silent models inherit nothing.
    """

    def __init__(self, family: Family, sources: Sequence[str]) -> None:
        self._sources = sources
        self._from = array("q", bytes(8 * len(sources)))
        self._unread = bytearray(len(sources))
        said = [n for n in range(1, len(sources)) if sources[n] not in ("", *SILENT)]
        family.spread(said, self._give)
        family.spread([n for n in range(1, len(sources)) if not sources[n]], self._give_unread)

    def silent(self, number: int) -> bool:
        """Does a model that was read say nothing of a licence?"""
        return self._sources[number] in SILENT

    def source(self, number: int) -> int:
        """The ancestor whose licence a silent model is under; 0 where no ancestor says anything."""
        return self._from[number]

    def inherits(self, number: int) -> bool:
        """Is a silent model under the terms of its ancestors, known or not? Else all rights are reserved."""
        return self.silent(number) and bool(self._from[number] or self._unread[number])

    def _give(self, parent: int, child: int) -> bool:
        if not self.silent(child) or self._from[child]:
            return False
        self._from[child] = self._from[parent] if self.silent(parent) else parent
        return True

    def _give_unread(self, parent: int, child: int) -> bool:
        changed = not self._unread[child]
        self._unread[child] = 1
        return changed


SILENT = ("none", "base-model")


class Given:
    """The licence columns that silent models are given."""

    def __init__(self, db: Database, names: Sequence[str], inheritance: Inheritance) -> None:
        self._db, self._names, self._inheritance = db, names, inheritance
        self._known: dict[int, tuple[str, ...]] = {}

    def columns(self, number: int) -> Mapping[str, str]:
        """Columns of `models` for a silent model; nothing for others."""
        if not self._inheritance.silent(number):
            return {}
        if not self._inheritance.inherits(number):
            return dict(zip(LICENSE, NONE, strict=True)) | {"license_source": "none"}
        source = self._inheritance.source(number)
        values = self._of(source) if source else UNREAD
        return dict(zip(LICENSE, values, strict=True)) | {"license_source": "base-model"}

    def _of(self, source: int) -> tuple[str, ...]:
        if source not in self._known:
            self._known[source] = self._db.execute(
                f"SELECT {', '.join(LICENSE)} FROM models WHERE repo_id = ?", (self._names[source],)
            ).fetchone()
        return self._known[source]

"""What binds a model by whose licence: the effective terms as they are stored, and those of a folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields

from crawler.model import Term
from pipelines.licences.own_terms import NAMES
from pipelines.verdict import Imposed
from pipelines.verdict.strictest import Key, key, stricter

_TERM = tuple(f.name for f in fields(Term))
_STORED = f"SELECT {', '.join(_TERM)}, imposed_by, read_at, url FROM model_terms WHERE repo_id = ? ORDER BY term, value"


def stored_terms(db: sqlite3.Connection, repo_id: str) -> tuple[Imposed, ...]:
    """The effective terms of a model that was judged, in the order of their names."""
    return tuple(
        Imposed(Term(*row[: len(_TERM)]), "" if by == repo_id else by, read_at or "", url or "")
        for row in db.execute(_STORED, (repo_id,))
        for by, read_at, url in (row[len(_TERM) :],)
    )


def folder_terms(own: Iterable[Term], bases: Sequence[str], base_unknown: bool) -> tuple[Imposed, ...]:
    """The effective terms of a folder that states `own`, whose bases nobody has looked at: what they ask is unknown.

    So is what a base asks that is not named; the folder itself stands for it.
    """
    held: dict[Key, Imposed] = {key(term): Imposed(term) for term in own}
    for base in (*bases, *("",) * base_unknown):
        met: Mapping[Key, Term] = {(name, ""): Term(name, "unknown", "unknown") for name in NAMES}
        names = stricter({name: one.term for name, one in held.items()}, met)
        held |= {name: Imposed(met[name], base) for name in names}
    return tuple(sorted(held.values(), key=lambda one: (one.term.term, one.term.value)))


def as_json(terms: Iterable[Imposed], repo_id: str) -> list[dict[str, object]]:
    """The rows of `model_terms`."""
    return [
        {**asdict(one.term), "imposed_by": one.by or repo_id, "read_at": one.read_at, "url": one.url} for one in terms
    ]

"""The licence files of a repository and the text behind its link, each read."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.model import Evidence
from pipelines.licences.clauses.terms import demands
from pipelines.licences.links import linked_licence
from pipelines.licences.matchers.read import read_licence
from pipelines.licences.parts import Part, part_of_path
from pipelines.licences.paths import is_policy_path, is_reuse, licence_text_paths, rank
from pipelines.licences.types import Reading, TextKind
from pipelines.once import once
from pipelines.repository import Repository

TEXTS = (TextKind.FULL, TextKind.VARIANT, TextKind.MULTI)  # kinds of files that are a licence text


@dataclass(frozen=True, slots=True)
class Read:
    """A text of the repository (a path) or behind its link (an address), with its reading."""

    place: str
    reading: Reading


@once
def texts_read(repository: Repository) -> tuple[Read, ...]:
    """Every licence file and the linked text, as far as they were fetched; the one that speaks of the weights first."""
    link = linked_licence(repository)
    listed = (*(repository.snapshot.files or ()), *repository.snapshot.texts)
    paths = [p for p in dict.fromkeys(licence_text_paths(dict.fromkeys(listed))) if p in repository.snapshot.texts]
    if link and link in repository.snapshot.texts and link not in paths:
        paths.append(link)
    own = (p for p in paths if not p.startswith("https://"))
    ordered = [*sorted(own, key=lambda p: (p != link, rank(p), p)), *(p for p in paths if p.startswith("https://"))]
    return tuple(
        Read(place, repository.memory.answer(read_licence, repository.snapshot.texts[place], place))
        for place in ordered
    )


def by_demand(read: tuple[Read, ...], tagged: str) -> tuple[Read, ...]:
    """The same texts, those of a REUSE folder by what they bind: the tagged licence first, then the strictest.

    Such a folder holds every licence of the release, and its names do not say which one is that of the weights.
    """
    in_folder = sorted((one for one in read if is_reuse(one.place)), key=lambda one: _binding_first(one, tagged))
    texts = iter(in_folder)
    return tuple(next(texts) if is_reuse(one.place) else one for one in read)


def _binding_first(one: Read, tagged: str) -> tuple[bool, tuple[int, ...]]:
    return one.reading.license_id != tagged, tuple(-asked for asked in demands(one.reading.terms))


def speaks_of_weights(place: str) -> bool:
    """May this text be the licence of the weights: not a policy, nor the licence of a folder, of code or of others."""
    if is_policy_path(place):
        return False
    return place.startswith("https://") or part_of_path(place) in (Part.WEIGHTS, Part.UNSAID)


def title_of(one: Read) -> Evidence:
    """The words a text was recognised by, else its first line, as evidence."""
    reading = one.reading
    return Evidence(one.place, reading.title, f"text-{reading.kind}", reading.title_line, reading.title_line)


def policies(read: tuple[Read, ...]) -> tuple[Read, ...]:
    """The use policies among the texts of a repository."""
    return tuple(one for one in read if one.reading.kind is TextKind.POLICY or is_policy_path(one.place))

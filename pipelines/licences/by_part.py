"""One licence a part of a release: the weights, and whatever else has a text or a sentence of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.model import README, Evidence
from pipelines.licences.by_line import LISTS, lines_of
from pipelines.licences.conflicts import conflicts
from pipelines.licences.effective import effective
from pipelines.licences.in_card import stated_in_card
from pipelines.licences.parts import Part, part_of_path
from pipelines.licences.paths import is_policy_path
from pipelines.licences.texts_read import texts_read, title_of
from pipelines.licences.types import Source
from pipelines.repository import Repository


@dataclass(frozen=True, slots=True)
class PartLicence:
    """What holds for one part. `conflict`: words of docs/licences.md, comma-separated; only the weights have them."""

    part: Part
    license_id: str
    source: Source
    conflict: str = ""
    evidence: Evidence | None = None


def licences_by_part(repository: Repository) -> tuple[PartLicence, ...]:
    """The weights first, then every other part that a file or the card speaks of; a file counts more than the card.

    A licence of another part says nothing of the weights, nor theirs of it.
    """
    found = effective(repository)
    clashes = ",".join(dict.fromkeys(name for name, _ in conflicts(repository, found)))
    weights = PartLicence(Part.WEIGHTS, found.license_id, found.source, clashes, next(iter(found.evidence), None))
    others = (*_in_files(repository), *_in_card(repository))
    first = {one.part: one for one in reversed(others) if one.part not in (Part.WEIGHTS, Part.UNSAID)}
    return (weights, *(first[part] for part in Part if part in first))


def _in_files(repository: Repository) -> Iterator[PartLicence]:
    for one in texts_read(repository):
        if not one.place.startswith("https://") and not is_policy_path(one.place):
            for line in lines_of(repository.snapshot.texts[one.place], one.place) if one.reading.kind in LISTS else ():
                yield PartLicence(line.part, line.licence.id, Source.FILE, evidence=line.evidence)
            yield PartLicence(part_of_path(one.place), one.reading.license_id, Source.FILE, evidence=title_of(one))


def _in_card(repository: Repository) -> Iterator[PartLicence]:
    if README in repository.snapshot.texts:
        for said in stated_in_card(repository.card):
            license_id = said.licence.id if said.licence else "unknown"
            yield PartLicence(said.part, license_id, Source.CARD, evidence=said.evidence)

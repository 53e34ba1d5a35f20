"""The effective licence of a model: the text, else the link, else the tag or name, else none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawler.model import Evidence
from pipelines.declared.licence import Declared, declared
from pipelines.licences.catalogue import licence_at, lookup
from pipelines.licences.clauses.terms import combine
from pipelines.licences.links import linked_licence
from pipelines.licences.matchers.read import read_licence
from pipelines.licences.paths import is_policy_path, licence_text_paths, rank
from pipelines.licences.types import Licence, Reading, Source, Terms, TextKind
from pipelines.repository import Repository, once

TEXTS = (TextKind.FULL, TextKind.VARIANT, TextKind.MULTI)  # kinds of files that are a licence text
NO_LICENCE = Terms(osi_approved="no", commercial_use="no")  # all rights reserved


@dataclass(frozen=True, slots=True)
class Effective:
    """What holds for the weights. `text` names the text read."""

    license_id: str
    source: Source
    license_class: str
    terms: Terms
    text: str = ""
    kind: TextKind | None = None  # of the text read
    evidence: tuple[Evidence, ...] = ()
    unread: tuple[str, ...] = ()  # licence files listed but not readable


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


@once
def effective(repository: Repository) -> Effective:
    """The effective licence of one repository, its base models left aside (crawler.store.inheritance)."""
    said, read = declared(repository), texts_read(repository)
    unread = tuple(
        p for p in licence_text_paths(repository.snapshot.files or ()) if p in repository.snapshot.not_fetched
    )
    found = _from_texts(read) or _from_words(said) or Effective("none", Source.NONE, "none", NO_LICENCE)
    return replace(_with_policy(found, read), evidence=found.evidence + said.evidence, unread=unread)


def _from_texts(read: tuple[Read, ...]) -> Effective | None:
    """The first text that is a licence; a file that only names one counts when no text does."""
    for kinds in (TEXTS, (TextKind.POINTER,)):
        for one in read:
            known = one.reading.license_id != "unknown" or one.reading.kind in TEXTS
            if one.reading.kind in kinds and known and not is_policy_path(one.place):
                reading, linked = one.reading, one.place.startswith("https://")
                source, evidence = (Source.LINK, ()) if linked else (Source.FILE, (title_of(one),))
                return Effective(
                    reading.license_id, source, reading.license_class, reading.terms, one.place, reading.kind, evidence
                )  # fmt: skip
    return None


def title_of(one: Read) -> Evidence:
    """The words a text was recognised by, else its first line, as evidence."""
    reading = one.reading
    return Evidence(one.place, reading.title, f"text-{reading.kind}", reading.title_line, reading.title_line)


def _from_words(said: Declared) -> Effective | None:
    """The licence named by tag, name or the address of the link."""
    by_tag = _known(said.tags[0]) if said.tags else None
    at_link, by_name = licence_at(said.link), _known(said.name) if said.name else None
    for licence, source in ((at_link, Source.LINK), (by_tag, Source.TAG), (by_name, Source.NAME)):
        if licence:
            return Effective(licence.id, source, licence.license_class, licence.terms)
    if said.tags or said.name:
        return Effective("unknown", Source.TAG if said.tags else Source.NAME, "custom", Terms())
    return None


def _known(name: str) -> Licence | None:
    licence = lookup(name)
    return licence if licence and licence.id not in ("other", "unknown") else None


def policies(read: tuple[Read, ...]) -> tuple[Read, ...]:
    """The use policies among the texts of a repository."""
    return tuple(one for one in read if one.reading.kind is TextKind.POLICY or is_policy_path(one.place))


def _with_policy(found: Effective, read: tuple[Read, ...]) -> Effective:
    """The licence together with the use policy that lies beside it: territories may stand only there."""
    attached = policies(read)
    if not attached or found.license_id == "none":
        return found
    beside = [policy.reading.terms.with_(osi_approved="yes", commercial_use="yes") for policy in attached]
    return replace(found, terms=combine((found.terms, *beside)))

"""Contradictions about a licence: facts of their own, beside the licence that holds. Meanings: docs/licences.md."""

from __future__ import annotations

from collections.abc import Iterator

from crawler import patterns
from crawler.model import README, Evidence
from pipelines.declared.licence import Declared, declared
from pipelines.licences.beside_code import beside_code
from pipelines.licences.by_line import BY_LINE
from pipelines.licences.catalogue import lookup
from pipelines.licences.clauses.terms import freer
from pipelines.licences.effective import Effective, weights_in_card
from pipelines.licences.expressions import alternatives, offered
from pipelines.licences.in_card import OfCard, named_in_card
from pipelines.licences.parts import Part
from pipelines.licences.texts_read import TEXTS, Read, texts_read, title_of
from pipelines.licences.types import Licence, Source, TextKind
from pipelines.repository import Repository

_GENERAL = ("bsd", "gpl", "lgpl", "cc", "openrail", "gfdl", "openmdw-1.0")  # tags that name a family, not a version
_ASKS_FOR_TEXT = ("permissive", "copyleft")
_ASKS_FOR_NAME = ("mit", "isc", "bsd-2-clause", "bsd-3-clause")
_GRANT = patterns.compile(r"permission is|redistribution and", patterns.I)
_COPYRIGHT = patterns.compile(r"copyright|\(c\)|©", patterns.I)


def conflicts(repository: Repository, found: Effective) -> Iterator[tuple[str, Evidence | None]]:
    """Name of each contradiction, with the place that shows it where there is one of its own."""
    said, read = declared(repository), texts_read(repository)
    tagged = _tagged(said, found)
    yield from _between_texts(tagged, found, read)
    if tagged and (other := _other_in_card(tagged, repository)):
        yield "tag-body", other
    elif (stated := weights_in_card(repository)) and _contradicts(stated, tagged, found):
        yield ("tag-body" if tagged else "file-body"), stated.evidence
    if tagged and found.source is Source.LINK and not found.text and tagged.id not in ("other", found.license_id):
        yield "tag-link", None
    yield from _of_many(said, found)
    if code := beside_code(repository, found.license_id):
        yield "code-repo", code
    if found.unread and not found.text:
        yield "text-unread", Evidence(found.unread[0], found.unread[0], "listed-not-read")
    if _lacks_text(found, repository):
        yield "no-text", None
    if found.license_id in _ASKS_FOR_NAME and _lacks_name(repository.snapshot.texts.get(found.text, "")):
        yield "no-copyright", None


def _tagged(said: Declared, found: Effective) -> Licence | None:
    """The licence of the tag; of several that it offers for choice, the one that holds."""
    choice = tuple(one for tag in said.tags for one in alternatives(tag))
    return next((one for one in choice if one.id == found.license_id), offered(choice))


def _contradicts(stated: OfCard, tagged: Licence | None, found: Effective) -> bool:
    """Do the card's words about the weights say another licence than the tag, or limit what the text allows."""
    if stated.part is not Part.WEIGHTS or found.source is Source.NONE:
        return False
    if tagged and stated.licence and tagged.id != "other":
        return not _alike(tagged, stated.licence)
    known = lookup(found.license_id)
    return known is not None and freer(known.terms, stated.terms) and stated.terms.commercial_use != "unknown"


def _lacks_name(text: str) -> bool:
    """A text that is there, without a line that says whose copyright it licenses."""
    return bool(text) and not _COPYRIGHT.search(_GRANT.split(text, 1)[0][:3000])


def _between_texts(
    tagged: Licence | None, found: Effective, read: tuple[Read, ...]
) -> Iterator[tuple[str, Evidence | None]]:
    for one in read:
        if one.reading.kind is TextKind.GARBAGE:
            yield "file-not-a-licence", Evidence(one.place, one.place, "not-a-licence")
        elif one.place == found.text and tagged and not _agree(tagged, one):
            yield ("tag-link", None) if found.source is Source.LINK else ("tag-file", title_of(one))


def _agree(tagged: Licence, one: Read) -> bool:
    """Do tag and text name the same licence; a text nobody knows contradicts only a tag that allows more than it."""
    reading = one.reading
    if tagged.id in ("other", "unknown") or tagged.id == reading.license_id or tagged.id in reading.others:
        return True
    if reading.license_id == "unknown" and reading.kind is TextKind.FULL:
        return tagged.license_class not in _ASKS_FOR_TEXT
    return tagged.id in _GENERAL and tagged.family == reading.family


def _other_in_card(tagged: Licence, repository: Repository) -> Evidence | None:
    """A licence that the card's own licence section names, when none of those named is the tagged one."""
    named = tuple(named_in_card(repository.card))
    if tagged.id == "other" or any(_alike(tagged, licence) for licence, *_ in named):
        return None
    return next((Evidence(README, quote, "licence-in-body", first, last) for _, first, last, quote in named), None)


def _alike(one: Licence, other: Licence) -> bool:
    """Of one family, or equally restricted (a house's own name for a published licence with a policy beside it)."""
    restricted = one.license_class not in _ASKS_FOR_TEXT and one.license_class == other.license_class
    return one.family == other.family or restricted


def _of_many(said: Declared, found: Effective) -> Iterator[tuple[str, Evidence | None]]:
    """More licences than one: among the tags, or in a file none of whose lines speaks of the model."""
    if found.license_id == "unknown" and any(one.rule == BY_LINE for one in found.evidence):
        yield "several-in-file", None
    if len({t.lower() for t in said.tags}) > 1:
        yield "several-tags", None


def _lacks_text(found: Effective, repository: Repository) -> bool:
    """A licence that asks for its text to be kept, without any text in the repository."""
    asks = found.license_class in _ASKS_FOR_TEXT and found.terms.attribution_duty == "yes"
    return asks and repository.snapshot.files is not None and found.kind not in TEXTS and not found.unread

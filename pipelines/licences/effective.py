"""The effective licence of a model: the text, else the link, else the tag or name, else none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from crawler.model import Evidence
from pipelines.declared.licence import Declared, declared
from pipelines.licences.by_line import LISTS, MOST_SHOWN, lines_of, of_model
from pipelines.licences.catalogue import licence_at, lookup
from pipelines.licences.clauses.terms import combine, freer, only_said
from pipelines.licences.expressions import binding, named
from pipelines.licences.in_card import OfCard, stated_in_card
from pipelines.licences.links import linked_licence
from pipelines.licences.matchers.titled import class_of
from pipelines.licences.parts import Part, part_of_path, stated
from pipelines.licences.paths import licence_text_paths
from pipelines.licences.text.text import Text
from pipelines.licences.texts_read import TEXTS, Read, by_demand, policies, speaks_of_weights, texts_read, title_of
from pipelines.licences.types import Licence, Source, Terms, TextKind
from pipelines.once import once
from pipelines.repository import Repository

NO_LICENCE = Terms(osi_approved="no", commercial_use="no", derivatives="no")  # all rights reserved


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


@once
def effective(repository: Repository) -> Effective:
    """The effective licence of one repository, its base models left aside (crawler.store.inheritance)."""
    said, read = declared(repository), texts_read(repository)
    missed = repository.snapshot.not_fetched
    unread = tuple(path for path in licence_text_paths(repository.snapshot.files or ()) if path in missed)
    unread += tuple(one.place for one in read if _not_understood(one))
    found = _from_texts(repository, read) or _in_words(repository, said) or _nothing_said(repository, unread)
    bound = _with_statements(_with_policy(found, read), repository)
    return replace(bound, evidence=bound.evidence + said.evidence, unread=unread)


def _not_understood(one: Read) -> bool:
    """Is it a licence's file without words of a licence: a PDF of pictures, or a language that nobody here reads."""
    kind = one.reading.kind
    return (kind is TextKind.GARBAGE and one.place.endswith(".pdf")) or (
        kind is TextKind.UNKNOWN and speaks_of_weights(one.place)
    )


def _in_words(repository: Repository, said: Declared) -> Effective | None:
    """What the metadata names, unless the card puts another licence on the weights that does not allow more."""
    declared_, in_card = _from_words(said), weights_in_card(repository)
    link = declared_ is not None and declared_.source is Source.LINK
    if in_card is None or link:
        return declared_
    if declared_ and not _overrules(in_card, declared_):
        return declared_ if declared_.license_class else replace(declared_, license_class="custom")
    entry = in_card.licence
    license_id = entry.id if entry else "unknown"
    license_class = entry.license_class if entry else class_of("custom", in_card.terms)
    return Effective(license_id, Source.CARD, license_class, in_card.terms, evidence=(in_card.evidence,))


def _nothing_said(repository: Repository, unread: tuple[str, ...]) -> Effective:
    """All rights reserved where everything was looked at; unknown where something that may speak was not read."""
    if unread or repository.card_missed or repository.snapshot.files is None or repository.front_error:
        return Effective("unknown", Source.NONE, "", Terms())
    return Effective("none", Source.NONE, "none", NO_LICENCE)


def _overrules(in_card: OfCard, declared_: Effective) -> bool:
    """Words against a tag: another licence for the weights; a limit without a licence binds beside the tag.

    Beside a tag that names nothing, words of the whole release count too, unless they free it.
    """
    if declared_.license_id == "unknown":
        return in_card.part is Part.WEIGHTS or in_card.terms.commercial_use in ("no", "conditional")
    if in_card.licence is None:
        return False
    tagged = lookup(declared_.license_id)
    same = tagged is not None and in_card.licence is not None and tagged.family == in_card.licence.family
    return in_card.part is Part.WEIGHTS and not same and not freer(in_card.terms, declared_.terms)


@once
def weights_in_card(repository: Repository) -> OfCard | None:
    """What the card says in words of the licence of the weights; a sentence that names no part counts last.

    "For commercial use contact us" beside a licence for non-commercial use lifts nothing of it.
    """
    said = [one for one in stated_in_card(repository.card) if one.part in (Part.WEIGHTS, Part.UNSAID)]
    first = min(said, key=_rank_of_part, default=None)
    if first is None or first.licence or first.terms.commercial_use != "conditional":
        return first
    return next((one for one in said if one.terms.commercial_use == "no"), first)


def _rank_of_part(one: OfCard) -> tuple[bool, bool, bool]:
    """The weights before the whole, what is known before a name nobody knows, and the limit before the grant."""
    unknown = one.licence is None and one.terms.commercial_use == "unknown"
    return unknown, one.part is not Part.WEIGHTS, one.terms.commercial_use == "yes"


def _with_statements(found: Effective, repository: Repository) -> Effective:
    """The licence with the limits that card and NOTICE put on the weights: a freer text beside them lifts none."""
    if found.source in (Source.NONE, Source.CARD):
        return found
    in_card = weights_in_card(repository)
    limits = [in_card.terms] if in_card and in_card.part is Part.WEIGHTS else []
    notices = (p for p in repository.snapshot.texts if part_of_path(p) is Part.THIRD_PARTY and "/" not in p)
    for text in map(Text, (repository.snapshot.texts[path] for path in notices)):
        sentences = (text.raw[slice(*text.raw_span(low, high))] for low, high in pairwise(text.stops))
        limits += [one.terms for words in sentences for one in stated(words) if one.part is Part.WEIGHTS]
    binding = [only_said(terms) for terms in limits if terms.commercial_use in ("no", "conditional")]
    return replace(found, terms=combine((found.terms, *binding))) if binding else found


def _from_texts(repository: Repository, read: tuple[Read, ...]) -> Effective | None:
    """The first text that is a licence; a file that only names one counts when no text does."""
    link, tagged = linked_licence(repository), _of_tags(declared(repository).tags)
    read = by_demand(read, tagged.id if tagged else "")
    for kinds in (TEXTS, (TextKind.POINTER, TextKind.UNKNOWN)):
        for one in read:
            if one.reading.kind in kinds and (one.place == link or speaks_of_weights(one.place)):
                known = one.reading.license_id != "unknown" or one.reading.kind in TEXTS
                if found := _by_line(repository, one) or (_whole(one) if known else None):
                    return found
    return None


def _whole(one: Read) -> Effective:
    reading, linked = one.reading, one.place.startswith("https://")
    source, evidence = (Source.LINK, ()) if linked else (Source.FILE, (title_of(one),))
    return Effective(
        reading.license_id, source, reading.license_class, reading.terms, one.place, reading.kind, evidence
    )  # fmt: skip


def _by_line(repository: Repository, one: Read) -> Effective | None:
    """What a file says of this model that has a line for each of several; unknown where none speaks of it."""
    lines = lines_of(repository.snapshot.texts[one.place], one.place) if one.reading.kind in LISTS else ()
    ours = of_model(lines, repository.snapshot.repo_id)
    if bound := binding(line.licence for line in ours):
        return replace(
            _whole(one), license_id=bound.id, license_class=bound.license_class, terms=bound.terms,
            evidence=tuple(line.evidence for line in ours),
        )  # fmt: skip
    if one.reading.kind is TextKind.MULTI or len({line.licence.license_class for line in lines}) < 2:
        return None
    shown = tuple(line.evidence for line in lines[:MOST_SHOWN])
    return replace(_whole(one), license_id="unknown", license_class="custom", terms=Terms(), evidence=shown)


def _from_words(said: Declared) -> Effective | None:
    """The licence named by tag, name or the address of the link."""
    by_tag = _of_tags(said.tags)
    at_link, by_name = licence_at(said.link), _known(said.name) if said.name else None
    for licence, source in ((at_link, Source.LINK), (by_tag, Source.TAG), (by_name, Source.NAME)):
        if licence:
            return Effective(licence.id, source, licence.license_class, licence.terms)
    if said.tags or said.name:
        named = "custom" if said.name or said.link else ""  # "other" alone tells no more than that it is another
        return Effective("unknown", Source.TAG if said.tags else Source.NAME, named, Terms())
    return None


def _of_tags(tags: tuple[str, ...]) -> Licence | None:
    """The licence of a tag; of several the one that binds most, as no tag says that there is a choice."""
    known = [_known(tag) for tag in tags]
    return binding(entry for entry in known if entry) if all(known) else None


def _known(name: str) -> Licence | None:
    licence = named(name)
    return licence if licence and licence.id not in ("other", "unknown") else None


def _with_policy(found: Effective, read: tuple[Read, ...]) -> Effective:
    """The licence together with the use policy that lies beside it: territories may stand only there."""
    attached = policies(read)
    if not attached or found.license_id == "none":
        return found
    beside = [only_said(policy.reading.terms.with_(osi_approved="yes", commercial_use="yes")) for policy in attached]
    return replace(found, terms=combine((found.terms, *beside)))

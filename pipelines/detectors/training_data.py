"""Training data counts when it is named and can be had; a description, a gate or a promise is part of the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from crawler import patterns
from crawler.model import Evidence, Finding, Kind, Outcome, Ref
from pipelines.declared.data.lacking import lacking
from pipelines.declared.data.links import data_links
from pipelines.declared.data.not_ids import described_entries, public_entries
from pipelines.declared.data.parts import parts_without_data
from pipelines.declared.data.public_sets import is_public, is_restricted, names_restricted
from pipelines.declared.data.refs import DatasetRef, is_kept_private
from pipelines.declared.data.training import WITHHELD, Said, facts_of, lead_in, prose, training_refs
from pipelines.declared.data.translated import translated
from pipelines.declared.data.well_known import has_name, well_known
from pipelines.declared.parents import is_converted
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, about, at_link, at_sentence, looked, not_stated, unknown_card
from pipelines.repository import Repository
from pipelines.wording import pattern

# One such dataset is enough: nobody has the whole. A dataset that is gone may be one of many names for a known one.
_SHORT = {"dataset-gated-by-hand", "dataset-without-data", "dataset-with-pieces-missing", "dataset-is-a-sample"}


# Catalogues of houses that sell corpora to their members and others.
_SOLD = patterns.compile(r"\b(?:catalog\.ldc\.upenn\.edu|catalogu?e?\.elra\.info)\b", patterns.I)
_TUNED = patterns.compile(r"\bfine-?\s?tuned\b.{0,80}\bon\b", patterns.I)
_PRETRAINED = patterns.compile(r"\bpre-?train", patterns.I)


@detector(version=16)
def training_data(repository: Repository) -> Finding:
    """Is the data this model was trained on named, and can it be obtained?

    Read from the metadata, from links, from a trainer's configuration and from sentences about training; test sets,
    calibration data and rivals' data do not count. `yes` asks for all of it: data behind a gate or missing on the Hub,
    a dataset without data, with pieces missing or with a sample of it, components without an address beside others that
    have one (rows, items, stages, files on a disk, what a sentence counts beside), "other data" beside what is named,
    and data withheld beside data released make it `partial`, and so do corpora that a house sells. A page on which
    somebody found texts is no dataset. Well-known public sets need no address: in the metadata, or where a sentence on
    training names them, or their part in one language, and nothing beside, or one that the model's name carries.
    """
    if is_converted(repository):
        nothing = looked(repository, "a conversion or merge trains on nothing", "repackaged")
        return Finding(Outcome.NOT_APPLICABLE, "a conversion or merge needs no training data", nothing)
    if not repository.readable and not any(tag.startswith("dataset:") for tag in repository.tags):
        return unknown_card(repository)
    said: dict[Said, list[Evidence]] = defaultdict(list)
    sold: list[Evidence] = []
    for what, evidence, sentence in prose(repository.card):
        said[what].append(evidence)
        of_another = pattern("training_data", "another").search(sentence.text[:1500])
        if what is Said.NAMED and sentence.kind != "heading" and names_restricted(sentence.text) and not of_another:
            sold.append(evidence)
    if refs := training_refs(repository):
        missing = [*(row for what in WITHHELD for row in said[what]), *sold, *_sold(repository)]
        made = translated(repository.card, [ref.ids[0] for ref in refs])
        missing += [at_sentence(repository.card, sentence, "data-translated") for sentence in made]
        return _of_refs(repository, refs, [*missing, *described_entries(repository), *parts_without_data(repository)])
    linked = [at_link(repository.card, link, "data-link") for link in data_links(repository.card)]
    return _of_prose(repository, said, linked)


def _of_prose(repository: Repository, said: Mapping[Said, list[Evidence]], linked: list[Evidence]) -> Finding:
    """The answer of a card that names no dataset of the Hub."""
    withheld = [*said[Said.PRIVATE], *said[Said.PROMISED], *said[Said.PART]]
    if said[Said.REFUSED] and not linked:
        reason = "the card says that the training data is not released"
        return Finding(Outcome.NO, reason, tuple(said[Said.REFUSED][:MAX_EVIDENCE]))
    if linked:
        partly = [
            *said[Said.REFUSED],
            *withheld,
            *said[Said.MORE],
            *said[Said.REBUILT],
            *_sold(repository),
            *parts_without_data(repository),
        ]
        return _limited(linked, partly, "the training data is named and linked")
    if (public := well_known(repository) or tuple(public_entries(repository))) and not (withheld or said[Said.REFUSED]):
        return Finding(Outcome.YES, "the training data is public and well known by name", public[:MAX_EVIDENCE])
    if rows := said[Said.NAMED]:
        reason = "training data is named, with no address to get it from"
        return Finding(Outcome.PARTIAL, reason, (*rows, *withheld)[:MAX_EVIDENCE])
    if withheld:
        return not_stated(repository, "the training data is private or only promised", tuple(withheld[:MAX_EVIDENCE]))
    if rows := [*said[Said.UNNAMED], *said[Said.ABOUT]]:
        return not_stated(repository, "the training data is described without being named", tuple(rows[:MAX_EVIDENCE]))
    evidence = looked(repository, "no training data named", "no-training-data")
    return not_stated(repository, "nothing is said of the training data", evidence)


def _sold(repository: Repository) -> list[Evidence]:
    """Links to catalogues of corpora that are sold; of a fine-tune "pre-trained on" speaks of what it was made from."""
    card = repository.card
    links = [link for link in card.links if _SOLD.search(link.url) and link.block < len(card.blocks)]
    tuned = bool(links) and any(_TUNED.search(sentence.text) for sentence in card.sentences)
    over = {link: f"{lead_in(card, link.block)} {card.blocks[link.block].text}" for link in links}
    return [at_link(card, link, "data-sold") for link in links if not (tuned and _PRETRAINED.search(over[link]))]


def _of_refs(repository: Repository, refs: tuple[DatasetRef, ...], withheld: list[Evidence]) -> Finding:
    free: list[Evidence] = []
    short: list[Evidence] = []
    for ref in refs:
        why = _short(repository, ref)
        if why and why.rule == "dataset-missing" and (known := _known(repository, ref)):
            free.append(known)
        else:
            (short.append(why) if why else free.append(ref.evidence))
    if not free and (links := _in_place_of(repository, refs, short)):
        free, short = links, []
    if not free:
        rows = (*(ref.evidence for ref in refs), *short)[:MAX_EVIDENCE]
        return Finding(Outcome.PARTIAL, "the datasets named are gated or cannot be had from the Hub", rows)
    if short and (len(short) > len(free) or any(row.rule in _SHORT for row in short)):
        rows = (*free[:3], *short[:5])[:MAX_EVIDENCE]
        return Finding(Outcome.PARTIAL, "some of the datasets named cannot be had", rows)
    return _limited(free, withheld, "the datasets are named and can be had")


def _in_place_of(repository: Repository, refs: tuple[DatasetRef, ...], short: list[Evidence]) -> list[Evidence]:
    """Links to data of a card whose datasets have no owner and are not known to the Hub: it names what these lead to.

    An id with its owner that the Hub does not have was one; what a link leads to beside it is something else.
    """
    names = [ref.ids[0] for ref in refs]
    if any(row.rule != "dataset-missing" for row in short) or any("/" in one or is_restricted(one) for one in names):
        return []
    return [at_link(repository.card, link, "data-link") for link in data_links(repository.card)]


def _known(repository: Repository, ref: DatasetRef) -> Evidence | None:
    """That a name which the Hub does not know is one that everybody does, or that the card says whose it is."""
    owner, _, short = ref.ids[0].rpartition("/")
    if owner.lower() != repository.owner and is_public(short):  # a copy of a public set, which went or moved
        return ref.evidence
    return has_name(repository, ref.ids[0])


def _short(repository: Repository, ref: DatasetRef) -> Evidence | None:
    """Why a dataset cannot be had as it is named; None where nothing speaks against it."""
    facts = facts_of(repository, ref)
    dataset = Ref(Kind.DATASET, ref.ids[0])
    if facts is None or facts.exists is None:  # of what a service keeps nobody needs to ask
        return about(dataset, "exists: not asked", "dataset-kept-by-a-service") if is_kept_private(ref) else None
    if not facts.exists:
        return about(dataset, "exists: false", "dataset-missing")
    if facts.gated:
        rule = "dataset-gated-by-hand" if facts.gated == "manual" else "dataset-gated"
        return about(dataset, f"gated: {facts.gated}", rule)
    return lacking(facts, repository)


def _limited(found: list[Evidence], withheld: list[Evidence], reason: str) -> Finding:
    if withheld:
        rows = (*withheld[:3], *found)[:MAX_EVIDENCE]
        return Finding(Outcome.PARTIAL, "some of the training data is named, some is withheld or promised", rows)
    return Finding(Outcome.YES, reason, tuple(dict.fromkeys(found))[:MAX_EVIDENCE])

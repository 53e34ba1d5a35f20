"""Datasets that a repository names: in metadata, tags, links, a trainer's configuration and, by their ids, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from itertools import islice

from crawler import patterns
from crawler.model import README, Evidence
from pipelines.card import Block, Card, Link, Sentence
from pipelines.declared.base_entries import stated_parents
from pipelines.declared.code.trainer_settings import datasets_set
from pipelines.evidence import at_entry, at_link, at_sentence, fact
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import load, pattern, words

MAX_STATED = 1_000  # entries of front matter that are looked at
_KEYS = ("datasets", "dataset")
_ID = patterns.compile(r"[A-Za-z0-9][\w.-]{0,95}(?:/[A-Za-z0-9_][\w.-]{0,95})?")
_URL = patterns.compile(r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/datasets/([\w.-]+)(?:/([\w.-]+))?", patterns.I)
_PAGES = {"tree", "blob", "resolve", "raw", "viewer", "viewers", "discussions", "settings", "main", "sql-console"}
_IMAGE = patterns.compile(r"\.(?:png|jpe?g|gif|svg|webp|mp4|pdf|bib)(?:[?#]|$)", patterns.I)
_ENDS = " ()[]\"'`*,.:;“”"
_FILE = patterns.compile(r"\.(?:jsonl?|csv|tsv|txt|parquet|arrow|py|sh|ya?ml|md|zip|gz|com|org|net|io)$", patterns.I)


class Place(StrEnum):
    """Where a dataset is named."""

    METADATA = "metadata"  # front matter and tags
    LINK = "link"
    CONFIGURATION = "configuration"  # a trainer's configuration or command in the card
    WORDS = "words"  # its id stands in a sentence on training


@dataclass(frozen=True, slots=True)
class DatasetRef:
    """A dataset named by a card. `ids` are what the Hub is asked: the name as spelled, and what it is called now."""

    ids: tuple[str, ...]
    evidence: Evidence
    place: Place
    link: Link | None = None  # for Place.LINK


@once
def dataset_refs(repository: Repository) -> tuple[DatasetRef, ...]:
    """Datasets in the order front matter, tags, links, configurations, words; placeholders and images are left out."""
    card = repository.card
    named = [*islice(_stated_refs(repository), MAX_STATED)]
    named += _tag_refs(repository, named)
    named += _link_refs(card)
    known = {name.lower() for ref in named for name in ref.ids}
    known |= {parent.name.lower() for parent in stated_parents(repository)}  # "fine-tuned from owner/base"
    rest = (ref for ref in (*_configured_refs(card), *_spelled_refs(card)) if ref.ids[0].lower() not in known)
    return (*named, *{ref.ids[0].lower(): ref for ref in rest}.values())


def _stated_refs(repository: Repository) -> Iterator[DatasetRef]:
    for entry in repository.entries(*_KEYS):
        for name in names_in(entry.value):
            if ids := spelled_ids(name):
                yield DatasetRef(
                    ids,
                    at_entry(repository, entry, name, "front-matter-datasets", "card-data-datasets"),
                    Place.METADATA,
                )


def _tag_refs(repository: Repository, known: Iterable[DatasetRef]) -> Iterator[DatasetRef]:
    seen = {name.lower() for ref in known for name in ref.ids}
    for tag in repository.tags:
        name = tag.removeprefix("dataset:")
        if name != tag and name.lower() not in seen and (ids := spelled_ids(name)):
            yield DatasetRef(ids, fact(tag, "dataset-tag"), Place.METADATA)


def _link_refs(card: Card) -> Iterator[DatasetRef]:
    for link in card.links:
        match = _URL.match(link.url)
        if not match or link.where in {"image", "bibtex"} or _IMAGE.search(link.url):
            continue
        owner, name = match.groups()
        if ids := spelled_ids(owner if name is None or name in _PAGES else f"{owner}/{name}"):
            yield DatasetRef(ids, at_link(card, link, "dataset-link"), Place.LINK, link)


def _configured_refs(card: Card) -> Iterator[DatasetRef]:
    """Datasets of a trainer's configuration, command or script: `path:`, `--dataset_name`, `load_dataset(`."""
    for block in card.blocks:
        for name, place in datasets_set(block.text, block.kind == "code"):
            if ids := _full_ids(name):
                yield DatasetRef(ids, _in_block(card, block, place, name), Place.CONFIGURATION)


def _in_block(card: Card, block: Block, place: int, name: str) -> Evidence:
    start = min(block.line_start + block.text.count("\n", 0, place), block.line_end)
    line = next((n for n in range(start, block.line_end + 1) if name in card.lines[n - 1]), block.line_end)
    return Evidence(README, card.quote(line, line, name), "trainer-config-dataset", line, line)


def _spelled_refs(card: Card) -> Iterator[DatasetRef]:
    """Ids spelled out in sentences that say what the model was trained on."""
    for sentence in card.sentences:
        if sentence.kind not in {"code", "heading", "table"} and len(sentence.text) < 1500:
            yield from _spelled_in(card, sentence)


def _spelled_in(card: Card, sentence: Sentence) -> Iterator[DatasetRef]:
    cue = pattern("training_data", "trained_on").search(sentence.text)
    for token in sentence.text[cue.end() :].split() if cue else ():
        name = token.strip(_ENDS)
        if "/" in name and (ids := _full_ids(name)):
            yield DatasetRef(ids, at_sentence(card, sentence, "dataset-in-words", name), Place.WORDS)


def _full_ids(name: str) -> tuple[str, ...]:
    """`spelled_ids` of a name with a namespace that is no path of a file."""
    return spelled_ids(name) if name.count("/") == 1 and not _FILE.search(name) else ()


def names_in(value: object) -> Iterator[str]:
    """The names in a `datasets:` entry: text, a list of text, or mappings of name to address."""
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, dict):
            yield from (str(key) for key in entry)
        elif isinstance(entry, str):
            yield entry.strip()


def is_placeholder(name: str) -> bool:
    """Does a lower-cased name stand for no dataset: what a template writes, a folder of pictures, a score sheet?"""
    return name in words("datasets", "placeholders") or any(fnmatchcase(name, p) for p in words("datasets", "not_data"))


def is_kept_private(ref: DatasetRef) -> bool:
    """Is this a dataset that a service keeps for whoever trains with it?"""
    return any(fnmatchcase(ref.ids[0].lower(), kept) for kept in words("datasets", "kept_private"))


@cache
def spelled_ids(name: str) -> tuple[str, ...]:
    """What to ask the Hub about a name: nothing for placeholders and prose."""
    if url := _URL.match(name):
        name = f"{url.group(1)}/{url.group(2)}" if url.group(2) else url.group(1)
    lower = name.lower()
    if is_placeholder(lower):
        return ()
    present = load("datasets")["aliases"].get(lower)
    spelled = (name,) if _ID.fullmatch(name) and ".." not in name and "--" not in name else ()
    return (*spelled, str(present)) if present else spelled

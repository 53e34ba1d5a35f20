"""What a card points to beside the model: datasets, and GitHub repositories as code. The crawl fetches these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from urllib.parse import unquote

from crawler import patterns
from crawler.model import README, Evidence
from pipelines.card.parts import Link
from pipelines.card.reader import Card
from pipelines.evidence import at_entry, fact
from pipelines.repository import Repository, once
from pipelines.wording import load, words

MAX_DATASETS = 64
MAX_CODE_REPOS = 12
_DATASET_KEYS = ("datasets", "dataset")
_DATASET_ID = patterns.compile(r"[A-Za-z0-9][\w.-]{0,95}(?:/[A-Za-z0-9_][\w.-]{0,95})?")
_DATASET_URL = patterns.compile(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/datasets/([\w.-]+)(?:/([\w.-]+))?", patterns.I
)
_GITHUB_URL = patterns.compile(
    r"(?:https?://|git@)(?:www\.)?github\.com[/:]([\w-]{1,39})/([\w.-]{1,100})(/\S*)?", patterns.I
)
_PAGES = {"tree", "blob", "resolve", "raw", "viewer", "viewers", "discussions", "settings", "main", "sql-console"}
_IMAGE = patterns.compile(r"\.(?:png|jpe?g|gif|svg|webp|mp4|pdf|bib)(?:[?#]|$)", patterns.I)
_NOT_CODE = patterns.compile(
    r"/(?:issues|discussions|pulls?|wiki|actions|graphs|stargazers|sponsors|releases/tag|security)\b"
    r"|/(?:blob|raw|tree)/[^/]+/(?:[^?#]*/)?(?:licen[sc]e|model_license|copying|citation|code_of_conduct|modelcard_template)",
    patterns.I,
)
_NO_OWNERS = {"settings", "features", "orgs", "user-attachments", "sponsors", "marketplace", "topics", "apps", "users"}


@dataclass(frozen=True, slots=True)
class DatasetRef:
    """A dataset named by a card. `ids` are what the Hub is asked: the name as spelled, and what it is called now."""

    ids: tuple[str, ...]
    evidence: Evidence
    link: Link | None = None  # where it stands in the body; None for front matter and tags


@dataclass(frozen=True, slots=True)
class CodeRef:
    """A GitHub repository named by a card; `path` is what the link adds ("/tree/main/train")."""

    slug: str
    path: str
    link: Link
    evidence: Evidence
    framework: bool  # it trains any model, and somebody else's: the link does not name this model's own code


@dataclass(frozen=True, slots=True)
class References:
    """Ids to fetch, each once, in the card's own order. Dataset ids without a namespace are the Hub's old ones."""

    datasets: tuple[str, ...]
    code_repos: tuple[str, ...]  # "owner/repo"


@once
def references(repository: Repository) -> References:
    """Every dataset and every code repository that this model's card and tags point to, bounded in number."""
    ids = (name for ref in dataset_refs(repository) for name in ref.ids)
    slugs = (ref.slug for ref in code_refs(repository) if not ref.framework)
    return References(_unique(ids)[:MAX_DATASETS], _unique(slugs)[:MAX_CODE_REPOS])


@once
def dataset_refs(repository: Repository) -> tuple[DatasetRef, ...]:
    """Datasets in the order front matter, tags, links; placeholders and images are left out."""
    card = repository.card
    named = tuple(_stated_refs(repository))
    return (*named, *_tag_refs(repository, named), *_link_refs(card))


@once
def code_refs(repository: Repository) -> tuple[CodeRef, ...]:
    """GitHub links of the body that may hold code: no images, citations, issues, licences or general tools."""
    card = repository.card
    return tuple(ref for link in card.links if (ref := _code_ref(card, link, repository.owner)))


def is_tool(url: str) -> bool:
    """Is this the address of a program that runs, converts, measures or trains any model?"""
    match = _GITHUB_URL.match(url)
    slug = f"{match[1]}/{match[2].removesuffix('.git')}".lower() if match else ""
    return slug in words("code_repos", "tools") or slug in words("code_repos", "frameworks")


def _stated_refs(repository: Repository) -> Iterator[DatasetRef]:
    for entry in repository.entries(*_DATASET_KEYS):
        for name in _names(entry.value):
            if ids := _ids(name):
                yield DatasetRef(ids, at_entry(repository, entry, name, "front-matter-datasets", "card-data-datasets"))


def _tag_refs(repository: Repository, known: Iterable[DatasetRef]) -> Iterator[DatasetRef]:
    seen = {name.lower() for ref in known for name in ref.ids}
    for tag in repository.tags:
        name = tag.removeprefix("dataset:")
        if name != tag and name.lower() not in seen and (ids := _ids(name)):
            yield DatasetRef(ids, fact(tag, "dataset-tag"))


def _link_refs(card: Card) -> Iterator[DatasetRef]:
    for link in card.links:
        match = _DATASET_URL.match(link.url)
        if not match or link.where in {"image", "bibtex"} or _IMAGE.search(link.url):
            continue
        owner, name = match.groups()
        if ids := _ids(owner if name is None or name in _PAGES else f"{owner}/{name}"):
            yield DatasetRef(ids, _link_evidence(card, link, "dataset-link"), link)


def _code_ref(card: Card, link: Link, author: str) -> CodeRef | None:
    match = _GITHUB_URL.match(link.url)
    if not match or link.where in {"image", "bibtex"} or _IMAGE.search(link.url) or _NOT_CODE.search(link.url):
        return None
    owner, repo, path = match.groups()
    slug = f"{owner}/{repo.removesuffix('.git').rstrip('.')}"
    if owner.lower() in _NO_OWNERS or slug.endswith("/") or slug.lower() in words("code_repos", "tools"):
        return None
    framework = owner.lower() != author and slug.lower() in words("code_repos", "frameworks")
    return CodeRef(slug, unquote(path or ""), link, _link_evidence(card, link, "code-link"), framework)


def _link_evidence(card: Card, link: Link, rule: str) -> Evidence:
    quote = card.quote(link.line, link.line, around=link.text or link.url)
    return Evidence(README, quote, rule, link.line, link.line)


def _names(value: object) -> Iterator[str]:
    """The names in a `datasets:` entry: text, a list of text, or mappings of name to address."""
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, dict):
            yield from (str(key) for key in entry)
        elif isinstance(entry, str):
            yield entry.strip()


@cache
def _ids(name: str) -> tuple[str, ...]:
    """What to ask the Hub about a name: nothing for placeholders and prose."""
    if url := _DATASET_URL.match(name):
        name = f"{url.group(1)}/{url.group(2)}" if url.group(2) else url.group(1)
    lower = name.lower()
    if lower in words("datasets", "placeholders") or any(fnmatchcase(lower, p) for p in words("datasets", "not_data")):
        return ()
    present = load("datasets")["aliases"].get(lower)
    spelled = (name,) if _DATASET_ID.fullmatch(name) and ".." not in name and "--" not in name else ()
    return (*spelled, str(present)) if present else spelled


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({name.lower(): name for name in reversed(list(names))}.values())[::-1]

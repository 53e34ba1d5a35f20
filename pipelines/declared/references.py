"""What a card points to beside the model: datasets, and GitHub repositories as code. The crawl fetches these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from crawler import patterns
from crawler.model import Evidence
from pipelines.card import Card, Link
from pipelines.declared.data.refs import dataset_refs
from pipelines.evidence import at_link
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import load, words

MAX_DATASETS = 64
MAX_CODE_REPOS = 12
_HOUSE = 5  # letters of the first word of a name that tells a house
_GITHUB_URL = patterns.compile(
    r"(?:(?:https?://|git@)(?:www\.)?github\.com[/:]|https?://(?:colab\.research\.google\.com|nbviewer\.(?:jupyter\.)?org)/github/)"
    r"([\w-]{1,39})/([\w.-]{1,100})(/\S*)?",
    patterns.I,
)
_IMAGE = patterns.compile(r"\.(?:png|jpe?g|gif|svg|webp|mp4|pdf|bib)(?:[?#]|$)", patterns.I)
_NOT_CODE = patterns.compile(
    r"/(?:issues|discussions|pulls?|wiki|actions|graphs|stargazers|sponsors|releases/tag|security)\b"
    r"|/(?:blob|raw|tree)/[^/]+/(?:[^?#]*/)?(?:licen[sc]e|model_license|copying|citation|code_of_conduct|modelcard_template)",
    patterns.I,
)
_NO_OWNERS = {"settings", "features", "orgs", "user-attachments", "sponsors", "marketplace", "topics", "apps", "users"}


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
    slugs = (ref.slug for ref in code_refs(repository) if not ref.framework or ref.path)
    return References(_unique(ids)[:MAX_DATASETS], _unique(slugs)[:MAX_CODE_REPOS])


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


def _code_ref(card: Card, link: Link, author: str) -> CodeRef | None:
    match = _GITHUB_URL.match(link.url)
    if not match or link.where in {"image", "bibtex"} or _IMAGE.search(link.url) or _NOT_CODE.search(link.url):
        return None
    owner, repo, path = match.groups()
    slug = f"{owner}/{repo.removesuffix('.git').rstrip('.')}"
    if owner.lower() in _NO_OWNERS or slug.endswith("/") or slug.lower() in words("code_repos", "tools"):
        return None
    framework = slug.lower() in words("code_repos", "frameworks") and not is_of_house(slug.lower(), author)
    return CodeRef(slug, unquote(path or ""), link, at_link(card, link, "code-link"), framework)


def is_of_house(slug: str, author: str) -> bool:
    """Does a code repository, lower-cased, belong to an owner on the Hub, or to an account of the same house?

    "google-research" on GitHub and "google-t5" on the Hub are of one house by their names.
    """
    owner = slug.partition("/")[0]
    house = owner.partition("-")[0]
    if owner.replace("-", "") == author.replace("-", "") or author in load("code_repos")["homes"].get(slug, ()):
        return True
    return len(house) >= _HOUSE and house == author.partition("-")[0]


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({name.lower(): name for name in reversed(list(names))}.values())[::-1]

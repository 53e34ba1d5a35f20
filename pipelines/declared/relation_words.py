"""What words of a repository's name, of tags and of paths mean for how a model was made. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache, lru_cache

from crawler import patterns
from crawler.model import Relation
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import load

_PARTS = patterns.compile(r"[-_.]")


def trained_later(repo_id: str) -> bool:
    """Does a name tell of training behind the form of files it began from: "gull-7b-GPTQ-finetuned"?"""
    trained = [number for number, part in enumerate(parts(repo_id)) if fits(part, "name", "trained")]
    forms = [number for number, part in enumerate(parts(repo_id)) if fits(part, "name", Relation.QUANTIZED)]
    return bool(trained and forms) and max(trained) > max(forms)


def without_forms(repo_id: str) -> frozenset[str]:
    """The parts of a name but those that tell a form of files or a copy."""
    kept = (part for part in parts(repo_id) if not fits(part, "name", Relation.QUANTIZED))
    return frozenset(part for part in kept if not fits(part, "name", "copied"))


def joined(repo_id: str) -> str:
    """Owner and name as one name, as some call what they copied."""
    return repo_id.replace("/", "-")


@lru_cache(maxsize=100)  # a name is asked for again and again
def parts(repo_id: str) -> tuple[str, ...]:
    """The lower-cased parts of a name, the owner left out."""
    return tuple(part for part in _PARTS.split(repo_id.rpartition("/")[2].lower()) if part)


@once
def tags_of(repository: Repository) -> frozenset[str]:
    """The lower-cased tags of the Hub and of the metadata, library and task with them."""
    values = (repository.field(key) for key in ("tags", "library_name", "pipeline_tag"))
    stated = (str(tag) for value in values for tag in (value if isinstance(value, list) else [value]) if tag)
    return frozenset(tag.lower() for tag in (*repository.tags, *stated))


def tag_that_tells(repository: Repository, relation: Relation) -> str:
    """The first tag that tells this relation, "" for none."""
    return next((tag for tag in sorted(tags_of(repository)) if fits(tag, "tags", relation)), "")


def named(repo_id: str, relation: Relation) -> bool:
    """Does a part of the name tell this relation?"""
    return any(fits(part, "name", relation) for part in parts(repo_id))


@lru_cache(maxsize=1_000)  # a few owners have most models
def is_house(owner: str) -> bool:
    """Does this owner, lower-cased, make models that others begin from?"""
    relations = load("relations")
    houses: Mapping[str, list[str]] = relations["houses"]
    return owner in relations["begun"]["owners"] or any(owner in owners for owners in houses.values())


@lru_cache(maxsize=1_000)  # tags and endings of names are the same in most repositories
def fits(text: str, section: str, relation: str) -> bool:
    """Is a text in that list of a section ("name", "tags", "files") of the wording?"""
    names, wild = _entries(section, relation)
    return text in names or any(fnmatchcase(text, pattern) for pattern in wild)


@cache
def _entries(section: str, relation: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Names that are meant literally, and shell patterns: most files of a listing meet the first alone."""
    entries: list[str] = load("relations")[section].get(relation, [])
    wild = tuple(entry for entry in entries if "*" in entry)
    return frozenset(entries) - set(wild), wild

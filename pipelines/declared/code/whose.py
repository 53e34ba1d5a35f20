"""Whose a code repository is, as names tell it: the model's owner's, the model's own, its parent's. Pure."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache

from crawler import patterns
from crawler.model import Snapshot
from pipelines.declared.data.refs import dataset_refs
from pipelines.declared.parents import parents
from pipelines.declared.references import CodeRef, is_of_house
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import load, words

_WORD = patterns.compile(r"[a-z]+|\d+")
_ALIKE = 5  # letters that two owners must begin alike with: "facebook", "facebookresearch"


def is_own(repository: Repository, ref: CodeRef) -> bool:
    """Does the code repository belong to the model's owner, or carry the name of the model or of its owner?"""
    return is_kin(repository, ref) or has_name(repository, ref)


def is_kin(repository: Repository, ref: CodeRef) -> bool:
    """Does the code repository belong to the model's owner, by its owner's name or its own?"""
    (owner, _, name), ours = ref.slug.lower().partition("/"), repository.owner
    alike = min(len(owner), len(ours)) >= _ALIKE and (owner.startswith(ours) or ours.startswith(owner))
    return (
        is_of_house(ref.slug.lower(), ours)
        or alike
        or name == ours
        or _tokens(name) - words("training_code", "of_code") == {ours}
    )


def has_name(repository: Repository, ref: CodeRef) -> bool:
    """Does the code repository carry the name of the model or of its owner?"""
    name = ref.slug.lower().partition("/")[2]
    words_of_ours = names_in(repository, ref) - base_words(repository)
    tokens = _tokens(name) - words("training_code", "of_code")
    if name == repository.snapshot.repo_id.lower().rpartition("/")[2]:
        return True
    return name == repository.owner or name in words_of_ours or bool(tokens and tokens <= words_of_ours)


def names_in(repository: Repository, ref: CodeRef) -> frozenset[str]:
    """The words that tell the model in a code repository: in its owner's own, the architecture is the owner's, too.

    In a copy of a general trainer architectures and purposes are the trainer's; the owner's name, where the model
    carries it, is nobody else's.
    """
    if is_fork(repository, ref):
        ours = distinct_words(repository) - _tokens(ref.slug.lower().partition("/")[2])
        return ours & _tokens(repository.owner) or ours
    return repository.own_words if is_kin(repository, ref) else distinct_words(repository)


@once
def distinct_words(repository: Repository) -> frozenset[str]:
    """The words of the model's name but those of an architecture, a purpose and another house's model."""
    kinds = words("training_code", "architectures") | words("training_code", "purposes")
    kinds |= frozenset(load("relations")["heads"]["families"])
    houses = load("relations")["houses"].items()
    theirs = [name for name, owners in houses if repository.owner not in owners]
    built_like = repository.own_words & kinds  # "vec" of "wav2vec2" is its architecture's as well
    ours = {word for word in repository.own_words if not any(word in kind for kind in built_like)}
    named = ours - _others_data(repository)
    return frozenset(word for word in named if not any(fnmatchcase(word, name) for name in theirs))


def _others_data(repository: Repository) -> frozenset[str]:
    """The names of datasets of others, lower-cased: a model that was trained on one often carries its name."""
    ids = (name.lower().rpartition("/") for ref in dataset_refs(repository) for name in ref.ids)
    return frozenset(name for owner, _, name in ids if owner != repository.owner)


@once
def base_words(repository: Repository) -> frozenset[str]:
    """The words of the names of the models this one was made from: a derivative carries them too."""
    named = (parent.name for parent in parents(repository) if parent.name)
    return frozenset().union(*(Repository(Snapshot(name)).own_words for name in named))


def is_of_base(repository: Repository, ref: CodeRef) -> bool:
    """Does the code repository belong to, or carry the name of, a parent and not of the model itself?"""
    if is_own(repository, ref):
        return False
    named = (parent.name for parent in parents(repository) if parent.name)
    return any(is_own(Repository(Snapshot(name)), ref) for name in named)


def is_fork(repository: Repository, ref: CodeRef) -> bool:
    """A name that a general trainer has, under another owner; a model called like its own trainer is no fork's."""
    owner, _, name = ref.slug.lower().partition("/")
    if name not in _framework_names() or ref.slug.lower() in words("code_repos", "frameworks"):
        return False
    return not (owner == repository.owner and name in repository.snapshot.repo_id.lower())


@cache
def _framework_names() -> frozenset[str]:
    return frozenset(slug.partition("/")[2] for slug in words("code_repos", "frameworks"))


def _tokens(name: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(name) if len(word) > 2) or frozenset((name,))

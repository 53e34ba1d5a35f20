"""Base models that tags and metadata state by their ids. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from crawler import patterns
from crawler.model import Evidence, Relation
from pipelines.declared.derivation import Parent
from pipelines.declared.model_ids import MODEL_ID, ids_in, model_id
from pipelines.evidence import at_entry, fact
from pipelines.once import once
from pipelines.repository import Entry, Repository

_KEYS = ("base_model", "basemodel", "base_models", "parent_model", "finetuned_from")
_NO_BASE = patterns.compile(r"\W*(?:none|null|n/?a|no|false|(?:trained )?from scratch|scratch)?\W*", patterns.I)
MAX_STATED = 1_000  # texts of one entry; nobody merges as many, and an entry of more is not read
_FOLDERS = frozenset({
    "models", "model", "output", "outputs", "checkpoints", "checkpoint", "ckpt", "content", "data", "weights",
    "results", "home", "root", "mnt", "workspace",
})  # fmt: skip  # of somebody's disk
_DEPTH = 3  # of lists and mappings in which a base model is looked for


@once
def stated_parents(repository: Repository) -> tuple[Parent, ...]:
    """Parents by tag, then by metadata; of two tags for one parent the one that tells the relation."""
    tagged = sorted(_tag_parents(repository), key=lambda parent: parent.relation is None)
    own = repository.snapshot.repo_id.lower()
    return tuple(parent for parent in (*tagged, *_metadata_parents(repository)) if parent.name.lower() != own)


@once
def unread_base(repository: Repository) -> Evidence | None:
    """A metadata entry that states a base model in a form that gives no id, such as a local path; None without one.

    So does one with more texts than are read.
    """
    for entry in repository.entries(*_KEYS):
        if len(_few(entry)) > MAX_STATED:
            return at_entry(repository, entry, "", "base-models-without-end")
    for entry, text in _stated(repository):
        if not ids_in(text):
            return at_entry(repository, entry, text, "base-model-not-read")
    return None


def stated_relation(repository: Repository) -> tuple[Relation, Evidence] | None:
    """What the publisher entered as `base_model_relation`."""
    for entry in repository.entries("base_model_relation"):
        value = entry.value[0] if isinstance(entry.value, list) and len(entry.value) == 1 else entry.value
        if isinstance(value, str) and value.strip().lower() in set(Relation):
            return Relation(value.strip().lower()), at_entry(repository, entry, value, "base-model-relation")
    return None


def configured_parent(repository: Repository) -> Parent | None:
    """What the configuration of an adapter names as its base, as the Hub passes it on (`config.peft`)."""
    config = repository.snapshot.info.get("config")
    peft = config.get("peft") if isinstance(config, Mapping) else None
    named = peft.get("base_model_name_or_path") if isinstance(peft, Mapping) else None
    name = model_id(named) if isinstance(named, str) else ""
    if "/" not in name or is_folder(name.partition("/")[0]):
        return None
    evidence = fact(f"config.peft.base_model_name_or_path: {named}", "adapter-config")
    return Parent(name, Relation.ADAPTER, "config", evidence)


def is_folder(owner: str) -> bool:
    """Is what stands for an owner the name of a folder on somebody's disk?"""
    return owner.lower() in _FOLDERS


def _tag_parents(repository: Repository) -> Iterator[Parent]:
    for tag in repository.tags:
        first, _, rest = tag.partition(":")
        if first != "base_model" or not rest:
            continue
        relation, _, name = rest.rpartition(":")
        if MODEL_ID.fullmatch(name):
            known = Relation(relation) if relation in set(Relation) else None
            yield Parent(name, known, "tag", fact(tag, "base-model-tag"))


def _metadata_parents(repository: Repository) -> Iterator[Parent]:
    relation = stated_relation(repository)
    for entry, text in _stated(repository):
        for name in ids_in(text):
            evidence = at_entry(repository, entry, text, "front-matter-base-model", "card-data-base-model")
            yield Parent(name, relation[0] if relation else None, "card", evidence)


def _stated(repository: Repository) -> Iterator[tuple[Entry, str]]:
    for entry in repository.entries(*_KEYS):
        if len(texts := _few(entry)) <= MAX_STATED:
            yield from ((entry, text) for text in texts if not _NO_BASE.fullmatch(text[:100]))


def _few(entry: Entry) -> list[str]:
    """Its texts, and one more than are read where there are more."""
    return list(islice(_texts(entry.value), MAX_STATED + 1))


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    """The texts of a value: of a list each, of a mapping those with an owner or address, else all as one."""
    if isinstance(value, str):
        yield from (text for part in value[:2000].replace("\n", ",").split(",") if (text := part.strip()))
    elif isinstance(value, list | tuple) and depth < _DEPTH:
        for item in value:
            yield from _texts(item, depth + 1)
    elif isinstance(value, Mapping) and depth < _DEPTH:
        texts = [text for item in (*value, *value.values()) for text in _texts(item, depth + 1)]
        yield from [text for text in texts if "/" in text] or [str(value)[:200]]

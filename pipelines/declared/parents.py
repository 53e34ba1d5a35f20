"""Which models a repository says it was made from, and how: by tags, front matter, sentences, name and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from crawler import patterns
from crawler.model import Evidence, Relation
from pipelines.declared.derivation import MODEL_ID, Parent, body_parents, ids_in
from pipelines.evidence import at_entry, listed
from pipelines.repository import Entry, Repository, once
from pipelines.wording import load

_KEYS = ("base_model", "basemodel", "base_models")
_PARTS = patterns.compile(r"[-_.]")
_NO_BASE = patterns.compile(r"\W*(?:none|null|n/?a|no|false|(?:trained )?from scratch|scratch)?\W*", patterns.I)
MAX_PARENTS = 32
_DEPTH = 3  # of lists and mappings in which a base model is looked for


@once
def parents(repository: Repository) -> tuple[Parent, ...]:
    """Every parent named, the most explicit statement first; the same id is not repeated."""
    found = [*_tag_parents(repository), *_stated_parents(repository)]
    if not found:
        told = shape(repository)
        found = [*body_parents(repository.card, told[0] if told else None)]
    own = repository.snapshot.repo_id.lower()
    best: dict[str, Parent] = {}
    for parent in found:
        if parent.name.lower() != own:
            best.setdefault(parent.name.lower(), parent)
    named = [parent for parent in best.values() if parent.name]
    return tuple(named or best.values())[:MAX_PARENTS]


@once
def unread_base(repository: Repository) -> Evidence | None:
    """A metadata entry that states a base model in a form that gives no id, such as a local path; None without one."""
    for entry, text in _stated(repository):
        if not ids_in(text) and not _NO_BASE.fullmatch(text[:100]):
            return at_entry(repository, entry, text, "base-model-not-read")
    return None


@once
def shape(repository: Repository) -> tuple[Relation, Evidence] | None:
    """What the repository's name, tags and files say was done to a base model; None when they say nothing."""
    rules = load("relations")
    parts = [part for part in _PARTS.split(repository.snapshot.repo_id.rpartition("/")[2].lower()) if part]
    known = {tag.lower() for tag in repository.tags} | _front_tags(repository)
    by_name = {
        relation: Evidence("", f"name: {repository.snapshot.repo_id}"[:300], f"{relation}-name")
        for relation in Relation
        if any(_fits(part, rules["name"], relation) for part in parts)
    }
    for relation in (Relation.QUANTIZED, Relation.ADAPTER, Relation.MERGE):
        if relation in by_name:
            return relation, by_name[relation]
    for relation in (Relation.ADAPTER, Relation.MERGE, Relation.QUANTIZED):
        if hit := next(
            (path for path in repository.snapshot.files or () if _fits(path.lower(), rules["files"], relation)), ""
        ):
            return relation, listed(hit, f"{relation}-file")
        if relation is Relation.QUANTIZED and not _names_base(repository):
            continue  # the Hub reads such tags off the weights' own format: a model may be published in it first
        if hit := next((tag for tag in sorted(known) if _fits(tag, rules["tags"], relation)), ""):
            return relation, Evidence("", f"tags: {hit}", f"{relation}-tag")
    return (Relation.FINETUNE, by_name[Relation.FINETUNE]) if Relation.FINETUNE in by_name else None


def _names_base(repository: Repository) -> bool:
    return any(_tag_parents(repository)) or any(_stated_parents(repository))


def _fits(text: str, section: object, relation: Relation) -> bool:
    patterns = section.get(relation, []) if isinstance(section, Mapping) else []
    return any(fnmatchcase(text, pattern) for pattern in patterns)


def _front_tags(repository: Repository) -> set[str]:
    values = [repository.field("tags"), repository.field("library_name")]
    return {str(tag).lower() for value in values for tag in (value if isinstance(value, list) else [value]) if tag}


def _tag_parents(repository: Repository) -> Iterator[Parent]:
    for tag in repository.tags:
        first, _, rest = tag.partition(":")
        if first != "base_model" or not rest:
            continue
        relation, _, name = rest.rpartition(":")
        if MODEL_ID.fullmatch(name):
            known = Relation(relation) if relation in set(Relation) else None
            yield Parent(name, known, "tag", Evidence("", tag[:300], "base-model-tag"))


def _stated_parents(repository: Repository) -> Iterator[Parent]:
    stated = str(repository.field("base_model_relation") or "").lower()
    relation = Relation(stated) if stated in set(Relation) else None
    for entry, text in _stated(repository):
        for name in ids_in(text):
            evidence = at_entry(repository, entry, text, "front-matter-base-model", "card-data-base-model")
            yield Parent(name, relation, "card", evidence)


def _stated(repository: Repository) -> Iterator[tuple[Entry, str]]:
    for entry in repository.entries(*_KEYS):
        yield from ((entry, text) for text in _texts(entry.value))


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    """The texts of a value: of a list each, of a mapping those that look like an id or address, else all as one."""
    if isinstance(value, str):
        yield from (text for part in value[:2000].replace("\n", ",").split(",") if (text := part.strip()))
    elif isinstance(value, list | tuple) and depth < _DEPTH:
        for item in value:
            yield from _texts(item, depth + 1)
    elif isinstance(value, Mapping) and depth < _DEPTH:
        texts = [text for item in (*value, *value.values()) for text in _texts(item, depth + 1)]
        yield from [text for text in texts if "/" in text] or texts[:1]
    elif value:
        yield str(value)[:200]

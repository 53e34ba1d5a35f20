"""Which models a repository says it was made from, and how: by tags, front matter, sentences, name and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from crawler import patterns
from crawler.model import Evidence, Relation, Snapshot
from pipelines.card.reader import Card
from pipelines.declared.derivation import MODEL_ID, Parent, body_parents, model_id
from pipelines.evidence import at_front, card_of, field, listed, tags
from pipelines.wording import load

_PARTS = patterns.compile(r"[-_.]")
_FRONT_KEYS = ("base_model", "base model", "basemodel", "base_models", "Base_model")


def parents(snapshot: Snapshot) -> tuple[Parent, ...]:
    """Every parent named, the most explicit statement first; the same id is not repeated."""
    card = card_of(snapshot)
    found = [*_tag_parents(snapshot), *_front_parents(snapshot, card)]
    if not found:
        told = shape(snapshot)
        found = [*body_parents(card, told[0] if told else None)]
    own = snapshot.repo_id.lower()
    best: dict[str, Parent] = {}
    for parent in found:
        if parent.name.lower() != own:
            best.setdefault(parent.name.lower(), parent)
    named = [parent for parent in best.values() if parent.name]
    return tuple(named or best.values())


def shape(snapshot: Snapshot) -> tuple[Relation, Evidence] | None:
    """What the repository's name, tags and files say was done to a base model; None when they say nothing."""
    rules = load("relations")
    parts = [part for part in _PARTS.split(snapshot.repo_id.rpartition("/")[2].lower()) if part]
    known = {tag.lower() for tag in tags(snapshot)} | _front_tags(snapshot)
    by_name = {
        relation: Evidence("", f"name: {snapshot.repo_id}"[:300], f"{relation}-name")
        for relation in Relation
        if any(_fits(part, rules["name"], relation) for part in parts)
    }
    for relation in (Relation.QUANTIZED, Relation.ADAPTER, Relation.MERGE):
        if relation in by_name:
            return relation, by_name[relation]
    for relation in (Relation.ADAPTER, Relation.MERGE, Relation.QUANTIZED):
        if hit := next((path for path in snapshot.files or () if _fits(path.lower(), rules["files"], relation)), ""):
            return relation, listed(hit, f"{relation}-file")
        if relation is Relation.QUANTIZED and not _names_base(snapshot):
            continue  # the Hub reads such tags off the weights' own format: a model may be published in it first
        if hit := next((tag for tag in sorted(known) if _fits(tag, rules["tags"], relation)), ""):
            return relation, Evidence("", f"tags: {hit}", f"{relation}-tag")
    return (Relation.FINETUNE, by_name[Relation.FINETUNE]) if Relation.FINETUNE in by_name else None


def _names_base(snapshot: Snapshot) -> bool:
    return any(_tag_parents(snapshot)) or any(_front_parents(snapshot, card_of(snapshot)))


def _fits(text: str, section: object, relation: Relation) -> bool:
    patterns = section.get(relation, []) if isinstance(section, Mapping) else []
    return any(fnmatchcase(text, pattern) for pattern in patterns)


def _front_tags(snapshot: Snapshot) -> set[str]:
    card = card_of(snapshot)
    values = [field(snapshot, card, "tags"), field(snapshot, card, "library_name")]
    return {str(tag).lower() for value in values for tag in (value if isinstance(value, list) else [value]) if tag}


def _tag_parents(snapshot: Snapshot) -> Iterator[Parent]:
    for tag in tags(snapshot):
        first, _, rest = tag.partition(":")
        if first != "base_model" or not rest:
            continue
        relation, _, name = rest.rpartition(":")
        if MODEL_ID.fullmatch(name):
            known = Relation(relation) if relation in set(Relation) else None
            yield Parent(name, known, "tag", Evidence("", tag[:300], "base-model-tag"))


def _front_parents(snapshot: Snapshot, card: Card) -> Iterator[Parent]:
    stated = str(field(snapshot, card, "base_model_relation") or "").lower()
    relation = Relation(stated) if stated in set(Relation) else None
    for key in _FRONT_KEYS:
        value = field(snapshot, card, key)
        for entry in value if isinstance(value, list) else [value]:
            name = model_id(entry) if isinstance(entry, str) else ""
            if name:
                evidence = at_front(card, key, str(entry), "front-matter-base-model")
                fact = Evidence("", f"base_model: {entry}"[:300], "card-data-base-model")
                yield Parent(name, relation, "card", evidence or fact)

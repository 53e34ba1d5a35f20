"""Which models a repository says it was made from, by tags and metadata, else by sentences and tables of its card."""

from __future__ import annotations

from crawler import patterns
from crawler.model import README, Relation
from crawler.model_config import CONFIG
from pipelines.declared.base_entries import configured_parent, stated_parents
from pipelines.declared.copies import named_after, original_of
from pipelines.declared.data.refs import Place, dataset_refs
from pipelines.declared.derivation import Parent, body_parents
from pipelines.declared.loaded_from import loaded_parent
from pipelines.declared.origin import stated_origin
from pipelines.declared.own_training import tuned_by_owner
from pipelines.declared.recipes import recipe_parents, table_parents
from pipelines.declared.relation import told_relation
from pipelines.declared.relation_words import fits, parts
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import pattern

MAX_PARENTS = 32
_ENTERED = {"front-matter-base-model", "card-data-base-model"}
_NAMES = {"finetune-name", "family-name", "family-tag", "purpose-name"}  # words that a merge has from what was merged
_TRAINED = patterns.compile(r"\b(?:(?:pre-?|re-?)?train|fine-?\s?tun)\w*", patterns.I)


@once
def parents(repository: Repository) -> tuple[Parent, ...]:
    """Every parent named, the most explicit statement first; the same id is not repeated."""
    told = told_relation(repository)
    original = original_of(repository) if told and told[0] is Relation.QUANTIZED else None
    if original:
        return (original,)  # the metadata beside its card is what that one was made from
    found = _named(repository)
    if _is_nameless(found) and (shown := named_after(repository)):
        found = (shown, *found)
    if (told or found) and _is_nameless(found) and (loaded := loaded_parent(repository)):
        found = (loaded, *found)  # the sentence that tells the relation stays beside it
    return found


def asks_for_config(repository: Repository) -> bool:
    """Is this a derivative whose card names no parent, and may its `config.json` name one?

    A model of which nothing tells that it was made from another is not asked: one that was trained from scratch has its
    configuration from another model as well.
    """
    if not {README, CONFIG} <= set(repository.snapshot.files or ()) or not repository.readable:
        return False
    found = parents(repository)
    return (bool(found) or told_relation(repository) is not None) and _is_nameless(found)


def _is_nameless(found: tuple[Parent, ...]) -> bool:
    return not any(parent.name or parent.relation is Relation.MERGE for parent in found)


@once
def _named(repository: Repository) -> tuple[Parent, ...]:
    """The parents that metadata, the configuration of an adapter and the card name."""
    found = [*stated_parents(repository)]
    if not found and (configured := configured_parent(repository)):
        found = [configured]
    return _distinct(repository, found or _in_card(repository))[:MAX_PARENTS]


def _in_card(repository: Repository) -> list[Parent]:
    """The parents that tables, sentences and recipes of the card name, in this order."""
    told = told_relation(repository)
    done = told[0] if told and told[0] is not Relation.FINETUNE else None  # a name like "chat" leaves it open
    name = repository.snapshot.repo_id.rpartition("/")[2]
    found = [*table_parents(repository.card, name), *body_parents(repository.card, done, _no_parents(repository))]
    if done in (None, Relation.MERGE):  # the recipe in a conversion's card is that of what was converted
        found += recipe_parents(repository.card)
    if done is None:  # the "original model" of a fine-tune
        tuned = {parent.name for parent in found if parent.name and parent.relation is Relation.FINETUNE}
        found = [parent for parent in found if parent.relation is not Relation.QUANTIZED or parent.name not in tuned]
    if stated_origin(repository):  # a later stage of a model that was made from nothing
        found = [parent for parent in found if parent.evidence.rule != "tuned-unnamed"]
    if told and told[1].rule == "stated-conversion":  # what follows in the card is the original's
        line = told[1].line_start or 0
        there = [parent for parent in found if parent.evidence.line_start == line]
        return there or [parent for parent in found if parent.name and (parent.evidence.line_start or 0) < line]
    return found


def _distinct(repository: Repository, found: list[Parent]) -> tuple[Parent, ...]:
    """Each parent once, without the model itself; unnamed ones only where none is named."""
    told, own = told_relation(repository), {repository.snapshot.repo_id.lower()}
    if told is None or told[0] is not Relation.QUANTIZED:  # a copy may have the name of a model without an owner
        own |= {name.rpartition("/")[2] for name in own}
    best: dict[str, Parent] = {}
    for parent in found:
        if parent.name.lower() not in own:
            best.setdefault(parent.name.lower(), parent)
    named = [parent for parent in best.values() if parent.name]
    return tuple(named or best.values())


@once
def relation_of(repository: Repository) -> Relation | None:
    """Tag, metadata, files and name first; a sentence or a recipe decides where these leave it open."""
    named, told = parents(repository), told_relation(repository)
    if told and told[0] not in (Relation.MERGE, Relation.FINETUNE):
        return told[0]
    stated = next((parent.relation for parent in named if parent.relation), None)
    if stated is Relation.QUANTIZED and tuned_by_owner(repository):
        return Relation.FINETUNE  # the form its files are in, by the Hub's tag
    if any(parent.evidence.rule == "merge-recipe" for parent in named):
        return Relation.MERGE  # whatever a sentence tells of one of its parts
    if told and told[0] is Relation.MERGE and (stated is None or len(named) != 1 or not _may_be_adapter(repository)):
        return told[0]
    by_name_at_most = told is None or told[1].rule in _NAMES
    entered = sum(parent.evidence.rule in _ENTERED for parent in named)
    if stated is None and by_name_at_most and entered > 1 and not _is_built_of_several(repository):
        return Relation.MERGE  # as the Hub reads several base models
    return stated or (told[0] if told else Relation.FINETUNE if named else None)


def _is_built_of_several(repository: Repository) -> bool:
    """Does the card tell of training and nowhere of merging? Then its bases are parts, as an encoder and a decoder."""
    return _tells_of_training(repository) and not any("merg" in line.lower() for line in repository.card.lines)


def _may_be_adapter(repository: Repository) -> bool:
    """Is "merged" in the name all that tells a merge? It may be an adapter that was put into its base."""
    told, name = told_relation(repository), repository.snapshot.repo_id
    words = {part for part in parts(name) if fits(part, "name", Relation.MERGE)}
    return told is not None and told[1].rule == "merge-name" and words == {"merged"}


def _no_parents(repository: Repository) -> frozenset[str]:
    """Its own id and those it names as datasets, lower-cased; an id in a sentence alone may be either."""
    sure = (ref for ref in dataset_refs(repository) if ref.place is not Place.WORDS)
    return frozenset(name.lower() for name in (repository.snapshot.repo_id, *(one for ref in sure for one in ref.ids)))


@once
def is_converted(repository: Repository) -> bool:
    """Is this another model in another form (quantised, converted, merged)? Then its own step trained nothing."""
    relation = relation_of(repository)
    if relation not in {Relation.QUANTIZED, Relation.MERGE}:
        return False
    told = told_relation(repository)
    if relation is Relation.MERGE:  # one told in words alone may be a step beside the training
        doubtful = repository.entries("datasets", "dataset") or told is None or told[0] is not Relation.MERGE
        return not (doubtful and _tells_of_training(repository))
    # Files of a form alone may be how a model was published first.
    rule = told[1].rule if told else ""
    by_itself = rule == "quantized-name" or (rule == "stated-conversion" and not _tells_on_what(repository))
    return by_itself or any(parent.name for parent in parents(repository))


def _tells_on_what(repository: Repository) -> bool:
    """Does a sentence say on what the model was trained? Houses convert their own, and tell how it was made."""
    prose = (one.text[:1500] for one in repository.card.sentences if one.kind != "code")
    told = (text for text in prose if not pattern("relations", "conversion.said").search(text))
    return any(pattern("training_data", "trained_on").search(text) for text in told)


def _tells_of_training(repository: Repository) -> bool:
    """Merged models are trained on as well; the datasets of a merge that tells of no training are its parents'."""
    return any(_TRAINED.search(one.text[:1500]) for one in repository.card.sentences if one.kind != "code")


@once
def is_copied(repository: Repository) -> bool:
    """Is this somebody else's model in another form, its card a copy of theirs?

    A conversion whose card names neither a parent nor the owner of the repository speaks of the original.
    """
    owners = {parent.name.partition("/")[0].lower() for parent in parents(repository) if parent.name}
    told = told_relation(repository)
    if not owners and told and told[0] is Relation.QUANTIZED:
        return not any(repository.owner in text.lower() for text in repository.card.lines)
    return is_converted(repository) and owners != {repository.owner}

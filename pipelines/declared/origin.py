"""Where a model came from if no base is stated: from nothing, as its card says, or tuned, as name and tags tell. Pure.

Silence is no statement, neither of the one nor of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import lru_cache

from crawler.model import Evidence, Relation
from pipelines.card import Sentence
from pipelines.declared.copies import loaded
from pipelines.declared.derivation import ENCODER
from pipelines.declared.from_nothing import is_made_from_nothing
from pipelines.declared.model_ids import is_bare
from pipelines.declared.names import Names
from pipelines.declared.relation_words import fits, is_house, parts, tag_that_tells, tags_of
from pipelines.evidence import at_sentence, fact
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import load, pattern

Told = tuple[Relation, Evidence]
_CODE = 3  # letters, at most, of what may be the code of a language
_LONGEST = 1000  # characters of a sentence that are looked at
_OPENING = frozenset({"", "the", "our", "its"})  # "The pre-training data was"


@once
def stated_origin(repository: Repository) -> Evidence | None:
    """The first sentence or heading that says that this very model was pre-trained or trained from scratch.

    Names of architectures are left out of the model's own: what a card tells of BERT is told of another model. So is
    what a card tells whose code loads other models only, as a copy of somebody else's card does.
    """
    if _speaks_of_another(repository):
        return None
    families = frozenset(load("relations")["heads"]["families"])
    names = Names(repository.own_words - families, frozenset())
    for sentence in repository.card.sentences:
        if words := _said(sentence, names):
            return at_sentence(repository.card, sentence, "made-from-nothing", words)
    return None


def _speaks_of_another(repository: Repository) -> bool:
    """Does the code in the card load models, and none of them this one or another of its owner?"""
    ids = loaded(repository)
    own = repository.snapshot.repo_id.lower().rpartition("/")[2]
    return bool(ids) and all(one.partition("/")[0] != repository.owner and one.rpartition("/")[2] != own for one in ids)


def _said(sentence: Sentence, names: Names) -> str:
    """The words by which a sentence says so, "" where it does not."""
    text = sentence.text[:_LONGEST]
    if sentence.kind == "heading":
        return text if pattern("relations", "origin.heading").search(text) else ""
    match = None if sentence.kind in {"table", "code"} else pattern("relations", "origin.said").search(text)
    if match is None or pattern("relations", "origin.not_said").search(text):
        return ""
    before = text[: match.start()]
    about_itself = names.of_itself(before) or pattern("relations", "origin.itself").search(f"{before}{match.group()}")
    return match.group() if about_itself or before.strip(" *_>-").lower() in _OPENING else ""


def tuned(repository: Repository) -> Told | None:
    """What tags and name tell of training on top of another model, which need not be named."""
    tell = (_by_task, _by_trainer, _by_family, _by_purpose, _by_beginning, _by_tokenizer)
    row = next((row for one in tell if (row := one(repository))), None)
    return (Relation.FINETUNE, row) if row else None


def _by_task(repository: Repository) -> Evidence | None:
    """A head for a task stands on an encoder that was trained before, whatever a trainer's template calls it.

    Unless nothing but the architecture tells of another model: then no parent is told, by name or family.
    """
    heads = load("relations")["heads"]
    tags = tags_of(repository)
    origin = stated_origin(repository)
    if not tags.isdisjoint(heads["none"]) or (origin and is_made_from_nothing(repository.card)):
        return None
    fitting = [("families", "tasks")] if origin or _names_a_family(repository) else []
    fitting += [] if origin or _is_general(tags) else [("decoders", "decoding")]  # decoders can do some untuned
    tasks = (task for models, tasks in fitting if not tags.isdisjoint(heads[models]) for task in heads[tasks])
    return next((fact(f"tags: {task}", "task-tag") for task in tasks if task in tags), None)


def _is_general(tags: frozenset[str]) -> bool:
    """Are several tasks named that a decoder does? Then it was made to be tuned for any."""
    heads = load("relations")["heads"]
    return sum(task in tags for task in (*heads["decoding"], *heads["general"])) > 1


def _names_a_family(repository: Repository) -> bool:
    """Does the repository's name or a sentence of its card hold the name of an encoder?"""
    if any(fits(part, "heads", "named") for part in parts(repository.snapshot.repo_id)):
        return True
    return any(ENCODER.search(one.text[:_LONGEST]) for one in repository.card.sentences if one.kind != "code")


def _by_purpose(repository: Repository) -> Evidence | None:
    """A name that joins a family's with what the model is for: "gull-bert-ner"."""
    found = parts(repository.snapshot.repo_id)
    told = all(any(fits(part, "heads", key) for part in found) for key in ("named", "purposes"))
    if not told or stated_origin(repository):
        return None
    return fact(f"name: {repository.snapshot.repo_id}", "purpose-name")


def tuned_by_name(repository: Repository) -> bool:
    """Does the name tell of training on top of another model, by that one's name beside what this one is for?"""
    family = _by_family(repository)
    by_family = family is not None and family.rule == "family-name"
    return by_family or bool(_by_beginning(repository) or _by_purpose(repository))


def _by_tokenizer(repository: Repository) -> Evidence | None:
    """The code loads a tokenizer or an encoder from another owner, of the family by which this model is named.

    A family that is not known as one counts where the code loads this model as well, so that the other is a part.
    """
    name, ids = repository.snapshot.repo_id, loaded(repository)
    if "tokenizer" in parts(name) or stated_origin(repository) or is_made_from_nothing(repository.card):
        return None
    others = (one for one in ids if one.rpartition("/")[0] not in ("", repository.owner) or is_bare(one))
    short = name.rpartition("/")[2].lower()
    for other in (one for one in others if one.rpartition("/")[2] != short):  # which is this model, here or elsewhere
        family = parts(other)[0]
        is_known = name.lower() in ids or fits(family, "heads", "named")
        if is_known and len(family) >= _CODE and any(part.startswith(family) for part in parts(name)):
            return fact(f"loads {other}; name: {name}", "tokenizer-of-family")
    return None


def _by_trainer(repository: Repository) -> Evidence | None:
    """Trainers tune what is there, unless the card says that nothing was."""
    hit = tag_that_tells(repository, Relation.FINETUNE)
    if not hit or is_made_from_nothing(repository.card):
        return None
    return fact(f"tags: {hit}", "trainer-tag")


def _by_beginning(repository: Repository) -> Evidence | None:
    """A name that holds the whole name of another model with its size, and a word of what was made of it."""
    name = repository.snapshot.repo_id.rpartition("/")[2].lower()
    begun = pattern("relations", "begun.names").search(name)
    if begun is None or is_house(repository.owner) or stated_origin(repository):
        return None
    rest = parts(f"{name[: begun.start()]}-{name[begun.end() :]}")
    neutral = [part for part in rest if _tells_no_training(part)]
    if len(neutral) == len(rest) or (_is_sizeless(begun.group()) and any(len(part) > _CODE for part in neutral)):
        return None
    return fact(f"name: {repository.snapshot.repo_id}", "finetune-name")


def _is_sizeless(name: str) -> bool:
    """Is this a family without its size ("gpt-2")? Beside a language it is an architecture that was trained anew."""
    return not any(sign in name.removeprefix("gpt-").removeprefix("flan-") for sign in "-_")


def _tells_no_training(part: str) -> bool:
    if len(part) <= _CODE or fits(part, "begun", "beside"):
        return True
    return fits(part, "name", "copied") or fits(part, "name", Relation.QUANTIZED)


def _by_family(repository: Repository) -> Evidence | None:
    """The name or the architecture of a model many build on, under an owner who is not its house."""
    name = repository.snapshot.repo_id
    if any(_of_others(repository.owner, part) for part in parts(name)):
        row = fact(f"name: {name}", "family-name")
    elif tag := _family_tag(repository):
        row = fact(f"tags: {tag}", "family-tag")
    else:
        return None
    return None if stated_origin(repository) else row


def _family_tag(repository: Repository) -> str:
    """The first tag that is a family's, with or without a version; "" for none, and for houses."""
    if is_house(repository.owner):
        return ""
    tags = (tag for tag in sorted(tags_of(repository)) if " " not in tag)
    return next((tag for tag in tags if _of_others(repository.owner, tag.partition("-")[0])), "")


def _of_others(owner: str, word: str) -> bool:
    """Is a word the name of a family that is none of this owner's?"""
    owners = _owners(word)
    return owners is not None and owner not in owners


@lru_cache(maxsize=1_000)  # words of names and tags are the same in most repositories
def _owners(word: str) -> list[str] | None:
    """Whose a family of this name is; None for what names no family."""
    houses: Mapping[str, list[str]] = load("relations")["houses"]
    return next((owners for name, owners in houses.items() if fnmatchcase(word, name)), None)

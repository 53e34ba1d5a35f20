"""Copies under a name of their own: the card is another model's from its title to its code, or the name is. Pure."""

from __future__ import annotations

from crawler.model import Evidence, Relation
from pipelines.declared.copies import loaded, may_have_moved, names_owner
from pipelines.declared.derivation import told_parents
from pipelines.declared.from_nothing import is_made_from_nothing
from pipelines.declared.relation_words import fits, is_house, parts, tag_that_tells
from pipelines.evidence import at_sentence, fact
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import pattern

_CARD = 200  # characters of prose, at least, by which a card is known; a snippet alone may be a template's
_WORD = 4  # letters, at least, of a part of a name that says whose card it is


@once
def renamed_copy(repository: Repository) -> Evidence | None:
    """What shows that this is somebody else's model, unchanged; None where the card tells of anything done to it.

    A publisher names his owner or his model somewhere in a card of his own.
    """
    shown = (_by_code(repository) or _by_whole_name(repository)) if "/" in repository.snapshot.repo_id else None
    return None if shown is None or _tells_of_itself(repository) else shown


def _tells_of_itself(repository: Repository) -> bool:
    """Does the card name its own owner, or training, or a model that this one was made from?"""
    card = repository.card
    if tag_that_tells(repository, Relation.FINETUNE) or is_made_from_nothing(card):
        return True
    return names_owner(repository) or bool(told_parents(card))


def _by_code(repository: Repository) -> Evidence | None:
    """The code in the card loads models of one other owner and no others, and no word of this one's name is in it."""
    ids = [name for name in loaded(repository) if "/" in name]
    owners = {name.partition("/")[0] for name in loaded(repository)}
    prose = sum(len(one.text) for one in repository.card.sentences if one.kind != "code")
    if prose < _CARD or len(owners) != 1 or not ids or owners == {repository.owner} or _names_itself(repository, ids):
        return None
    if any(may_have_moved(repository, name) for name in ids):
        return None
    shown = (one for one in repository.card.sentences if one.kind == "code" and ids[0] in one.text.lower())
    return next((at_sentence(repository.card, one, "card-of-another") for one in shown), None)


def _names_itself(repository: Repository, ids: list[str]) -> bool:
    """Is a word of its name that the other names do not have somewhere in the card?"""
    others = {part for name in ids for part in parts(name)}
    own = [part for part in parts(repository.snapshot.repo_id) if len(part) >= _WORD and part not in others]
    body = "\n".join(repository.card.lines[repository.card.front_matter.line_end :]).lower()
    return any(part in body for part in own)


def _by_whole_name(repository: Repository) -> Evidence | None:
    """The name is another model's with its size, and nothing else, under an owner who is not its house."""
    name = repository.snapshot.repo_id
    words = (part for part in parts(name) if not (fits(part, "name", "copied") or fits(part, "name", "quantized")))
    whole = pattern("relations", "begun.names").fullmatch("-".join(words))
    if whole is None or is_house(repository.owner) or not repository.card.sentences:
        return None
    return fact(f"name: {name}", "whole-name")

"""What shows that a publisher trained what he uploads, whatever form its files are in. Pure."""

from __future__ import annotations

from crawler.model import Relation
from pipelines.declared.base_entries import stated_parents
from pipelines.declared.copies import names_owner, stated_conversion
from pipelines.declared.derivation import told_parents
from pipelines.declared.relation_words import fits, parts, tag_that_tells, trained_later, without_forms
from pipelines.once import once
from pipelines.repository import Repository


def packed(repository: Repository) -> bool:
    """Does the name tell a form in which files are packed when all training and merging is done?"""
    return any(fits(part, "name", "packed") for part in parts(repository.snapshot.repo_id))


@once
def tuned_by_owner(repository: Repository) -> bool:
    """Does a card that names its owner say that this was tuned from the very model stated as its base?

    A copied card says so of the original, whose owner it names, and a conversion's of what was converted.
    """
    stated, card = {parent.name.lower() for parent in stated_parents(repository)}, repository.card
    if not stated or not names_owner(repository):
        return False
    found = [parent for parent in told_parents(card) if parent.name]
    if stated_conversion(card) or any(parent.relation is Relation.QUANTIZED for parent in found):
        return False
    return any(parent.name.lower() in stated for parent in found)


@once
def trained_here(repository: Repository) -> bool:
    """Did a trainer upload this, under a name of its own? Then the form of its files is no relation."""
    if trained_later(repository.snapshot.repo_id) or tuned_by_owner(repository):
        return True
    if not tag_that_tells(repository, Relation.FINETUNE):
        return False
    own = without_forms(repository.snapshot.repo_id)
    return not any(own <= without_forms(parent.name) for parent in stated_parents(repository))

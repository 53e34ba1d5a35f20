"""The parents a model names, and what was done to them."""

from __future__ import annotations

from dataclasses import replace

from crawler.model import FROM_NOTHING, Edge, Finding, Outcome
from pipelines.declared.base_entries import unread_base
from pipelines.declared.origin import stated_origin
from pipelines.declared.parents import parents, relation_of
from pipelines.declared.relation import told_relation
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, looked, unknown_card, unknown_front
from pipelines.repository import Repository


@detector(version=15)
def base_model(repository: Repository) -> Finding:
    """Which model was this one made from, and how?

    The Hub's relation tag comes first, then `base_model_relation`, the configuration, files, the repository's name
    and sentences; the Hub's "finetune", which it puts where it knows no better, outweighs none of these, and a form
    of files in the name outweighs the metadata, which conversions copy. A card that loads or links a model of the
    same name under another owner and never names its own owner is that model's: this is a copy of it, unless it says
    above from which model it was tuned, or the names are equal and the card never speaks of that owner: accounts move,
    and their code keeps the old address. So is one whose code loads models of one other owner alone and in which no
    word of this one's name stands, and a repository with the whole name of a model that others begin from. A model that
    was cut to fewer languages is a copy as well; one with a longer name than that which its code loads from another
    owner was made from it. A number of experts in the name ("2x7b") tells a merge. Parents are
    named by the configuration of an adapter, too, by those of merges and training runs that the card shows, and, of a
    derivative that names none, by what its `config.json` says that the weights were loaded from. A card that says that
    the repository holds a copy or a conversion is taken at its word. The tag of a trainer, a task's head on an encoder
    whose family name or card tell or of a decoder's own kind, a family's architecture under another owner than its
    house, and a name that holds another model's with its size beside a word of what was made of it, or that joins a
    family with a purpose, tell a fine-tune, if nothing else does, and so does code that loads the tokenizer of another
    owner's model of the family in the name; an architecture alone tells none. What an owner says that he tuned from the
    stated base is a fine-tune in whatever form its files are.
    "Fine-tuned" in a sentence tells one where the card does not say that there was nothing before; in a title it
    always does. `partial` means that the repository is a derivative but names no parent by its id; `unknown`, as
    outcome and as relation, that a parent may be named where it could not be read. Without a parent the relation is
    `none` where the card says that the model was pre-trained or trained from scratch, and empty where it says
    nothing of where the model came from.
    """
    named = parents(repository)
    told = told_relation(repository)
    if not any(parent.name for parent in named) and (unread := _unread(repository)):
        return replace(unread, columns={"base_model": "", "relation": Outcome.UNKNOWN.value})
    if not named and told is None:
        return _without_base(repository)
    relation = relation_of(repository)
    assert relation is not None  # as something is named or told
    shown = [parent.evidence for parent in named[:MAX_EVIDENCE]]
    rows = tuple(dict.fromkeys([*shown, told[1]] if told else shown))
    ids = [parent.name for parent in named if parent.name]
    edges = tuple(Edge(parent.name, relation, parent.source) for parent in named if parent.name)
    columns = {"base_model": ", ".join(ids), "relation": str(relation)}
    if not ids:
        return Finding(Outcome.PARTIAL, "made from a model that is not named by its id", rows, columns)
    return Finding(Outcome.YES, "the base model is named", rows, columns, edges)


def _without_base(repository: Repository) -> Finding:
    """The answer where no base model is named: said to be made from nothing, or silent."""
    if origin := stated_origin(repository):
        columns = {"base_model": "", "relation": FROM_NOTHING}
        return Finding(Outcome.NO, "the model is said to be made from no other", (origin,), columns)
    evidence = looked(repository, "no base model in tags, card or name, nor a word of pre-training", "no-base-model")
    return Finding(Outcome.NO, "no base model is named, and nothing says that there is none", evidence)


def _unread(repository: Repository) -> Finding | None:
    """The answer where a base model may be named in what could not be read."""
    if not repository.readable:
        return unknown_card(repository)
    if repository.front_error:
        return unknown_front(repository)
    if row := unread_base(repository):
        return Finding(Outcome.UNKNOWN, "a base model is stated in a form that could not be read", (row,))
    return None

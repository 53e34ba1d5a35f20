"""The parents a model names, and what was done to them. The relation comes from name and files before any tag."""

from __future__ import annotations

from crawler.model import Edge, Evidence, Finding, Outcome, Relation, Snapshot
from pipelines.declared.derivation import Parent
from pipelines.declared.parents import parents, shape
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, looked, readable, unknown_card

MAX_EDGES = 32


@detector(version=1)
def base_model(snapshot: Snapshot) -> Finding:
    """Which model was this one made from, and how?

    A name such as "...-GGUF" outweighs a tag that names a grandparent as if it had been fine-tuned. `partial` means
    that the repository is a derivative but names no parent by its id.
    """
    if not readable(snapshot) and not snapshot.info.get("tags"):
        return unknown_card(snapshot)
    named = parents(snapshot)
    told = shape(snapshot)
    if not named and told is None:
        evidence = looked(snapshot, "no base model in tags, card or name", "no-base-model")
        return Finding(Outcome.NO, "no base model is named", evidence)
    relation = _relation(named, told)
    rows = tuple(parent.evidence for parent in named[:MAX_EVIDENCE])
    rows += (told[1],) if told else ()
    ids = [parent.name for parent in named if parent.name][:MAX_EDGES]
    edges = tuple(Edge(parent.name, relation, parent.source) for parent in named[:MAX_EDGES] if parent.name)
    columns = {"base_model": ", ".join(ids), "relation": str(relation)}
    if not ids:
        return Finding(Outcome.PARTIAL, "made from a model that is not named by its id", rows, columns)
    return Finding(Outcome.YES, "the base model is named", rows, columns, edges)


def _relation(named: tuple[Parent, ...], told: tuple[Relation, Evidence] | None) -> Relation:
    """Name and files before tags, tags before the wording of a sentence."""
    if told and told[0] is not Relation.MERGE:
        return told[0]
    stated = next((parent.relation for parent in named if parent.relation), None)
    if told and (len(named) != 1 or stated is None):
        return told[0]
    return stated or Relation.FINETUNE

"""What was done to a base model, as tags, metadata, configuration, files and the repository's name tell it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crawler import patterns
from crawler.model import Evidence, Relation
from pipelines.declared.base_entries import configured_parent, stated_parents, stated_relation
from pipelines.declared.copies import original_of, stated_conversion
from pipelines.declared.derivation import body_parents
from pipelines.declared.origin import tuned, tuned_by_name
from pipelines.declared.own_training import packed, trained_here, tuned_by_owner
from pipelines.declared.relation_words import (
    fits,
    joined,
    named,
    parts,
    tag_that_tells,
    tags_of,
    trained_later,
)
from pipelines.declared.renamed import renamed_copy
from pipelines.evidence import at_sentence, fact, listed
from pipelines.once import once
from pipelines.repository import Repository

Told = tuple[Relation, Evidence]
_PEFT = patterns.compile(r"\W*PEFT (?:version )?\d+\.\d+", patterns.I)
_PEFT_LOADS = patterns.compile(r"PeftModel\w*\.from_pretrained\((?:[^\"')]{0,80}[\"']([\w./-]+)[\"'])?")


@once
def told_relation(repository: Repository) -> Told | None:
    """The relation and what tells it, the most explicit first; None where nothing does.

    The Hub's own tag comes first; its "finetune" is not asked for here: the Hub puts it wherever it knows no better.
    """
    return next((told for tell in _TELLING if (told := tell(repository))), None)


def _by_draft(repository: Repository) -> Told | None:
    """A head for speculative decoding (EAGLE, Medusa) is an addition to the model it drafts for."""
    name = repository.snapshot.repo_id
    is_draft = any(fits(part, "name", "draft") for part in parts(name)) and not packed(repository)
    return _name(repository, Relation.ADAPTER) if is_draft else None


def _by_hub(repository: Repository) -> Told | None:
    """The Hub's word. The name of a file form is later than a merge or adapter: conversions copy the metadata.

    It reads "quantized" off the files' form, in which adapters are published as well, and what somebody tuned.
    """
    not_meant = {Relation.FINETUNE}
    if packed(repository):
        not_meant |= {Relation.MERGE, Relation.ADAPTER}
    elif _by_adapter_file(repository) or _by_library(repository):
        not_meant |= {Relation.QUANTIZED}
    if tuned_by_owner(repository):
        not_meant |= {Relation.QUANTIZED}
    known = (parent for parent in stated_parents(repository) if parent.source == "tag")
    return next(((one.relation, one.evidence) for one in known if one.relation and one.relation not in not_meant), None)


def _by_configuration(repository: Repository) -> Told | None:
    """A quantised file of parameters says so in its configuration; a child of a quantised model has it from there."""
    config = repository.snapshot.info.get("config")
    quantization = config.get("quantization_config") if isinstance(config, Mapping) else None
    parents = stated_parents(repository)
    if not quantization or not parents or any(named(parent.name, Relation.QUANTIZED) for parent in parents):
        return None
    if trained_here(repository):
        return None
    evidence = fact(f"config.quantization_config: {quantization}", "quantized-config")
    return Relation.QUANTIZED, evidence


def _by_adapter_file(repository: Repository) -> Told | None:
    return _file(repository, Relation.ADAPTER)


def _by_adapter_configuration(repository: Repository) -> Told | None:
    configured = None if packed(repository) else configured_parent(repository)
    return (Relation.ADAPTER, configured.evidence) if configured else None


def _by_library(repository: Repository) -> Told | None:
    """PEFT is the library of adapters, also of those trained on a quantised model; packed files are past training."""
    tags = tags_of(repository)
    return None if packed(repository) or "peft" not in tags else (Relation.ADAPTER, fact("tags: peft", "adapter-tag"))


def _by_peft(repository: Repository) -> Told | None:
    """PEFT among the programs a trainer lists, or in the code that loads the model, tells an adapter of any width."""
    if packed(repository):
        return None
    own = repository.snapshot.repo_id.lower()
    for sentence in repository.card.sentences:
        listed_there = sentence.kind == "list" and _PEFT.match(sentence.text)
        shows = sentence.kind == "code" and "PeftModel" in sentence.text
        loads = _PEFT_LOADS.search(sentence.text[:5000]) if shows else None
        of_another = loads and "/" in (loads.group(1) or "") and loads.group(1).lower() != own
        if listed_there or (loads and not of_another):
            around = loads.group() if loads else ""
            return Relation.ADAPTER, at_sentence(repository.card, sentence, "adapter-trainer", around)
    return None


def _by_name(repository: Repository) -> Told | None:
    """The kind that the name tells. Bits beside an adapter and a form named before training are those of its base."""
    name = repository.snapshot.repo_id
    forms = [part for part in parts(name) if fits(part, "name", Relation.QUANTIZED)]
    adapts = named(name, Relation.ADAPTER) or tag_that_tells(repository, Relation.ADAPTER)
    bits_of_base = adapts and all(fits(part, "name", "width") for part in forms)
    order = [Relation.QUANTIZED, Relation.ADAPTER, Relation.MERGE]
    if bits_of_base or trained_later(name) or tuned_by_owner(repository):
        order.remove(Relation.QUANTIZED)
    return next((_name(repository, one) for one in order if named(name, one)), None)


def _by_file(repository: Repository) -> Told | None:
    quantized = None if trained_here(repository) else _file(repository, Relation.QUANTIZED)
    return _file(repository, Relation.MERGE) or quantized


def _by_tag(repository: Repository) -> Told | None:
    for relation in (Relation.ADAPTER, Relation.MERGE, Relation.QUANTIZED):
        if relation is Relation.QUANTIZED and (not stated_parents(repository) or trained_here(repository)):
            continue  # the Hub reads such tags off the weights' own format: a model may be published in it first
        if hit := tag_that_tells(repository, relation):
            return relation, fact(f"tags: {hit}", f"{relation}-tag")
    return None


def _by_original(repository: Repository) -> Told | None:
    """A card that is another model's, of the same name, makes this a copy of it."""
    original = original_of(repository)
    return (Relation.QUANTIZED, original.evidence) if original else None


def _by_same_name(repository: Repository) -> Told | None:
    """A copy under another owner, with nothing said of a change, is the same model in another place or format."""
    names = {parent.name.lower() for parent in stated_parents(repository)}
    own = repository.snapshot.repo_id.lower().rpartition("/")[2]
    if len(names) != 1 or stated_relation(repository):
        return None
    name = next(iter(names))
    if own not in (name.rpartition("/")[2], joined(name)):
        return None
    return Relation.QUANTIZED, fact(f"name: {repository.snapshot.repo_id}", "same-name-as-base")


def _by_renamed(repository: Repository) -> Told | None:
    """A card that is another model's, whatever this one is called, unless its name tells what it is for."""
    copy = None if tuned_by_name(repository) else renamed_copy(repository)
    return (Relation.QUANTIZED, copy) if copy else None


def _by_finetune_name(repository: Repository) -> Told | None:
    told = {part for part in parts(repository.snapshot.repo_id) if fits(part, "name", Relation.FINETUNE)}
    if "reinforcement-learning" in tags_of(repository):
        told -= {"rl"}  # the field, not a step
    return _name(repository, Relation.FINETUNE) if told else None


def _by_words(repository: Repository) -> Told | None:
    """The card says that it is a copy or a conversion, and not that it was tuned: people convert their own.

    What it says of tuning below is the original's, unless it names a model and the sentence on the conversion none.
    """
    said = stated_conversion(repository.card)
    if said is None:
        return None
    line = said.line_start or 0
    found = [*body_parents(repository.card, Relation.QUANTIZED, frozenset())]
    of_named = any(parent.name and parent.evidence.line_start == line for parent in found)
    own = (
        parent.relation is Relation.FINETUNE
        and ((parent.evidence.line_start or 0) < line or (bool(parent.name) and not of_named))
        for parent in found
    )
    return None if any(own) else (Relation.QUANTIZED, said)


_TELLING: tuple[Callable[[Repository], Told | None], ...] = (
    _by_draft, _by_hub, stated_relation, _by_adapter_file, _by_adapter_configuration, _by_library, _by_peft,
    _by_configuration, _by_name, _by_file, _by_tag, _by_original, _by_same_name, _by_words, _by_finetune_name,
    _by_renamed, tuned,
)  # fmt: skip


def _file(repository: Repository, relation: Relation) -> Told | None:
    files = repository.snapshot.files or ()
    hit = next((path for path in files if fits(path.lower(), "files", relation)), "")
    return (relation, listed(hit, f"{relation}-file")) if hit else None


def _name(repository: Repository, relation: Relation) -> Told:
    return relation, fact(f"name: {repository.snapshot.repo_id}", f"{relation}-name")

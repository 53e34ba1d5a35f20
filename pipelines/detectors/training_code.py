"""Training code counts when the card presents it as this model's own and its files show that it trains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from crawler.model import Evidence, Finding, Outcome, Relation
from pipelines.declared.around import around
from pipelines.declared.code.conversions import made_by
from pipelines.declared.code.in_card import config_in_card, notebooks, script_in_card, statements
from pipelines.declared.code.links import CodeLink, Said, code_links
from pipelines.declared.code.of_tree import Weight
from pipelines.declared.code.trees import in_stage, notebook_of
from pipelines.declared.code.weight import weigh
from pipelines.declared.parents import is_converted, relation_of
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, listed, looked, unknown_card
from pipelines.filenames import trains
from pipelines.repository import Repository
from pipelines.wording import pattern

Found = Mapping[Weight, list[Evidence]]
_CONFIGS = (".yaml", ".yml", ".cfg")  # asked first: a listing may have tens of thousands of files


@detector(version=17)
def training_code(repository: Repository) -> Finding:
    """Can the code that trained this very model be reached?

    The tree of a linked repository decides; what the card says finds it. `yes`: a training script in the model's
    repository, a whole script in its card, a notebook elsewhere that is said to have trained it, or trainers in one
    that the card names as its training code or presents as its own, the script that a command of the card runs and the
    notebook that it links to among them; code of the owner with a recipe under the model's whole name; a script that
    the card runs in the folder that it links to; a recipe of a general trainer that the card runs with its
    configuration; a command that gives a program a configuration under the model's own name, in the card or the code's
    README; a folder of this model that the words beside a link name; a file of the model's own of which a sentence, in
    many languages, says that it made the weights; code that links to the model's page and is linked from there; code
    that was promised and has come. `partial`: a concrete script, recipe or configuration, linked or named in the card's
    words or commands, wherever it lies now; the notebook of a program that the model's tags name; what converted or
    merged the model; a notebook or a trainer's configuration among the model's files, code of others that it was
    trained with, an example for users, a fork of a general trainer without a recipe for this model (what the trainer
    has under such words is none), code that nobody looked into. A trainer merely named, hyperparameters, promises,
    evaluation, inference and conversion code do not count, nor does code for another stage than the model's own:
    fine-tuning code for users beside a model made from no other are `partial`, and so is code without a step for the
    preferences that the card says the model was aligned with. The stage that a file's name tells ends the name of the
    evidence's rule (`-pretraining`, `-sft`, `-preference`, `-distillation`). `unknown`: the model's own code repository
    was not looked at.
    """
    if not repository.readable and repository.snapshot.files is None:
        return unknown_card(repository)
    found = _look(repository)
    if is_converted(repository):
        return _of_converted(repository, found)
    if rows := (found[Weight.OWN_FILE] or found[Weight.OWN_CODE]):
        return _finding(Outcome.YES, "the training code is named and reachable", rows)
    if rows := (found[Weight.PART] or found[Weight.CONFIGURATION]):
        return _finding(Outcome.PARTIAL, "code is named that trains models, not what trained this one", rows)
    if rows := found[Weight.PROMISED]:
        return _finding(Outcome.NO, "the card says that the training code is not released", rows)
    if rows := found[Weight.NOT_LOOKED]:
        return _finding(Outcome.UNKNOWN, "the code repository of the model was not looked at", rows)
    if not repository.readable:
        return unknown_card(repository)
    rows = [*looked(repository, "no training code named or listed", "no-training-code"), *found[Weight.OTHER]]
    return _finding(Outcome.NO, "no training code was found", rows)


def _of_converted(repository: Repository, found: Found) -> Finding:
    """Another model in another form: what the card links to trained the original."""
    if rows := found[Weight.OWN_FILE]:
        return _finding(Outcome.YES, "the training code is named and reachable", rows)
    merged = found[Weight.CONFIGURATION] if relation_of(repository) is Relation.MERGE else []
    if rows := [*merged, *made_by(repository)]:
        return _finding(Outcome.PARTIAL, "the configuration or the script that made it can be seen", rows)
    evidence = looked(repository, "a conversion needs no training code", "repackaged")
    return _finding(Outcome.NOT_APPLICABLE, "a conversion or merge trains nothing", [*evidence])


def _merged_with(repository: Repository) -> list[Evidence]:
    """Links to the code that a merge is said to be made with, no general program: it need not train."""
    special = (link for link in code_links(repository) if not link.ref.framework or link.concrete)
    return [link.evidence for link in special if link.said is Said.NAMED or _is_of_merging(repository, link)]


def _is_of_merging(repository: Repository, link: CodeLink) -> bool:
    return link.said is Said.MADE_WITH and "merge" in around(repository.card, link.ref.link).lower()


def _finding(outcome: Outcome, reason: str, rows: list[Evidence]) -> Finding:
    return Finding(outcome, reason, tuple(dict.fromkeys(rows))[:MAX_EVIDENCE])


def _look(repository: Repository) -> Found:
    found: dict[Weight, list[Evidence]] = defaultdict(list)
    for weight, evidence in (*_of_files(repository), *_of_card(repository)):
        found[weight].append(evidence)
    for link in code_links(repository):
        weight, rows = weigh(repository, link)
        found[weight] += rows
    if relation_of(repository) is Relation.MERGE:
        found[Weight.CONFIGURATION] += _merged_with(repository)
    found[Weight.CONFIGURATION] += made_by(repository)
    return found


def _of_card(repository: Repository) -> Iterator[tuple[Weight, Evidence]]:
    """What stands in the card but links to code hosts."""
    card, files = repository.card, repository.snapshot.files or ()
    for what, evidence in statements(card, files):
        yield Weight.OWN_FILE if what is Said.FILE else Weight.PROMISED, evidence
    for trained_it, evidence in notebooks(card):
        yield Weight.OWN_CODE if trained_it else Weight.PART, evidence
    if config := config_in_card(card):
        yield Weight.CONFIGURATION, config
    if script := script_in_card(card, repository.snapshot.repo_id):
        is_whole, evidence = script
        yield Weight.OWN_CODE if is_whole else Weight.PART, evidence


def _of_files(repository: Repository) -> Iterator[tuple[Weight, Evidence]]:
    """What the model's own files show, by their names."""
    files, example = repository.snapshot.files or (), pattern("training_code", "examples")
    for path in files:
        if trains(path):
            yield (
                Weight.PART if example.search(path) else Weight.OWN_FILE,
                listed(path, in_stage("training-file", path)),
            )
        elif path.endswith(_CONFIGS) and pattern("training_code", "config_files").search(path):
            yield Weight.CONFIGURATION, listed(path, "trainer-config-file")
    if notebook := notebook_of(files, repository.own_words, frozenset()):
        yield Weight.PART, listed(notebook, "notebook-listed")

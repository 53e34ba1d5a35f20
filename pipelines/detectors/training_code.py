"""Training code counts when the card presents it as this model's own and its files show that it trains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum

from crawler.model import Evidence, Finding, Kind, Outcome, Ref, Relation
from pipelines.declared.code_links import CodeLink, Said, code_links
from pipelines.declared.code_trees import Shown, is_path_of, shown_by
from pipelines.declared.parents import is_converted
from pipelines.declared.relation import told_relation
from pipelines.declared.training_code import config_in_card, notebooks, script_in_card, statements
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, about, listed, looked, unknown_card
from pipelines.filenames import trains
from pipelines.repository import Repository
from pipelines.wording import pattern


class Weight(StrEnum):
    """What a piece of evidence shows."""

    OWN_FILE = "own-file"  # a file of the model's repository trains it
    OWN_CODE = "own-code"  # code that is presented as this model's, and trains
    PART = "part"  # code that trains models, not shown to be what trained this one
    CONFIGURATION = "configuration"
    PROMISED = "promised"
    NOT_LOOKED = "not-looked"
    OTHER = "other"


Found = Mapping[Weight, list[Evidence]]


@detector(version=3)
def training_code(repository: Repository) -> Finding:
    """Can the code that trained this very model be reached?

    The tree of a linked repository decides; what the card says finds it. `yes`: a training script in the model's
    repository, or trainers in one that the card names as its training code or presents as its own. `partial`: a
    concrete script, recipe or configuration of others, an example for users, a fork of a general trainer without a
    recipe for this model, code that nobody looked into. A trainer merely named, hyperparameters, promises, evaluation,
    inference and conversion code do not count. `unknown`: the model's own code repository was not looked at.
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
    told = told_relation(repository)
    if told and told[0] is Relation.MERGE and (rows := found[Weight.CONFIGURATION]):
        return _finding(Outcome.PARTIAL, "a trainer's configuration stands in the card", rows)
    evidence = looked(repository, "a conversion needs no training code", "repackaged")
    return _finding(Outcome.NOT_APPLICABLE, "a conversion or merge trains nothing", [*evidence])


def _finding(outcome: Outcome, reason: str, rows: list[Evidence]) -> Finding:
    return Finding(outcome, reason, tuple(dict.fromkeys(rows))[:MAX_EVIDENCE])


def _look(repository: Repository) -> Found:
    found: dict[Weight, list[Evidence]] = defaultdict(list)
    card, files = repository.card, repository.snapshot.files or ()
    for path in files:
        if trains(path):
            example = pattern("training_code", "examples").search(path)
            found[Weight.PART if example else Weight.OWN_FILE].append(listed(path, "training-file"))
    for what, evidence in statements(card, files):
        found[Weight.OWN_FILE if what is Said.FILE else Weight.PROMISED].append(evidence)
    for link in code_links(repository):
        weight, rows = _weigh(repository, link)
        found[weight] += rows
    found[Weight.PART] += notebooks(card)
    if config := config_in_card(card):
        found[Weight.CONFIGURATION].append(config)
    if script := script_in_card(card):
        found[Weight.OWN_CODE if script[1] else Weight.PART].append(script[0])
    return found


def _weigh(repository: Repository, link: CodeLink) -> tuple[Weight, list[Evidence]]:
    """What a link shows once the linked repository's files have been looked at."""
    if link.said in (Said.PROMISED, Said.OTHER):
        return Weight.PROMISED if link.said is Said.PROMISED else Weight.OTHER, [link.evidence]
    facts = repository.snapshot.code_repos.get(link.ref.slug.lower())
    if facts is None or facts.exists is None:
        if link.said is Said.OWN:
            return Weight.NOT_LOOKED, [link.evidence]
        return (Weight.OTHER if _merely_named(link) else Weight.PART), [link.evidence]
    if not facts.exists:
        missing = about(Ref(Kind.CODE, link.ref.slug), "exists: false", "code-repo-missing")
        return Weight.OTHER, [link.evidence, missing]
    shown = shown_by(facts, link.ref.path, repository.own_words)
    return _of_tree(link, shown, is_path_of(link.ref.path, repository.own_words)), [
        link.evidence,
        *shown.rows(facts),
    ]


def _merely_named(link: CodeLink) -> bool:
    """Is this a general trainer or somebody else's code without a concrete script?"""
    return link.said is not Said.NAMED and (link.ref.framework or not link.own) and not trains(link.ref.path)


def _of_tree(link: CodeLink, shown: Shown, own_path: bool) -> Weight:
    """Code that is only presented as the model's own must tell how to train, too: a trainer there may be another's."""
    if not (shown.trainer or shown.example or shown.recipe) or (shown.in_readme and not shown.trainer):
        return _of_readme(link, shown)
    if link.ref.framework or link.fork:
        whose = shown.recipe if link.fork else own_path
        return Weight.OWN_CODE if whose and link.said is not Said.USERS else _of_general(link)
    if link.said is Said.USERS or not shown.trainer:
        return Weight.PART if link.own or link.said in (Said.NAMED, Said.MADE_WITH) else Weight.OTHER
    if link.said is Said.NAMED or (link.own and shown.in_readme and (shown.of_this or link.namesake)):
        return Weight.OWN_CODE
    return Weight.PART


def _of_readme(link: CodeLink, shown: Shown) -> Weight:
    """No trainer by its name: the README may say that training is what the code is for."""
    presented = link.said is Said.NAMED or (link.said is Said.OWN and link.own)
    if link.said is Said.NAMED and shown.in_readme and not shown.promise and not link.fork:
        return Weight.OWN_CODE
    named = link.said is Said.NAMED and link.own and not shown.promise
    return Weight.PART if named or (presented and (shown.example or shown.in_readme)) else Weight.OTHER


def _of_general(link: CodeLink) -> Weight:
    """A general trainer counts in part where a fork or a script of it is named, not where it is merely mentioned."""
    concrete = trains(link.ref.path) or (link.said is Said.NAMED) or (link.fork and link.own)
    return Weight.PART if concrete else Weight.OTHER

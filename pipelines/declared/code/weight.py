"""What a link to code shows of how this model was trained: the card finds the tree, the tree decides. Pure."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from crawler.model import README, CodeRepoFacts, Evidence, Kind, Ref
from pipelines.declared.code.commands import trainers_run, with_trainer_run
from pipelines.declared.code.links import CodeLink, Said
from pipelines.declared.code.told_stages import told_stages
from pipelines.declared.code.trees import Shown, is_path_of, linked_script, shown_by
from pipelines.declared.code.whose import names_in
from pipelines.declared.parents import parents
from pipelines.declared.relation import told_relation
from pipelines.evidence import about
from pipelines.filenames import Stage, trains
from pipelines.repository import Repository

_TELLING = 6  # characters of a name that is not a word like "test"


class Weight(StrEnum):
    """What a piece of evidence shows."""

    OWN_FILE = "own-file"  # a file of the model's repository trains it
    OWN_CODE = "own-code"  # code that is presented as this model's, and trains
    PART = "part"  # code that trains models, not shown to be what trained this one
    CONFIGURATION = "configuration"
    PROMISED = "promised"
    NOT_LOOKED = "not-looked"
    OTHER = "other"


def weigh(repository: Repository, link: CodeLink) -> tuple[Weight, list[Evidence]]:
    """What a link shows once the linked repository's files have been looked at."""
    if link.said is Said.PROMISED:
        return Weight.PROMISED, [link.evidence]
    facts = repository.snapshot.code_repos.get(link.ref.slug.lower())
    if link.said is Said.OTHER and not (link.kin and facts and facts.exists and trainers_run(repository)):
        return Weight.OTHER, [link.evidence]
    if facts is None or facts.exists is None:
        if link.said is Said.OWN:
            return Weight.NOT_LOOKED, [link.evidence]
        return (Weight.OTHER if _merely_named(link) else Weight.PART), [link.evidence]
    if not facts.exists:
        missing = about(Ref(Kind.CODE, link.ref.slug), "exists: false", "code-repo-missing")
        return Weight.OTHER, [link.evidence, missing]
    shown = shown_by(facts, link.ref.path, names_in(repository, link.ref), repository.owner)
    if not (link.kin or link.namesake) and link.said is Said.OWN:
        shown = replace(shown, of_this=_names_whole(repository, facts))
    link = _seen_from_there(repository, link, shown)
    weight, shown = _shown_by_tree(repository, link, shown, facts)
    if weight is Weight.OWN_CODE and _is_other_stage(repository, link, shown):
        weight = Weight.PART
    return weight, [link.evidence, *shown.rows(facts)]


def _shown_by_tree(repository: Repository, link: CodeLink, shown: Shown, facts: CodeRepoFacts) -> tuple[Weight, Shown]:
    """The weight of a tree, and what it was given for: the script that the card runs or links to comes first."""
    run = None if link.ref.framework or link.fork else with_trainer_run(shown, facts.files, trainers_run(repository))
    if run and link.said is not Said.USERS:
        return (Weight.OWN_CODE if link.own or link.said is not Said.MADE_WITH else Weight.PART), run
    if link.said is Said.OTHER:
        return Weight.OTHER, shown
    if link.said is Said.NAMED and not shown.trainer and (file := linked_script(facts.files, link.ref.path)):
        shown = replace(shown, trainer=file)
    return _of_tree(link, shown, is_path_of(link.ref.path, repository.own_words)), shown


def _seen_from_there(repository: Repository, link: CodeLink, shown: Shown) -> CodeLink:
    """Whose code it is when its README is asked, too: one that links to the owner's Hub page is the owner's.

    A derivative's card often links to the code of what it was made from, which carries the same name.
    """
    if shown.of_owner and not link.ref.framework:
        return replace(link, own=True)
    if link.said is Said.OWN and not link.kin and _is_derived(repository):
        return replace(link, own=False, namesake=False)
    return link


def _names_whole(repository: Repository, facts: CodeRepoFacts) -> bool:
    """Does a README that nothing but the card connects with the model name it whole? A word of a name is anybody's."""
    name = repository.snapshot.repo_id.rpartition("/")[2].lower()
    return len(name) >= _TELLING and name in facts.texts.get(README, "").lower()


def _is_derived(repository: Repository) -> bool:
    return bool(parents(repository)) or told_relation(repository) is not None


def _merely_named(link: CodeLink) -> bool:
    """Is this a general trainer or somebody else's code without a concrete script?"""
    if link.ref.framework:
        return not link.concrete
    if link.said is Said.USERS:
        return not (link.own or trains(link.ref.path))
    return link.said is not Said.NAMED and not (link.concrete or link.namesake)


def _is_other_stage(repository: Repository, link: CodeLink, shown: Shown) -> bool:
    """Does the code show another stage than this model's own, or not all that the card tells of?

    It fine-tunes, which is for users while the model was made from no other, or while nobody names it as what made
    this model; it pre-trains, while the model was made from another; it has no step for the preferences that the card
    tells of.
    """
    derived = _is_derived(repository)
    if shown.stages == {Stage.SFT} and not derived:
        return True
    if Stage.PREFERENCE in told_stages(repository) and not shown.stages & {Stage.UNSAID, Stage.PREFERENCE}:
        return bool(shown.stages)
    if link.said is Said.NAMED:
        return False
    return (shown.stages == {Stage.SFT} and (shown.for_users is not None or not (shown.recipe or shown.for_this))) or (
        shown.stages == {Stage.PRETRAINING} and derived
    )


def _of_tree(link: CodeLink, shown: Shown, own_path: bool) -> Weight:
    """Code that is only presented as the model's own must tell how to train, too: a trainer there may be another's."""
    if link.ref.framework:
        own = own_path and shown.recipe and link.said is not Said.USERS
        return Weight.OWN_CODE if own else _of_general(link, own_path)
    if not (shown.trainer or shown.example or shown.recipe) or (shown.in_readme and not shown.trainer):
        return _of_readme(link, shown)
    if link.fork:
        recipe = shown.recipe or shown.for_this or shown.own_example
        return Weight.OWN_CODE if recipe and link.said is not Said.USERS else _of_general(link)
    if link.said is Said.USERS or not shown.trainer:
        return Weight.PART if link.own or link.said in (Said.NAMED, Said.MADE_WITH) else Weight.OTHER
    if link.said is Said.NAMED or (link.said is Said.MADE_WITH and shown.recipe):
        return Weight.OWN_CODE if link.own or own_path or _is_for_this(link, shown) else Weight.PART
    if not (link.namesake or shown.for_this) and shown.for_users and shown.stages == {Stage.UNSAID}:
        return Weight.PART  # a house's general trainer, offered to users
    # A trainer of no stage says little by itself.
    told = shown.in_readme or shown.for_this or shown.stages != {Stage.UNSAID}
    if link.own and ((link.namesake and told) or (shown.in_readme and (shown.of_this or shown.of_owner))):
        return Weight.OWN_CODE
    return Weight.PART


def _is_for_this(link: CodeLink, shown: Shown) -> bool:
    """Is somebody else's code that the card names as training code shown to be for this model?

    By a recipe, trainer or path of its own, or by a README that names it; one that speaks of training without naming
    it trains anything.
    """
    own = shown.recipe or shown.for_this or shown.of_this or link.ref.path
    return link.said is Said.NAMED and bool(own or not (shown.in_readme or shown.for_users))


def _of_readme(link: CodeLink, shown: Shown) -> Weight:
    """No trainer by its name: the README may say that training is what the code is for."""
    presented = link.said is Said.NAMED or (link.said is Said.OWN and link.own)
    if shown.promise or link.fork:
        return Weight.OTHER if shown.promise else _of_general(link)
    made_by_it = link.said is Said.NAMED or (link.said is Said.MADE_WITH and link.namesake)
    if made_by_it and shown.in_readme and not shown.example:
        return Weight.OWN_CODE
    if presented and link.own and (shown.purpose or (shown.command and not shown.example)) and shown.of_this:
        return Weight.OWN_CODE
    named = link.said is Said.NAMED and link.own
    return Weight.PART if named or (presented and (shown.example or shown.in_readme)) else Weight.OTHER


def _of_general(link: CodeLink, own_path: bool = False) -> Weight:
    """A general trainer counts in part where a fork, script or folder of it is named, not where it is mentioned."""
    fork = link.fork and not link.ref.framework and (link.said is Said.NAMED or link.own)
    concrete = (link.concrete or own_path) and link.said in (Said.NAMED, Said.MADE_WITH, Said.OWN)
    return Weight.PART if fork or concrete else Weight.OTHER

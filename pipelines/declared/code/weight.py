"""What a link to code shows of how this model was trained: the card finds the tree, the tree decides. Pure."""

from __future__ import annotations

from dataclasses import replace

from crawler.model import README, CodeRepoFacts, Evidence, Kind, Ref
from pipelines.declared.code.commands import (
    recipes_run,
    trainers_run,
    with_recipe_run,
    with_run_there,
    with_trainer_run,
)
from pipelines.declared.code.launches import launched
from pipelines.declared.code.links import CodeLink, Said, code_links
from pipelines.declared.code.named_places import led_on, with_trainer_of
from pipelines.declared.code.of_tree import Weight, of_tree, tells_of_tuning
from pipelines.declared.code.told_stages import told_stages
from pipelines.declared.code.trees import Shown, is_path_of, leads_into, linked_script, notebook_of, shown_by
from pipelines.declared.code.whose import base_words, distinct_words, names_in
from pipelines.declared.parents import parents
from pipelines.declared.relation import told_relation
from pipelines.evidence import about
from pipelines.filenames import Stage, trains
from pipelines.repository import Repository

_TELLING = 6  # characters of a name that is not a word like "test"


def weigh(repository: Repository, link: CodeLink) -> tuple[Weight, list[Evidence]]:
    """What a link shows once the linked repository's files have been looked at."""
    facts = repository.snapshot.code_repos.get(link.ref.slug.lower())
    link = led_on(repository, _seen_from_there(repository, link, facts), facts)
    runs = trainers_run(repository) if link.kin or leads_into(link.ref.path) else recipes_run(repository)
    if link.said is Said.PROMISED or (link.said is Said.OTHER and not (facts and facts.exists and runs)):
        return (Weight.PROMISED if link.said is Said.PROMISED else Weight.OTHER), [link.evidence]
    if facts is None or facts.exists is None:
        return _not_looked_at(link), [link.evidence]
    if not facts.exists:
        missing = about(Ref(Kind.CODE, link.ref.slug), "exists: false", "code-repo-missing")
        return (Weight.PART if _names_script(link) else Weight.OTHER), [link.evidence, missing]
    shown = _shown(repository, link, facts)
    weight, shown = _shown_by_tree(repository, link, shown, facts)
    if weight is Weight.OWN_CODE and _is_other_stage(repository, link, shown):
        weight = Weight.PART
    return weight, [link.evidence, *shown.rows(facts)]


def _not_looked_at(link: CodeLink) -> Weight:
    if link.said is Said.OWN:
        return Weight.NOT_LOOKED
    return Weight.OTHER if _merely_named(link) else Weight.PART


def _names_script(link: CodeLink) -> bool:
    """Is a script or recipe that trained the model named, so that it counts in part wherever it lies now?

    One that the card names without a link does, too (`in_card.script_in_card`).
    """
    if link.said not in (Said.NAMED, Said.MADE_WITH):
        return False
    return link.concrete and (link.ref.framework or leads_into(link.ref.path))


def _shown_by_tree(repository: Repository, link: CodeLink, shown: Shown, facts: CodeRepoFacts) -> tuple[Weight, Shown]:
    """The weight of a tree, and what it was given for: the script that the card runs or links to comes first."""
    if recipe := with_recipe_run(facts.files, recipes_run(repository)):
        return Weight.OWN_CODE, recipe
    runs = trainers_run(repository)
    if link.said is not Said.USERS and (run := with_run_there(facts.files, link.ref.path, runs)):
        return Weight.OWN_CODE, run
    run = None if link.ref.framework or link.fork else with_trainer_run(shown, facts.files, runs)
    if run and link.said is not Said.USERS:
        return (Weight.OWN_CODE if link.own or link.said is not Said.MADE_WITH else Weight.PART), run
    if link.said is Said.OTHER:
        return Weight.OTHER, shown
    if link.own and link.said is not Said.USERS and (run := _launched(repository, link, facts)):
        return Weight.OWN_CODE, run
    used = link.said in (Said.NAMED, Said.MADE_WITH)
    if used and not shown.trainer and (file := linked_script(facts.files, link.ref.path)):
        shown = replace(shown, trainer=file)
    if link.said is Said.NAMED and link.own and not (shown.trainer or shown.example):
        shown = replace(shown, trainer=_own_notebook(repository, link, facts))
    return of_tree(link, shown, is_path_of(link.ref.path, distinct_words(repository))), shown


def _launched(repository: Repository, link: CodeLink, facts: CodeRepoFacts) -> Shown | None:
    """What the code's README or the card runs there by this model's own configuration, to train it."""
    if link.ref.framework or link.fork:
        return None
    model = repository.snapshot.repo_id.rpartition("/")[2]
    names = distinct_words(repository) - base_words(repository)
    texts = (facts.texts.get(README, ""), repository.snapshot.texts.get(README, ""))
    return next((run for text in texts if (run := launched(text, facts.files, names, model))), None)


def _is_kept(repository: Repository, link: CodeLink, facts: CodeRepoFacts) -> bool:
    """Has the promised code come? The tree is newer than the card: the owner's repository holds one for this model."""
    if not link.kin:
        return False
    shown = shown_by(facts, "", names_in(repository, link.ref), repository.owner, in_fork=link.fork)
    return shown.for_this or (not shown.trainer and bool(_own_notebook(repository, link, facts)))


def _own_notebook(repository: Repository, link: CodeLink, facts: CodeRepoFacts) -> str:
    """A notebook by the model's name, in own code that the card names as training: it need not say that it trains."""
    languages = (entry.value for entry in repository.entries("language", "languages"))
    told = frozenset(str(one).lower() for value in languages for one in (value if isinstance(value, list) else [value]))
    return notebook_of(facts.files, names_in(repository, link.ref), told)


def _shown(repository: Repository, link: CodeLink, facts: CodeRepoFacts) -> Shown:
    """What the linked place shows; where that is nothing, what a repository that is the model's own shows anywhere."""
    names = names_in(repository, link.ref)
    shown = shown_by(facts, link.ref.path, names, repository.owner, in_fork=link.fork)
    if leads_into(link.ref.path):
        shown = with_trainer_of(shown, facts)
    if link.said is Said.OWN and link.own and not link.ref.framework and not (shown.trainer or shown.recipe):
        shown = shown_by(facts, "", names, repository.owner, in_fork=link.fork)
    if not (link.kin or link.namesake):
        shown = replace(shown, of_this=_names_whole(repository, facts))
    return replace(shown, fits=_fits(repository, shown))


def _fits(repository: Repository, shown: Shown) -> bool:
    """Is a trainer's stage the model's: preferences that the card tells of, pre-training of what has no base?"""
    prefers = Stage.PREFERENCE in shown.stages & told_stages(repository)
    return prefers or (Stage.PRETRAINING in shown.stages and not _is_derived(repository))


def _seen_from_there(repository: Repository, link: CodeLink, facts: CodeRepoFacts | None) -> CodeLink:
    """Whose code it is when its README is asked, too: one that links to the owner's Hub page is the owner's.

    One that links to this model's page, and is linked from there, is its home, whatever the card says beside the link.
    A derivative's card often links to the code of what it was made from, which carries the same name.
    """
    if link.said is Said.PROMISED and facts and _is_kept(repository, link, facts):
        return replace(link, said=Said.NAMED)
    if facts and facts.exists and not link.ref.framework:
        readme = facts.texts.get(README, "").lower()
        page = f".co/{repository.snapshot.repo_id.lower()}"  # of huggingface.co and of hf.co
        if link.said is Said.OTHER and page in readme and not _has_home(repository):
            return replace(link, own=True, namesake=True, said=Said.OWN)
        if link.said is Said.OTHER and link.kin and _has_recipe(repository, link, facts):
            return replace(link, said=Said.NAMED)
        if f".co/{repository.owner}/" in readme:
            return replace(link, own=True)
    if link.said is Said.OWN and not link.kin and _is_derived(repository):
        return replace(link, own=False, namesake=False)
    return link


def _has_recipe(repository: Repository, link: CodeLink, facts: CodeRepoFacts) -> bool:
    """Does a repository of the owner hold a recipe by the whole name of this model?"""
    return bool(shown_by(facts, "", names_in(repository, link.ref), repository.owner, in_fork=True).recipe)


def _has_home(repository: Repository) -> bool:
    """Does the card itself say of some link that it is the model's code?"""
    return any(link.said in (Said.OWN, Said.NAMED) for link in code_links(repository))


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
    if not derived and (shown.stages == {Stage.SFT} or tells_of_tuning(shown)):
        return True
    if Stage.PREFERENCE in told_stages(repository) and not shown.stages & {Stage.UNSAID, Stage.PREFERENCE}:
        return bool(shown.stages)
    if link.said is Said.NAMED:
        return False
    if shown.stages == {Stage.SFT}:
        meant = shown.recipe or shown.for_this
        return not (link.kin and shown.purpose) and (shown.for_users is not None or not meant)
    return shown.stages == {Stage.PRETRAINING} and derived

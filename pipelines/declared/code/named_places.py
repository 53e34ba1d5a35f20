"""Folders and files of a linked repository that the words beside the link name: "`runs/gull/` in <address>". Pure."""

from __future__ import annotations

from dataclasses import replace

from crawler import patterns
from crawler.model import CodeRepoFacts
from pipelines.declared.around import around
from pipelines.declared.code.commands import ADDRESS
from pipelines.declared.code.links import CodeLink, Said, says
from pipelines.declared.code.trees import Shown, holds_training, leads_into, names_model, plainest
from pipelines.declared.code.whose import base_words, names_in
from pipelines.filenames import stage_of, trains
from pipelines.repository import Repository

_PLACE = patterns.compile(r"[\w.-]+(?:/[\w.-]+)+/?|[\w-][\w.-]*\.(?:py|sh|ipynb|ya?ml|toml|json)\b")
_MOST = 20  # places in one text


def led_on(repository: Repository, link: CodeLink, facts: CodeRepoFacts | None) -> CodeLink:
    """A link as if it led to the place of this model that the words beside it name, where the repository holds it.

    Such a place that trains is what made the model whatever the words are, in any language; but those for users, of
    evaluation and the like keep what they say.
    """
    if facts is None or leads_into(link.ref.path) or link.said in (Said.USERS, Said.PROMISED):
        return link
    text = around(repository.card, link.ref.link)
    names = names_in(repository, link.ref) - base_words(repository)
    place = _place(text, facts.files, names, whole=link.fork)
    told = _PLACE.sub(" ", ADDRESS.sub(" ", text))
    if not place or says("for_users", told) or says("other", told):
        return link
    said = Said.NAMED if link.said is Said.OTHER else link.said
    return replace(link, ref=replace(link.ref, path=f"/tree/HEAD/{place}"), said=said, concrete=True)


def with_trainer_of(shown: Shown, facts: CodeRepoFacts) -> Shown:
    """What a configuration that the card points to shows: the repository's trainer runs it."""
    if shown.trainer or not shown.recipe:
        return shown
    trainers = [file for file in facts.files if trains(file)]
    return replace(shown, trainer=plainest(trainers), stages=frozenset(map(stage_of, trainers)))


def _place(text: str, files: tuple[str, ...], names: frozenset[str], *, whole: bool) -> str:
    found = (match.group().rstrip("./") for match in _PLACE.finditer(ADDRESS.sub(" ", text)))
    places = [one for one in list(found)[:_MOST] if names_model(one, names, whole=whole)]
    return next((one for one in places if holds_training(files, one)), "")

"""Repositories about railways, in which "train" is no verb: `train_numbers.py` parses the numbers of trains. Pure."""

from __future__ import annotations

from dataclasses import replace

from crawler import patterns
from crawler.model import README, CodeRepoFacts
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import pattern, words

_NOUN = patterns.compile(r"(?:^|/)trains?[_-]([^/]+?)(?:\.\w+$|/)", patterns.I)
_PARTS = patterns.compile(r"[a-z0-9]+", patterns.I)
_LONGEST = 20_000  # characters of a README
_MENTIONS = 2  # of railways: one may stand in an example
_TELLING = ("readme", "readme_command", "readme_purpose")


def own_trainers(repository: Repository) -> tuple[str, ...]:
    """The model's own files but those that a card about railways makes files on trains."""
    files = repository.snapshot.files or ()
    left = _that_train(repository, files)
    return left if len(left) < len(files) and _on_rails(repository) >= _MENTIONS else files


def without_trains(repository: Repository, facts: CodeRepoFacts | None) -> CodeRepoFacts | None:
    """A code repository without files on trains, where it and the card are about railways and no README on training."""
    if facts is None:
        return None
    left = _that_train(repository, facts.files)
    if len(left) == len(facts.files):
        return facts
    readme = facts.texts.get(README, "")[:_LONGEST]
    about_rails = _on_rails(repository) + _mentions(readme) >= _MENTIONS
    return replace(facts, files=left) if about_rails and not _tells_of_training(readme) else facts


@once
def _on_rails(repository: Repository) -> int:
    """How often the card speaks of railways, outside of code."""
    return sum(_mentions(sentence.text) for sentence in repository.card.sentences if sentence.kind != "code")


def _mentions(text: str) -> int:
    railways = pattern("training_code", "railways")
    return len(railways.findall(text)) if railways.search(text) else 0


def _tells_of_training(readme: str) -> bool:
    return any(pattern("training_code", key).search(line[:1000]) for line in readme.split("\n") for key in _TELLING)


def _that_train(repository: Repository, files: tuple[str, ...]) -> tuple[str, ...]:
    """The files but "train_<something>", unless that is a model, by its kind, purpose or this one's name."""
    models = words("training_code", "architectures") | words("training_code", "purposes") | {"model", "models"}
    models |= repository.own_words
    return tuple(one for one in files if not (match := _NOUN.search(one)) or not models.isdisjoint(_words(match[1])))


def _words(name: str) -> frozenset[str]:
    return frozenset(_PARTS.findall(name.lower()))

"""What the file list and the README of a code repository show of training. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler import patterns
from crawler.model import README, CodeRepoFacts, Evidence, Kind, Ref
from pipelines.evidence import about, listed
from pipelines.filenames import Stage, may_train, runs_model, stage_of, trains
from pipelines.wording import pattern

_WORDS = (patterns.compile(r"[a-z0-9]+(?:\.\d+)*"), patterns.compile(r"[a-z]+"))
_PATH = patterns.compile(r"^/(?:tree|blob|raw)/[^/]+/([^?#]+)")
_DOCUMENTS = (".md", ".rst", ".txt")
_CODE = (".py", ".ipynb", ".sh")
_LONGEST_README = 60_000  # characters


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found, the most telling of each kind; empty where there is none."""

    trainer: str = ""  # a file that trains
    example: str = ""  # one for users
    recipe: str = ""  # a configuration or script under the model's own name
    own_example: str = ""  # a trainer among the examples under the model's own name: in a fork, its recipe
    for_this: bool = False  # a trainer's path carries a word of the model's own name
    stages: frozenset[Stage] = frozenset()  # of the trainers, as their names tell them
    fits: bool = False  # one of these is what the card tells of the model
    command: Evidence | None = None  # a command in the README that trains
    in_readme: Evidence | None = None  # the README tells of training
    purpose: Evidence | None = None  # the README says that training is what the code is for
    for_users: Evidence | None = None  # the README tells users how to go on from a finished model
    code: bool = False  # there is code that neither runs nor evaluates models, by its name
    of_this: bool = False  # the README names this model
    of_owner: bool = False  # the README links to the Hub page of the model's owner, as only its own code does
    promise: Evidence | None = None  # the README says that the code is to come

    def rows(self, facts: CodeRepoFacts) -> list[Evidence]:
        """Evidence for what was found, else for what was looked at."""
        code = Ref(Kind.CODE, facts.slug)
        files = [path for path in (self.trainer or self.own_example or self.example, self.recipe) if path]
        found = [listed(path, in_stage("training-file-linked", path), code) for path in files]
        found += [row for row in (self.purpose or self.command or self.in_readme, self.promise) if row]
        return found or [
            about(code, f"files: {len(facts.files)}, none that trains by its name", "no-training-file-linked")
        ]


def shown_by(facts: CodeRepoFacts, path: str, names: frozenset[str], owner: str, *, in_fork: bool = False) -> Shown:
    """Look through a repository's files, those under the linked path alone where it leads to any.

    `path` is what the link adds to the repository's address; `names` are words of the model's own name, `owner` is its
    namespace on the Hub. A fork of a general trainer holds much under one word or another: there it takes all of them.
    """
    files = under(facts.files, path)
    example = pattern("training_code", "examples")
    trainers = [file for file in files if trains(file)]
    ours = [file for file in trainers if not example.search(file)]
    for_this = next((file for file in ours if names_model(file, names, whole=in_fork)), "")
    recipe = pattern("training_code", "recipes")
    own = [
        file for file in files if recipe.search(file) and names_model(file, names, whole=in_fork) and may_train(file)
    ]
    whole = files is facts.files
    readme = facts.texts.get(README, "")[:_LONGEST_README]
    command = _line(facts, "readme_command", "training-command-in-readme") if whole else None
    told = [command.quote] if command and not ours else []
    examples = [file for file in trainers if example.search(file)]
    return Shown(
        trainer=for_this or plainest(ours),
        example=next(iter(examples), ""),
        recipe=next((file for file in own if names_model(file, names, whole=True)), next(iter(own), "")),
        own_example=next((file for file in examples if names_model(file, names, whole=in_fork)), ""),
        for_this=bool(for_this),
        stages=frozenset(map(stage_of, ours or told)),
        command=command,
        in_readme=command or (_line(facts, "readme", "training-in-readme") if whole else None),
        purpose=_line(facts, "readme_purpose", "training-in-readme") if whole else None,
        for_users=_line(facts, "for_users", "training-for-users"),
        code=any(file.lower().endswith(_CODE) and "eval" not in file and not runs_model(file) for file in facts.files),
        of_this=names_model(readme, names),
        of_owner=f"huggingface.co/{owner}/" in readme.lower(),
        promise=_promise(facts) if whole else None,
    )


def in_stage(rule: str, path: str) -> str:
    """The rule of a piece of evidence, with the stage of training that the file's name tells."""
    stage = stage_of(path)
    return rule if stage is Stage.UNSAID else f"{rule}-{stage}"


def is_path_of(path: str, names: frozenset[str]) -> bool:
    """Does a link lead to a folder or file under the model's own name?"""
    match = _PATH.match(path)
    return match is not None and names_model(match[1], names)


def leads_into(path: str) -> bool:
    """Does a link lead to a folder or a file of code, neither to the whole repository nor to a document?"""
    match = _PATH.match(path)
    return match is not None and not match[1].lower().endswith(_DOCUMENTS)


def plainest(trainers: Sequence[str]) -> str:
    """Of the files that train the one that is called so and lies least deep: "train.py" before parts of it."""
    return min(trainers, key=lambda one: (not one.rpartition("/")[2].startswith("train."), one.count("/")), default="")


def linked_script(files: tuple[str, ...], path: str) -> str:
    """The script or notebook that a link leads to, where the repository holds it; empty for a folder or document."""
    match = _PATH.match(path)
    wanted = match[1].rstrip("/").lower() if match else ""
    other = pattern("training_code", "not_files")
    return next(
        (one for one in files if one.lower() == wanted and one.lower().endswith(_CODE) and not other.search(one)), ""
    )


def notebook_of(files: tuple[str, ...], names: frozenset[str], languages: frozenset[str]) -> str:
    """The notebook with most words of the model's name and languages, one of its name at least; none that runs it.

    A collection often has one for each language.
    """
    other = pattern("training_code", "not_files")
    found = [one for one in files if one.endswith(".ipynb") and not other.search(one) and not runs_model(one)]
    named = {one: _words_of(one.rpartition("/")[2]) for one in found}
    ours = [one for one in found if not names.isdisjoint(named[one])]
    return max(ours, key=lambda one: len((names | languages) & named[one]), default="")


def names_model(text: str, names: frozenset[str], *, whole: bool = False) -> bool:
    """Does a text hold one of the words of a model's name as a word, or all of them?"""
    if whole:
        return bool(names) and names <= _words_of(text)
    return any(not names.isdisjoint(words.findall(text.lower())) for words in _WORDS)


def holds_training(files: tuple[str, ...], place: str) -> bool:
    """Is there, at a place or below, a file that trains or a trainer's configuration?"""
    recipe = pattern("training_code", "recipes")
    under = [file for file in files if file == place or file.startswith(f"{place}/")]
    return any(trains(file) or recipe.search(file) for file in under)


def _words_of(name: str) -> frozenset[str]:
    return frozenset(word for words in _WORDS for word in words.findall(name.lower()))


def under(files: tuple[str, ...], path: str) -> tuple[str, ...]:
    """The files at or below what a link leads to; all of them where it leads to no place of code."""
    match = _PATH.match(path)
    if match is None or not leads_into(path):
        return files
    wanted = match[1].rstrip("/").lower()
    return tuple(file for file in files if file.lower() == wanted or file.lower().startswith(f"{wanted}/"))


def _promise(facts: CodeRepoFacts) -> Evidence | None:
    """The line of the README that says that the code is to come, or lists it among what is not done yet."""
    return _line(facts, "readme_promise", "training-code-promised")


def _line(facts: CodeRepoFacts, key: str, rule: str) -> Evidence | None:
    """The first line of the README that holds such a phrase; of those on training, one that promises nothing."""
    for number, line in enumerate(facts.texts.get(README, "")[:_LONGEST_README].split("\n"), 1):
        if not line.strip() or not pattern("training_code", key).search(line[:1000]):
            continue
        if key != "readme" or not pattern("training_code", "not_yet").search(line[:1000]):
            return Evidence(README, line.strip()[:300], rule, number, number, Ref(Kind.CODE, facts.slug))
    return None

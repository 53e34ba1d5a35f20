"""What the file list and the README of a code repository show of training. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from crawler import patterns
from crawler.model import README, CodeRepoFacts, Evidence, Kind, Ref
from pipelines.evidence import about, listed
from pipelines.filenames import trains
from pipelines.wording import pattern

_PATH = patterns.compile(r"^/(?:tree|blob|raw)/[^/]+/([^?#]+)")
_LONGEST_README = 60_000  # characters


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found, the most telling of each kind; empty where there is none."""

    trainer: str = ""  # a file that trains
    example: str = ""  # one for users
    recipe: str = ""  # a configuration or script under the model's own name
    in_readme: Evidence | None = None  # the README tells how to train
    of_this: bool = False  # the README names this model
    promise: Evidence | None = None  # the README says that the code is to come

    def rows(self, facts: CodeRepoFacts) -> list[Evidence]:
        """Evidence for what was found, else for what was looked at."""
        code = Ref(Kind.CODE, facts.slug)
        found = [
            listed(path, "training-file-linked", code) for path in (self.trainer or self.example, self.recipe) if path
        ]
        found += [row for row in (self.in_readme, self.promise) if row]
        return found or [
            about(code, f"files: {len(facts.files)}, none that trains by its name", "no-training-file-linked")
        ]


def shown_by(facts: CodeRepoFacts, path: str, names: frozenset[str]) -> Shown:
    """Look through a repository's files, those under the linked path alone where it leads to any.

    `path` is what the link adds to the repository's address; `names` are words of the model's own name.
    """
    files = _under(facts.files, path)
    example = pattern("training_code", "examples")
    trainers = [file for file in files if trains(file)]
    recipe = pattern("training_code", "recipes")
    own = (file for file in files if recipe.search(file) and any(name in file.lower() for name in names))
    whole = files is facts.files
    return Shown(
        trainer=next((file for file in trainers if not example.search(file)), ""),
        example=next((file for file in trainers if example.search(file)), ""),
        recipe=next(own, ""),
        in_readme=_line(facts, "readme", "training-in-readme") if whole else None,
        of_this=any(name in facts.texts.get(README, "")[:_LONGEST_README].lower() for name in names),
        promise=_line(facts, "readme_promise", "training-code-promised") if whole else None,
    )


def is_path_of(path: str, names: frozenset[str]) -> bool:
    """Does a link lead to a folder or file under the model's own name?"""
    match = _PATH.match(path)
    return match is not None and any(name in match[1].lower() for name in names)


def _under(files: tuple[str, ...], path: str) -> tuple[str, ...]:
    match = _PATH.match(path)
    if not match or match[1].lower().endswith((".md", ".rst", ".txt")):
        return files
    wanted = match[1].rstrip("/").lower()
    return tuple(file for file in files if file.lower() == wanted or file.lower().startswith(f"{wanted}/"))


def _line(facts: CodeRepoFacts, key: str, rule: str) -> Evidence | None:
    """The first line of the README that holds such a phrase."""
    for number, line in enumerate(facts.texts.get(README, "")[:_LONGEST_README].split("\n"), 1):
        if line.strip() and pattern("training_code", key).search(line[:1000]):
            return Evidence(README, line.strip()[:300], rule, number, number, Ref(Kind.CODE, facts.slug))
    return None

"""Commands that start a run by this model's own configuration, whatever the program is called. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler import patterns
from pipelines.declared.code.trees import Shown, names_model
from pipelines.wording import pattern

_COMMAND = patterns.compile(
    r"(?:^|[\s`$>])((?:python3?|torchrun|accelerate|deepspeed|bash|sh|srun|sbatch|mpirun|make|uv|poetry)\s[^`\n]{3,300}"
    r"|(?:\./)?[\w./-]+ (?:fit|(?:pre)?train|finetune)\s[^`\n]{3,300})"
)
_PROGRAM = patterns.compile(r"\s-m\s+([\w.]+)|(?:^|\s)(\S+\.(?:py|sh))\b")
_MEASURES = patterns.compile(
    r"eval|infer|generat|serv|predict|bench|test|convert|export|demo|sampl|chat|score|deploy|quanti|merg|prepar|process|"
    r"tokeni|download|plot|analy|upload|push",
    patterns.I,
)
_TRAINING = patterns.compile(r"\b(?:pre-?|fine-?)?(?:train(?:ing|s)?|tun(?:e|ing)|reproduc\w*)\b|训练|学習", patterns.I)
_TOKEN = patterns.compile(r"[^\s=,'\"`]+")
_SIZE = patterns.compile(r"\d+(?:\.\d+)?[bm](?![a-z])", patterns.I)
_ABOVE, _BELOW = 5, 3  # lines around a command that say what it is for
_LONGEST = 60_000  # characters of a text


def launched(text: str, files: Sequence[str], names: frozenset[str], model: str) -> Shown | None:
    """What a text runs to train this model: a command that gives a program a recipe under the model's own name.

    `names` are the words of its name that are nobody else's. A recipe of another size than `model` tells is
    a sibling's.
    """
    recipes = [one for one in files if _is_of(one.rpartition("/")[2], names, model) and _is_recipe(one)]
    if not recipes:
        return None
    for command, near in _commands(text[:_LONGEST].split("\n")):
        recipe = _given(command, recipes)
        if recipe and _TRAINING.search(near) and not _is_about_more(near):
            return Shown(trainer=_program(command, files), recipe=recipe, for_this=True)
    return None


def _is_about_more(near: str) -> bool:
    """Is this for users to go on, or are there words on what is not released?"""
    return any(pattern("training_code", key).search(near) for key in ("for_users", "not_yet"))


def _is_of(name: str, names: frozenset[str], model: str) -> bool:
    size, ours = ({one.lower() for one in _SIZE.findall(text)} for text in (name, model))
    return names_model(name, names) and not (size and ours and size.isdisjoint(ours))


def _is_recipe(path: str) -> bool:
    return bool(pattern("training_code", "recipes").search(path)) and not _MEASURES.search(path)


def _commands(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Commands that do not measure, convert or run a model, each with the lines around it."""
    for number, line in enumerate(lines):
        match = _COMMAND.search(line[:1000])
        if match and not _MEASURES.search(match[1]):
            yield match[1], "\n".join(one[:1000] for one in lines[max(0, number - _ABOVE) : number + _BELOW])


def _given(command: str, recipes: Sequence[str]) -> str:
    """The recipe that a command names: by its path, the end of it, or its name without a suffix."""
    tokens = {token.rstrip(".;)") for token in _TOKEN.findall(command)}
    return next((one for one in recipes if any(_is_spelled(one, token) for token in tokens)), "")


def _is_spelled(path: str, token: str) -> bool:
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return token.rpartition("/")[2] in {stem, path.rpartition("/")[2]} and f"/{path}".rpartition(".")[0].endswith(
        f"/{token.removeprefix('./').removesuffix(path[path.rfind('.') :])}"
    )


def _program(command: str, files: Sequence[str]) -> str:
    """The file that a command runs, where the repository holds it."""
    match = _PROGRAM.search(command)
    wanted = (match[1].replace(".", "/") + ".py" if match[1] else match[2].removeprefix("./")) if match else ""
    return next((one for one in files if wanted and f"/{one}".endswith(f"/{wanted}")), "")

"""Commands in a card that train, and the script they run: the linked repository that holds it was used. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from crawler import patterns
from pipelines.card import Block, Card
from pipelines.declared.code.trees import Shown, leads_into, under
from pipelines.filenames import stage_of, trains
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import pattern

_SCRIPT = patterns.compile(r"[\w./-]+\.(?:py|sh)\b")
_OPTIONS = patterns.compile(  # of a command that trains, whatever its script is called
    r"\s--?(?:do_train|train_(?:file|path|data\w*|batch_size)|num_train_epochs|max_train_steps|epochs(?:_num)?|learning[_-]rate|lr)\b"
)
_RECIPE = patterns.compile(r"([\w./-]+\.(?:py|sh))[^\n]{0,80}?\s([\w./-]+\.(?:ya?ml|json|gin|toml))\b")
ADDRESS = patterns.compile(r"https?://\S+")
_USED = patterns.compile(r"\b(?:used|using|trained|run|ran|running|script)\b|\s--\w", patterns.I)
_OF_TRAINER = patterns.compile(  # "trained with the gulls/conformer recipe of Toolkit"
    r"\b(?:trained|tuned)\b[^.]{0,80}?\b(?:using|with|by|via) (?:(?:the|an?) )?([\w/+.-]+ recipe) (?:in|of|from)\b",
    patterns.I,
)
_IN_REPOSITORY = patterns.compile(r"\brepo(?:s|sitory|sitories)?\b", patterns.I)
_NOT_USED = ("for_users", "other", "not_yet")
_LONGEST_COMMAND = 1500  # characters
_LONGEST = 20_000  # characters of a piece of code that are looked at


@once
def trainers_run(repository: Repository) -> frozenset[str]:
    """The scripts that train, by their names, in the card's commands; those shown to users to go on with are not.

    Names of files alone: a command may run them from any folder.
    """
    card = repository.card
    runs = ((number, [*_run_in(block)]) for number, block in enumerate(card.blocks))
    return frozenset(name for number, names in runs if names and not _for_users(card, number) for name in names)


@once
def recipes_run(repository: Repository) -> frozenset[tuple[str, str]]:
    """Scripts that train, each with the configuration that a command of the card gives it, as spelled there."""
    blocks = repository.card.blocks
    shown = (
        number
        for number in range(len(blocks))
        if blocks[number].kind == "code" and not _for_users(repository.card, number)
    )
    pairs = (match.groups() for number in shown for match in _RECIPE.finditer(blocks[number].text[:_LONGEST]))
    return frozenset((script, settings) for script, settings in pairs if trains(script))


def with_recipe_run(files: tuple[str, ...], run: frozenset[tuple[str, str]]) -> Shown | None:
    """A recipe that the card runs, where a repository holds it: the script, and the configuration beside or below."""
    listed = frozenset(files)
    for script, settings in run:
        for path in files:
            if path.endswith(f"/{script}") and f"{path.removesuffix(script)}{settings}" in listed:
                return Shown(trainer=path, recipe=f"{path.removesuffix(script)}{settings}", for_this=True)
    return None


def with_run_there(files: tuple[str, ...], path: str, run: frozenset[str]) -> Shown | None:
    """A script that the card runs in the folder that it links to, whoever's that is: so the run can be repeated.

    A trainer's examples are for anybody, and a link to a whole repository does not say which script it was.
    """
    if not leads_into(path):
        return None
    example = pattern("training_code", "examples")
    return with_trainer_run(Shown(), tuple(file for file in under(files, path) if not example.search(file)), run)


def with_trainer_run(shown: Shown, files: tuple[str, ...], run: frozenset[str]) -> Shown | None:
    """What a repository shows when it holds a script that the card runs; None where it holds none."""
    found = next((path for path in files if path.rpartition("/")[2] in run and _may_be_trainer(path)), None)
    if found is None:
        return None
    return Shown(trainer=found, for_this=True, stages=shown.stages | {stage_of(found)}, in_readme=shown.in_readme)


def _run_in(block: Block) -> Iterator[str]:
    text = block.text[:_LONGEST]
    found = scripts_in(text) if block.kind == "code" else [script_named(text)]
    yield from (script.rpartition("/")[2] for script in found if script)


def scripts_in(text: str) -> Iterator[str]:
    """Paths in a text that by their names or by the options behind them train a model, as spelled there."""
    for match in _SCRIPT.finditer(text):
        if trains(match[0]) or (
            _may_be_trainer(match[0]) and _is_set_to_train(text[match.end() : match.end() + _LONGEST_COMMAND])
        ):
            yield match[0]


def _is_set_to_train(behind: str) -> bool:
    """Do the options behind a script, up to an empty line or another script, set a training up?"""
    command = behind.partition("\n\n")[0]
    other = _SCRIPT.search(command)
    return bool(_OPTIONS.search(command[: other.start()] if other else command))


def _may_be_trainer(path: str) -> bool:
    return not pattern("training_code", "not_files").search(path)


def script_named(text: str) -> str:
    """A script that a sentence names as what was used, by its path alone; an address is looked up as a link."""
    plain = ADDRESS.sub(" ", text)
    script = next(scripts_in(plain), "")
    if (
        not script
        or _IN_REPOSITORY.search(plain)
        or not (_USED.search(plain) or pattern("training_code", "named").search(plain))
        or any(pattern("training_code", key).search(plain.replace(script, "")) for key in _NOT_USED)
    ):
        return ""
    return script


def recipe_named(text: str) -> str:
    """A general trainer's recipe, by its own name, that a sentence says the model was trained with."""
    match = _OF_TRAINER.search(text[:1000])
    return match[1] if match and not any(pattern("training_code", key).search(text) for key in _NOT_USED) else ""


def _for_users(card: Card, number: int) -> bool:
    """Do the heading above a block or the words before it show users how to go on from here?"""
    block = card.blocks[number]
    before = card.blocks[number - 1].text[-300:] if number else ""
    return bool(pattern("training_code", "for_users").search(" / ".join((*block.section[-1:], before))))

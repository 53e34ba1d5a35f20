"""Training code that stands in a card itself, and what its sentences say of it without a link. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from crawler import patterns
from crawler.model import README, Evidence
from pipelines.card import Block, Card, Sentence
from pipelines.declared.around import around
from pipelines.declared.code.commands import ADDRESS, recipe_named, script_named, scripts_in
from pipelines.declared.code.links import COLAB, Said, says
from pipelines.evidence import at_link, at_sentence
from pipelines.filenames import may_train, trains
from pipelines.wording import load, pattern

_SCRIPT = pattern("training_code", "script", 0)
_LONGEST = 20_000  # characters of a block
_TRAINING = patterns.compile(r"\btrain|fine-?\s?tun|\bsft\b|\bdpo\b|reproduc", patterns.I)
_OF_TRAINING = patterns.compile(
    r"\b(?:pre-?)?training\b(?! (?:corpus|data|set))|(?:^|\s)trained\b(?! (?:models?|checkpoints?)\b)|\bfine-?tuned\b",
    patterns.I,
)
_ABOUT = patterns.AnyOf(
    (r"\btraining (?:method|code|config)", r"train\w* codebase", r"^\W*code\W", r"\btraining\b.{0,12}\(coming"),
    patterns.I,
)
_NOTEBOOKS = tuple(
    patterns.compile(source, patterns.I)  # apart: together they are slow, and cards have many links
    for source in (
        r"https?://colab\.research\.google\.com/[^?#\s]+",
        r"https?://gist\.github\.com/",
        r"https?://(?:www\.)?kaggle\.com/(?![^?#]*(?:data|models/))(?:code/|[\w-]+/[\w-]+$)",
    )
)
_OTHERWISE = patterns.compile(  # made from another model, or the data
    r"onnx|gguf|format|merg|averag|conver|quanti|prun|\bdat(?:a|en|os|i)\b|\bdados\b|\bdonn[eé]es\b|данн", patterns.I
)
# What a whole script has beside the call that trains: an import, data that a call gets, a setting.
_WHOLE = tuple(
    patterns.compile(source, patterns.I)
    for source in (
        r"(?m)^\s*(?:import|from) \w",
        r"(?m)^\s*\w*(?:corpus|data|examples|df)\w*(?:\s*:\s*\w+)?\s*=\s*[\w.]+\(",
        r"epoch|learning_rate|\blr\b|batch",
    )
)
_SUFFIXES = (".ipynb", ".py", ".sh")
_HUB_SCRIPT = patterns.compile(
    r"https?://(?:huggingface\.co|hf\.co)/[^?#]+/(?:blob|resolve|tree)/[^?#]+\.(?:ipynb|py|sh)\b", patterns.I
)


def notebooks(card: Card) -> Iterator[tuple[bool, Evidence]]:
    """Links to notebooks and scripts outside of code hosts that the card names as training: nobody looks into them.

    With each whether it is said to be what trained this model; others are for users.
    """
    for link in card.links:
        if not _is_notebook(link.url) or link.where in {"bibtex", "image"}:
            continue
        text = ADDRESS.sub(" ", around(card, link))
        if "/github/" not in link.url and _trained_it(text):  # what lies on GitHub is looked at there
            yield True, at_link(card, link, "training-notebook-named")
        elif _trains(text, link.url):
            yield False, at_link(card, link, "training-notebook-linked")


def _is_notebook(url: str) -> bool:
    at_host = any(one.match(url) for one in _NOTEBOOKS)
    return at_host or (_names_script(url) and bool(_HUB_SCRIPT.match(url)))  # the first is cheap, and rules most out


def _names_script(text: str) -> bool:
    return any(suffix in text for suffix in _SUFFIXES)


def _trained_it(text: str) -> bool:
    """Is this said to be the training of the very model?"""
    told = COLAB.sub(" ", text)
    named = says("named", text) and _OF_TRAINING.search(text)
    return bool(named) and not any(says(key, told) for key in ("for_users", "other", "not_yet"))


def _trains(text: str, url: str) -> bool:
    told = says("named", text) or says("for_users", text)
    return bool(told and _TRAINING.search(text)) or trains(url)


def config_in_card(card: Card) -> Evidence | None:
    """A trainer's or merger's configuration that stands in the card."""
    configs = load("training_code")["configs"]
    for block in card.blocks:
        if block.kind == "code" and any(sum(key in block.text for key in keys) >= 3 for keys in configs.values()):
            return _at_block(card, block, "trainer-config")
    return None


def script_in_card(card: Card, repo_id: str) -> tuple[bool, Evidence] | None:
    """Training code that stands in the card: a piece of it, a command, or words that name the script that was run.

    With it, whether it is a whole script, which gets the data, sets up the training and calls it: such a one comes
    first. Where the code starts from this very model it is for users, unless the heading calls it training.
    """
    found = [
        (_is_whole(block), block, place)
        for block in card.blocks
        if (place := _place_of_code(block)) and (repo_id not in block.text or _is_called_training(block))
    ]
    if not found:
        return None
    is_whole, block, place = max(found, key=lambda one: one[0])  # the first of the best
    return is_whole, _at_script(card, block, place, "training-code-in-card" if is_whole else "training-script-in-card")


def _is_whole(block: Block) -> bool:
    text = block.text[:_LONGEST]
    return block.kind == "code" and bool(_SCRIPT.search(text)) and all(one.search(text) for one in _WHOLE)


def _is_called_training(block: Block) -> bool:
    return any(heading.lower().startswith("train") for heading in block.section)


def _place_of_code(block: Block) -> str:
    """The words of a block at which training code begins; empty where it has none."""
    text = block.text[:_LONGEST]
    if block.kind != "code":
        named = block.sentences() if block.kind != "heading" and (_names_script(text) or "recipe" in text) else []
        return next((place for one in named if (place := script_named(one.text) or recipe_named(one.text))), "")
    match = _SCRIPT.search(text)
    if match and "eval" not in match.group().lower():
        return match.group()
    return next(scripts_in(text), "")


def _at_script(card: Card, block: Block, place: str, rule: str) -> Evidence:
    line = min(block.line_start + block.text[: block.text.index(place)].count("\n"), block.line_end)
    quote = card.quote(line, block.line_end, place.split("\n")[0][:40])
    return Evidence(README, quote, rule, line, block.line_end)


def _at_block(card: Card, block: Block, rule: str) -> Evidence:
    first = next(n for n in range(block.line_start, block.line_end + 1) if card.lines[n - 1].strip())
    return Evidence(README, card.quote(first, block.line_end), rule, first, block.line_end)


def statements(card: Card, own_files: tuple[str, ...]) -> Iterator[tuple[Said, Evidence]]:
    """Sentences about training code without a link: what they say (promised, or a file of ours), and where."""
    names = [path for path in own_files if path.endswith(_SUFFIXES)]
    makers = [path for path in names if may_train(path)]
    for sentence in card.sentences:
        if sentence.kind in {"code", "table"} or len(sentence.text) > 1500:
            continue
        if _promises(sentence):
            yield Said.PROMISED, at_sentence(card, sentence, "training-code-not-released")
        elif _names_one(names, sentence.text) or any(_is_told_to_make(path, sentence.text) for path in makers):
            yield Said.FILE, at_sentence(card, sentence, "training-file-named")


def _names_one(paths: list[str], text: str) -> bool:
    return bool(paths) and says("named", text) and any(path in text for path in paths)


def _is_told_to_make(path: str, text: str) -> bool:
    """Does a sentence, in one of many languages, say that this file trained the model or made its weights?"""
    name = path if path in text else path.rpartition("/")[2]
    if name not in text or says("for_users", text) or says("other", text) or _OTHERWISE.search(text):
        return False
    return says("made_by_file", text.replace(name, "FILE"))


def _promises(sentence: Sentence) -> bool:
    text = sentence.text
    return says("not_yet", text) and bool(says("named", text) or _ABOUT.search(text))

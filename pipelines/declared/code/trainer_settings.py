"""Datasets that a trainer's configuration, command or script names, where a card shows it. Pure text in, names out."""

from __future__ import annotations

from collections.abc import Iterator

from crawler import patterns
from pipelines.wording import pattern

_LONGEST = 20_000  # characters of a block that are looked at
_KEY = patterns.compile(r"^[ \t]*(?:- *)?([\w-]+):[ \t]*$", patterns.M)
_MEASURES = patterns.compile(r"eval|test|valid|calib", patterns.I)
_TRAINS = patterns.compile(r"(?<![a-z])train(?!ed)|\bsft\b", patterns.I)


def datasets_set(text: str, is_code: bool) -> Iterator[tuple[str, int]]:
    """Names spelled like the Hub's ids, each with the offset of the words that name it.

    Outside of code only options of a command are read. What measures is passed over: a block that evaluates and does
    not train, a line on a test split, and what stands under a key as `test_datasets:`.
    """
    text = text[:_LONGEST]
    if not (is_code or " --" in text) or not pattern("training_data", "trains").search(text) or _only_measures(text):
        return
    for key in ("configured", "loaded", "mixed") if is_code else ("configured",):
        if key == "loaded" and not pattern("training_data", "trainer").search(text):
            continue
        for match in pattern("training_data", key, patterns.M).finditer(text):
            name = next(group for group in match.groups() if group)
            if _is_for_training(text, match, name, key):
                yield name, match.start()


def _only_measures(text: str) -> bool:
    return bool(pattern("training_data", "measures").search(text)) and not _TRAINS.search(text)


def _is_for_training(text: str, match: patterns.Match[str], name: str, key: str) -> bool:
    start = text.rfind("\n", 0, match.start(0) + 1) + 1
    end = text.find("\n", match.end())
    line = text[max(start, match.start() - 200) : match.end() + 200 if end < 0 else end].replace(name, "")
    if key == "loaded" and _MEASURES.search(line):
        return False
    over = _key_over(text[: match.start()])
    return not _MEASURES.search(over) and (key != "mixed" or "dataset" in over)


def _key_over(before: str) -> str:
    """The last key without a value of its own before a place in a configuration; empty where there is none."""
    keys = [match[1] for match in _KEY.finditer(before)]
    return keys[-1].lower() if keys else ""

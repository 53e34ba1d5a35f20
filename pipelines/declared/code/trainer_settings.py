"""Datasets that a trainer's configuration, command or script names, where a card shows it. Pure text in, names out."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from crawler import patterns
from pipelines.card.plain_yaml import PlainYaml
from pipelines.wording import pattern

_LONGEST = 20_000  # characters of a block that are looked at
_MEASURES = patterns.compile(r"eval|test|valid|calib|(?<![a-z])(?:val|dev)(?![a-z])", patterns.I)
_TRAINS = patterns.compile(r"(?<![a-z])train(?!ed)|\bsft\b", patterns.I)
_ID = patterns.compile(r"[\w.-]+/[\w.-]+")
_SETTING = patterns.compile(r"(?<![a-z])data|corp(?:us|ora)\b", patterns.I)
# Keys with an id for a value. "push_dataset_to_hub" and "dataset_prepared_path" name what a run writes.
_NAMES = patterns.compile(r"(?:\w+_)?(?:data|datasets?|corpus|corpora)(?:_(?:name|id|path|source|repo|repo_id|list))?")
_PLACES = frozenset({"path", "name", "id", "source", "repo_id", "repo", "hf_id", "hf_path", "hf_repo"})
_FOLDERS = frozenset({"data", "dataset", "datasets", "path", "input", "raw", "processed", "tmp", "home", "mnt"})


def datasets_set(text: str, is_code: bool) -> Iterator[tuple[str, int]]:
    """Names spelled like the Hub's ids, each with the offset of the words that name it.

    Outside of code only options of a command are read. What measures is passed over: a block that evaluates and does
    not train, a line on a test split, and what stands under a key as `test_datasets:`.
    """
    text = text[:_LONGEST]
    if not (is_code or " --" in text) or not pattern("training_data", "trains").search(text) or _only_measures(text):
        return
    settings = _settings(text) if is_code else None
    found = _spelled(text, is_code) if settings is None else ((name, text.find(name)) for name in _set(settings, ""))
    yield from ((name, place) for name, place in found if name.partition("/")[0].lower() not in _FOLDERS)


def _only_measures(text: str) -> bool:
    return bool(pattern("training_data", "measures").search(text)) and not _TRAINS.search(text)


def _settings(text: str) -> object:
    """A configuration (YAML, and so JSON) as values; None for any other text."""
    try:
        value = PlainYaml(text).document()
    except (yaml.YAMLError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _set(value: object, keys: str) -> Iterator[str]:
    """Ids under keys on data: by a key that asks for one, in a list of them, or as keys with a share each.

    `keys` are those above, outermost first, with a blank behind each.
    """
    if isinstance(value, list):
        for item in value:
            yield from _set(item, keys)
    elif isinstance(value, dict):
        if not _MEASURES.search(str(value.get("split", ""))):
            for key, below in value.items():
                yield from _set(below if not _ID.fullmatch(key) else key, f"{keys}{key.lower()} ")
    elif _is_id_of_data(str(value), keys):
        yield str(value)


def _is_id_of_data(value: str, keys: str) -> bool:
    over, _, last = keys.rstrip().rpartition(" ")
    if not _ID.fullmatch(value) or _MEASURES.search(keys.replace(value.lower(), "")):
        return False
    by_key = last in _PLACES or last == value.lower()
    return _NAMES.fullmatch(last) is not None or (by_key and _SETTING.search(over) is not None)


def _spelled(text: str, is_code: bool) -> Iterator[tuple[str, int]]:
    """Ids in the options of a command, the settings of a script and what a script with a trainer loads."""
    for match in pattern("training_data", "configured").finditer(text):
        if not _MEASURES.search(match[0].replace(_name(match), "")):
            yield _name(match), match.start()
    if is_code and pattern("training_data", "trainer").search(text):
        loaded = pattern("training_data", "loaded").finditer(text)
        yield from ((_name(match), match.start()) for match in loaded if not _is_of_a_test(text, match))


def _name(match: patterns.Match[str]) -> str:
    return next(group for group in match.groups() if group)


def _is_of_a_test(text: str, match: patterns.Match[str]) -> bool:
    start = text.rfind("\n", 0, match.start() + 1) + 1
    end = text.find("\n", match.end())
    line = text[max(start, match.start() - 200) : match.end() + 200 if end < 0 else end]
    return _MEASURES.search(line.replace(_name(match), "")) is not None

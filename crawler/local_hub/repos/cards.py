"""Front matter as the Hub reads it, and the tags the Hub derives from it. Broken YAML means no card data."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

import yaml
from huggingface_hub.repocard import REGEX_YAML_BLOCK

from crawler.local_hub.repos.repo import ABSENT

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_CARD = 1_000_000  # bytes of a README looked at
MAX_NODES = 50_000  # values of a front matter once its aliases are written out
MAX_DEPTH = 100
QUANTISERS = frozenset({"gguf", "gptq", "awq", "exl2", "exl3", "bitsandbytes", "mlx", "quantized"})


def card_data(readme: bytes) -> object:
    """The README's front matter as a JSON object, ABSENT where there is none or it cannot be read."""
    found = REGEX_YAML_BLOCK.match(readme[:MAX_CARD].decode("utf-8", "replace"))
    if not found:
        return ABSENT
    try:
        _check_depth(found.group(2))
        data = yaml.load(found.group(2), Loader=LOADER)  # noqa: S506 - a safe loader, in C where there is one
        return _as_json(data, iter(range(MAX_NODES))) if isinstance(data, dict) else ABSENT
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError):
        return ABSENT


def _check_depth(block: str) -> None:
    """Raises ValueError for what is too deeply nested: composing it recurses in C, and there ends the process."""
    depth = 0
    for event in yaml.parse(block, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise ValueError("too deeply nested")


def _as_json(value: object, budget: Iterator[int]) -> object:
    """The value in JSON's types. Raises ValueError when the budget of values is used up (aliases can multiply)."""
    if next(budget, None) is None:
        raise ValueError("too many values")
    if isinstance(value, Mapping):
        return {str(key): _as_json(item, budget) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_as_json(item, budget) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, str | int | float | None) else str(value)


def derived_tags(card: object, paths: tuple[str, ...], given: tuple[str, ...]) -> list[str]:
    """The given tags, then those the Hub makes of card data and that the given ones do not answer already."""
    data = card if isinstance(card, Mapping) else {}
    made = [*_strings(data, "library_name"), *_strings(data, "pipeline_tag"), *_strings(data, "tags")]
    made += _strings(data, "language")
    made += [f"dataset:{name}" for name in _strings(data, "datasets")]
    if not _has(given, "base_model:"):
        made += _base_model_tags(data, paths, given)
    if not _has(given, "license:"):
        made += [f"license:{name.lower()}" for name in _strings(data, "license")]
    return list(dict.fromkeys([*given, *made, "region:us"]))


def _strings(data: Mapping[str, object], key: str) -> list[str]:
    value = data.get(key)
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str) and item]


def _has(tags: tuple[str, ...], prefix: str) -> bool:
    return any(tag.startswith(prefix) for tag in tags)


def _base_model_tags(data: Mapping[str, object], paths: tuple[str, ...], given: tuple[str, ...]) -> Iterator[str]:
    parents = _strings(data, "base_model")
    yield from (f"base_model:{parent}" for parent in parents)
    if parents:
        relation = next(iter(_strings(data, "base_model_relation")), "") or _relation(data, paths, given, len(parents))
        yield from (f"base_model:{relation}:{parent}" for parent in parents)


def _relation(data: Mapping[str, object], paths: tuple[str, ...], given: tuple[str, ...], parents: int) -> str:
    """The relation the Hub reads off the repository itself when the card does not state one."""
    words = {word.lower() for word in (*given, *_strings(data, "tags"), *_strings(data, "library_name"))}
    if "adapter_config.json" in paths or "peft" in words or "lora" in words:
        return "adapter"
    if words & QUANTISERS or any(path.endswith(".gguf") for path in islice(paths, 1000)):
        return "quantized"
    return "merge" if parents > 1 or "merge" in words else "finetune"

"""What a model's own files say of it in the Hub's answers: its config.json, its size, its own licence's name. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping

from crawler import patterns
from crawler.storable import LARGEST, storable

CONFIG, ADAPTER_CONFIG = "config.json", "adapter_config.json"
CONFIGS = (CONFIG, ADAPTER_CONFIG)  # files of which the Hub passes on a part
_KEYS = (
    "architectures",
    "model_type",
    "auto_map",
    "quantization_config",
)  # the part of the file that the Hub passes on
_PEFT_KEYS = ("base_model_name_or_path", "task_type")
OWN_LICENCE = ("license_name", "license_link")
_LONGEST = 500  # characters
_UNITS = {"m": 10**6, "b": 10**9}  # T is mostly a number of tokens
_NAMED = patterns.compile(r"(?<![0-9A-Za-z.])(\d{1,4}(?:\.\d{1,3})?)(m|b)(?![0-9A-Za-z])", patterns.I)


def hub_config(texts: Mapping[str, str | bytes]) -> dict[str, object]:
    """What the Hub shows as `config`, of the files by their names; of what is no JSON object nothing."""
    found = _fields(texts.get(CONFIG, ""), _KEYS)
    peft = _fields(texts.get(ADAPTER_CONFIG, ""), _PEFT_KEYS)
    return {**found, "peft": peft} if peft else found


def _fields(text: str | bytes, keys: tuple[str, ...]) -> dict[str, object]:
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {key: raw[key] for key in keys if raw.get(key)} if isinstance(raw, dict) else {}


def size(repo_id: str, safetensors: object) -> dict[str, str | int | None]:
    """The columns `params` and `params_source`; both empty where nothing says it.

    `safetensors` is the Hub's field of that name, `{"parameters": {"BF16": n}, "total": n}`. A name counts only where
    it states one size: `8x7B` (experts share parameters) and a name with two sizes state none, `30B-A3B` is 30B.
    """
    total = safetensors.get("total") if isinstance(safetensors, dict) else None
    if isinstance(total, int) and not isinstance(total, bool) and 0 < total <= LARGEST:
        return {"params": total, "params_source": "safetensors"}
    found = {round(float(number) * _UNITS[unit.lower()]) for number, unit in _NAMED.findall(repo_id.rpartition("/")[2])}
    stated = found.pop() if len(found) == 1 else 0
    return {"params": stated, "params_source": "name"} if stated else {"params": None, "params_source": ""}


def own_licence(card: object) -> dict[str, str]:
    """What stands beside the tag `other`; lists and other shapes are left to whoever reads the card."""
    said = card if isinstance(card, dict) else {}
    return {k: storable(said[k], _LONGEST) if isinstance(said.get(k), str) else "" for k in OWN_LICENCE}

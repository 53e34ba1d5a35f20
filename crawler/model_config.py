"""What the Hub gives of a model's config.json in its own answers, for those who have the file and not the Hub."""

from __future__ import annotations

import json

CONFIG = "config.json"
_KEYS = (
    "architectures",
    "model_type",
    "auto_map",
    "quantization_config",
)  # the part of the file that the Hub passes on


def hub_config(text: str | bytes) -> dict[str, object]:
    """The fields of a config.json that the Hub shows as `config`; empty for what is no JSON object."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {key: raw[key] for key in _KEYS if raw.get(key)} if isinstance(raw, dict) else {}

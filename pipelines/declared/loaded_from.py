"""The model that `config.json` says the weights were loaded from, which is often a folder on somebody's disk. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping

from crawler import patterns
from crawler.model import Evidence
from crawler.model_config import CONFIG
from pipelines.declared.base_entries import is_folder
from pipelines.declared.derivation import Parent
from pipelines.declared.model_ids import model_id
from pipelines.repository import Repository

_KEY = "_name_or_path"  # as the Transformers library writes it
_LONGEST = 200_000  # characters of a configuration that is parsed: labels are listed in it
_CHECKPOINT = patterns.compile(r"(?:checkpoint|epoch|step|final|best|last|outputs?)[\W_]?\d*", patterns.I)


def loaded_parent(repository: Repository) -> Parent | None:
    """What the configuration names, where it was read and has the form of an id; its relation is left open.

    An id without an owner may as well be a folder, and one of the repository's own name is the model itself.
    """
    text = repository.snapshot.texts.get(CONFIG, "")
    named = _entry(text) if len(text) <= _LONGEST else ""
    name, own = model_id(named), repository.snapshot.repo_id.lower()
    owner, _, rest = name.lower().partition("/")
    if not rest or name.lower() == own or is_folder(owner) or _CHECKPOINT.fullmatch(rest):
        return None
    lines = text.split("\n")
    line = next((number for number, row in enumerate(lines, 1) if f'"{_KEY}"' in row and named in row), 0)
    if not line:
        return None
    return Parent(name, None, "config", Evidence(CONFIG, lines[line - 1].strip()[:300], "loaded-from", line, line))


def _entry(text: str) -> str:
    """The entry of a configuration, "" where there is none or the text is no mapping."""
    try:
        config = json.loads(text) if text else None
    except (ValueError, RecursionError):
        return ""
    named = config.get(_KEY) if isinstance(config, Mapping) else None
    return named if isinstance(named, str) else ""

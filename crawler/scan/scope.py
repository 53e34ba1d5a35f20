"""Which models a scan opens. Every model gets a row; only those in scope have their texts read. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib.resources import files


@cache
def _rules() -> Mapping[str, int | list[str]]:
    return tomllib.loads(files("crawler.scan").joinpath("scope.toml").read_text(encoding="utf-8"))


def in_scope(scope: str, hub_id: str, author: str, likes: int, downloads: int) -> bool:
    """Is a model of this row opened? `all` opens every model; `notable` those of scope.toml and a sample of the tail.

    The sample depends on the id alone, so that a model in it stays in it and shares can be estimated from it.
    """
    if scope == "all":
        return True
    rules = _rules()
    assert isinstance(rules["organisations"], list)
    return (
        likes >= _number("likes")
        or downloads >= _number("downloads")
        or author.lower() in rules["organisations"]
        or _draw(hub_id) % _number("tail_one_in") == 0
    )


def _number(name: str) -> int:
    value = _rules()[name]
    assert isinstance(value, int)
    return value


def _draw(hub_id: str) -> int:
    return int.from_bytes(blake2b(f"{_number('seed')}:{hub_id}".encode(), digest_size=8).digest(), "big")

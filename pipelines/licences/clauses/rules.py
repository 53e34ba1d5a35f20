"""Clause rules, read from `wording/*.toml`: patterns are data, one table a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from crawler import patterns
from pipelines import wording

_WORDING = "pipelines.licences.wording"
_SPACE = patterns.compile(r"(\[(?:\\.|[^\]\\])*\])| ")


@dataclass(frozen=True, slots=True)
class Rule:
    """A clause: `match` sets `term` to `value`, but not in a sentence with `unless` nor after `unless_before`."""

    id: str
    term: str
    value: str
    match: patterns.Screen
    unless: patterns.Pattern[str] | None
    unless_before: patterns.Pattern[str] | None


def pattern(source: str) -> patterns.Pattern[str]:
    """Compile a pattern for folded text: a blank outside brackets is any gap between words, line or paragraph."""
    return patterns.compile(_spaced(source))


def any_of(sources: list[str] | tuple[str, ...]) -> patterns.Pattern[str] | None:
    """One pattern for several alternatives; None for none."""
    return pattern("|".join(f"(?:{s})" for s in sources)) if sources else None


def words(sources: list[str]) -> patterns.AnyOf:
    """The same for long lists, which `AnyOf` searches faster."""
    return patterns.AnyOf([_spaced(source) for source in sources])


def _spaced(source: str) -> str:
    return _SPACE.sub(lambda m: m.group(1) or "[ \n]", source)


def table(name: str) -> Mapping[str, Any]:
    """A file of `wording/` (without its suffix), parsed."""
    return wording.table(_WORDING, name)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of every file, by file name and order of writing."""
    return tuple(_rule(entry) for one in wording.tables(_WORDING) for entry in one.get("clause", []))


def _rule(entry: dict[str, Any]) -> Rule:
    matches = patterns.Screen(pattern(m) for m in entry["match"])
    unless, before = any_of(entry.get("unless", [])), any_of(entry.get("unless_before", []))
    return Rule(entry["id"], entry["term"], entry["value"], matches, unless, before)

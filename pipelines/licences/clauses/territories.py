"""Territories that a clause excludes, as codes, with a note where the exclusion binds only some models."""

from __future__ import annotations

from functools import cache

from crawler import patterns
from pipelines.licences.clauses.rules import any_of, table

_SOME_MODELS = patterns.compile(r"multi-?modal|multimodal|multimodale[ns]?|多模态")
MULTIMODAL_NOTE = " (multimodal models only)"


@cache
def _places() -> tuple[tuple[str, patterns.Pattern[str]], ...]:
    named = table("geography")["place"]
    return tuple((code, compiled) for code, sources in named.items() if (compiled := any_of(sources)))


def excluded_places(folded: str, start: int, low: int, high: int) -> str:
    """Codes of the places named in a clause, comma-separated, in the order of the table; empty for none."""
    clause = folded[max(low, start - 200) : min(high, start + 500)]
    codes = [code for code, compiled in _places() if compiled.search(clause)]
    note = MULTIMODAL_NOTE if codes and _SOME_MODELS.search(clause) else ""
    return ", ".join(codes) + note

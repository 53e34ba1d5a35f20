"""Claims of openness in languages other than English, told by the words around a mention. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from crawler import patterns
from pipelines.declared.names import Names
from pipelines.wording import alternatives, load, pattern

_CLAUSE = patterns.compile(r"[,;:.，；：。、،؛]")
_UNSPACED = ("zh", "ja", "ko", "th")


def claim_by_words(text: str, names: Names) -> str:
    """The answer "self-<language>" where a sentence in that language claims that the model is open source, else ""."""
    return next((f"self-{name}" for name, words in _languages_of(text) if _claims(text, words, names)), "")


@cache
def any_mention() -> patterns.AnyOf:
    """Whatever speaks of open source, in any language, or defines the model as it."""
    rules = load("claims")
    tables: Mapping[str, Any] = rules["languages"]
    entries = (entry for table in tables.values() for entry in table["mention"])
    return alternatives("claims", [*rules["mention"], *rules["definition"], *entries])


@cache
def _language(name: str) -> Mapping[str, patterns.AnyOf]:
    """The expressions of one language; words of alphabets are matched whole."""
    table: Mapping[str, list[str]] = load("claims")["languages"][name]
    spaced = name not in _UNSPACED
    return {
        key: alternatives("claims", [rf"\b(?:{entry})\b" if spaced and entry[0] != "[" else entry for entry in entries])
        for key, entries in table.items()
    }


def _languages_of(text: str) -> Iterator[tuple[str, Mapping[str, patterns.AnyOf]]]:
    """Languages with a mention of their own here; else the one most of whose common words stand here, English aside."""
    tables = {name: _language(name) for name in load("claims")["languages"]}
    own = [(name, words) for name, words in tables.items() if words["mention"].search(text)]
    if own or not pattern("claims", "mention").search(text):
        yield from own
        return
    told = {name: words["common"] for name, words in tables.items() if "common" in words}
    counts = {name: len({*words.findall(text)}) for name, words in told.items()}
    best = max(counts, key=counts.__getitem__)
    if counts[best] >= 2 and counts[best] > len({*pattern("claims", "english").findall(text)}):
        yield best, tables[best]


def _claims(text: str, words: Mapping[str, patterns.AnyOf], names: Names) -> bool:
    match = words["mention"].search(text) or pattern("claims", "mention").search(text)
    around = text[max(0, match.start() - 80) : match.end() + 40] if match else ""
    if match is None or words["reject"].search(around) or names.of_base(text) or _is_of_base(text, match, words):
        return False
    what = _nearest(text, match, words)
    return what != "artifact" and (names.of_itself(text) or bool(what and words["itself"].search(text)))


def _is_of_base(text: str, mention: patterns.Match[str], words: Mapping[str, patterns.AnyOf]) -> bool:
    """Does the clause say that the model is made of what is open ("built on", "uses"), before it or after?"""
    before = _CLAUSE.split(text[max(0, mention.start() - 80) : mention.start()])[-1]
    after = _CLAUSE.split(text[mention.end() : mention.end() + 40])[0]
    if words["made_of"].search(before):
        return True
    return "made_from" in words and words["made_from"].search(after) is not None


def _nearest(text: str, mention: patterns.Match[str], words: Mapping[str, patterns.AnyOf]) -> str:
    """The kind of noun that stands nearest to a mention: "model", "artifact" or ""."""
    distances = [
        (max(mention.start() - found.end(), found.start() - mention.end(), 0), kind)
        for kind in ("artifact", "model")
        for found in words[kind].finditer(text)
    ]
    return min(distances, default=(0, ""))[1]

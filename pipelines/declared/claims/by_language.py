"""Claims of openness in languages other than English, told by the words around a mention. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from crawler import patterns
from pipelines.declared.names import Names
from pipelines.wording import alternatives, load, pattern

_CLAUSE = patterns.compile(r"[,;:.，；：。、،؛]")
# Languages whose words are found as parts of others: no blanks, or vowel signs that no `\b` counts as letters.
_UNSPACED = ("zh", "ja", "ko", "th", "hi", "bn")


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
    """The expressions of one language; words of alphabets are matched whole, see `_UNSPACED`."""
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
    if best := told_language(text):
        yield best, tables[best]


def told_language(text: str) -> str:
    """The language other than English most of whose commonest words stand in a text, "" where English has as many."""
    tables = {name: _language(name) for name in load("claims")["languages"]}
    counts = {name: len({*words["common"].findall(text)}) for name, words in tables.items()}
    best = max(counts, key=counts.__getitem__)
    is_told = counts[best] >= 2 and counts[best] > len({*pattern("claims", "english").findall(text)})
    return best if is_told else ""


def _claims(text: str, words: Mapping[str, patterns.AnyOf], names: Names) -> bool:
    match = words["mention"].search(text) or pattern("claims", "mention").search(text)
    around = text[max(0, match.start() - 80) : match.end() + 40] if match else ""
    if match is None or words["reject"].search(around) or names.of_base(text) or _is_of_base(text, match, words, names):
        return False
    if not names.of_itself(text) and _is_on_another(text, words, names):
        return False
    what = _nearest(text, match, words)
    return what != "artifact" and (names.of_itself(text) or bool(what and words["itself"].search(text)))


def _is_of_base(text: str, mention: patterns.Match[str], words: Mapping[str, patterns.AnyOf], names: Names) -> bool:
    """Does the clause say that the model is made of what is open ("built on", "uses"), before it or after?"""
    *told, before = _CLAUSE.split(text[max(0, mention.start() - 80) : mention.start()].rstrip())
    is_aside = told and before and not words["itself"].search(before)
    if is_aside and _is_a_strangers(told[-1].split()[-1:], words, names):  # "is built on Tern, a model that is open"
        return True
    after = _CLAUSE.split(text[mention.end() : mention.end() + 40])[0]
    if words["made_of"].search(before):
        return True
    return "made_from" in words and words["made_from"].search(after) is not None


def _is_a_strangers(name: list[str], words: Mapping[str, patterns.AnyOf], names: Names) -> bool:
    """Is a word written as a name that is neither this model's nor a word of the language that is known?"""
    lists = (words[key] for key in ("model", "itself", "common"))
    is_name = bool(name) and name[0][:1].isupper() and len(name[0]) > 2 and not names.of_itself(name[0])
    return is_name and not any(known.search(name[0]) for known in lists)


def _is_on_another(text: str, words: Mapping[str, patterns.AnyOf], names: Names) -> bool:
    """Is another's name the subject: "Tern is ..."?"""
    first, _, goes_on = text.strip(" *_#-").partition(" ")
    return words["itself"].match(goes_on) is not None and _is_a_strangers([first], words, names)


def _nearest(text: str, mention: patterns.Match[str], words: Mapping[str, patterns.AnyOf]) -> str:
    """The kind of noun that stands nearest to a mention, "model", "artifact" or ""; of "the app for the model" the app."""
    found = [(artifact, "artifact") for key in _artifacts(words) for artifact in key.finditer(text)]
    found += [(model, "model") for model in words["model"].finditer(text)]
    distances = [(max(mention.start() - noun.end(), noun.start() - mention.end(), 0), kind) for noun, kind in found]
    kind = min(distances, default=(0, ""))[1]
    if kind == "model" and _hangs(text[: mention.start()], words):
        return "artifact"
    return kind


def _artifacts(words: Mapping[str, patterns.AnyOf]) -> tuple[patterns.AnyOf, patterns.AnyOf]:
    return words["artifact"], pattern("claims", "artifact_anywhere")


def _hangs(before: str, words: Mapping[str, patterns.AnyOf]) -> bool:
    """Does a clause begin with what is no model, and does the model hang on it: "the app that goes with the model"?"""
    clause = _CLAUSE.split(before)[-1].split()
    head = " ".join(clause[:2])
    model = words["model"].search(" ".join(clause[2:]))
    if model is None or words["model"].search(head) or not any(key.search(head) for key in _artifacts(words)):
        return False
    between = " ".join(clause[2:])[: model.start()]
    return bool(between.strip()) and not pattern("claims", "joined_by").search(between)

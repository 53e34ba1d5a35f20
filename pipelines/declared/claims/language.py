"""In which language a sentence speaks, and the words of each. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from crawler import patterns
from pipelines.wording import alternatives, load, pattern

Table = Mapping[str, patterns.AnyOf]

# Languages whose words are found as parts of others: no blanks, or vowel signs that no `\b` counts as letters.
UNSPACED = ("zh", "ja", "ko", "th", "hi", "bn")
_ANYWHERE = {"model", "in", "is"}  # words of English that other languages have


@cache
def any_mention() -> patterns.AnyOf:
    """Whatever speaks of open source, in any language, or defines the model as it."""
    rules = load("claims")
    tables: Mapping[str, Any] = rules["languages"]
    entries = (entry for table in tables.values() for entry in table["mention"])
    return alternatives("claims", [*rules["mention"], *rules["definition"], *entries])


@cache
def table(name: str) -> Table:
    """The expressions of one language; words of alphabets are matched whole, see `UNSPACED`."""
    lists: Mapping[str, list[str]] = load("claims")["languages"][name]
    spaced = name not in UNSPACED
    return {
        key: alternatives("claims", [rf"\b(?:{entry})\b" if spaced and entry[0] != "[" else entry for entry in entries])
        for key, entries in lists.items()
    }


def languages_of(text: str) -> Iterator[str]:
    """The one most of whose common words stand here, if it has such a mention; else all that have one of their own."""
    tables = {name: table(name) for name in load("claims")["languages"]}
    own = [name for name, words in tables.items() if words["mention"].search(text)]
    told = told_language(text)
    if told in own or (told and not own and pattern("claims", "mention").search(text)):
        yield told
    else:
        yield from own


@lru_cache(maxsize=100)  # a sentence is asked for its grammar, and for its language
def told_language(text: str) -> str:
    """The language other than English most of whose commonest words stand in a text, "" where English has as many.

    A single word tells one, too, if it is longer than a letter or two and nothing in the text is English alone.
    """
    english = {word.lower() for word in pattern("claims", "english").findall(text)}
    languages = {name: table(name) for name in load("claims")["languages"]}
    found = {name: words for name in languages if (words := _spoken(languages[name], text))}
    if not found:
        return ""
    best = max(found, key=lambda name: (len(found[name]), languages[name]["model"].search(text) is not None))
    is_told = len(found[best]) >= 2 and len(found[best]) > len(english)
    is_hinted = (
        any(len(word) > 2 or not word.isascii() for word in found[best] - english)
        and english <= found[best] | _ANYWHERE
    )
    return best if is_told or is_hinted else ""


def _spoken(words: Table, text: str) -> set[str]:
    """The words of a language that stand in a text, but for nouns that are English, too, and "MIT" in capitals."""
    lists = [words[key] for key in ("common", "itself", "model") if words[key].search(text)]
    spoken = (word for found in lists for word in found.findall(text) if any(map(str.isalpha, word)))  # no dash
    told = {word.lower() for word in spoken if not word.isupper() or len(word) == 1}
    return {word for word in told if not any(pattern("claims", key).fullmatch(word) for key in ("model", "artifact"))}

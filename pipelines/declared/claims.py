"""Does a sentence claim that this very model is open source? English by its grammar, others by their words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.wording import alternatives, load, pattern

_WINDOW = 200  # characters before and after a mention that are looked at
_PHRASE = 7  # words of the noun phrase after a mention
_CLAUSE = re.compile(r"[;!?。！？]|\. | \| ")
_TOKEN = re.compile(r"[\w'’&+./-]+|[,():–—：，（]")
_WORDS = re.compile(r"[\w.+-]+")


@dataclass(frozen=True, slots=True)
class Names:
    """Lower-cased words by which a card may call its model and its owner, and those of the model it was made from."""

    own: frozenset[str]
    base: frozenset[str]

    def of_itself(self, text: str) -> bool:
        """Does a text name the model itself or its owner?"""
        return _names_any(text, self.own)

    def of_base(self, text: str) -> bool:
        """Does a text name the base model and not the model itself?"""
        return _names_any(text, self.base) and not self.of_itself(text)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A mention, the words of its clause around it, and what is open: "model", "artifact", "licence" or "" (unsaid)."""

    text: str
    before: str
    after: str
    what: str


def claim_in(text: str, names: Names, heading: bool = False) -> str:
    """The kind of claim a sentence makes of its own model, "" for none.

    "self", "self-ranking" (the best open one), "self-licence", "self-title" (a heading or title), "self-definition", or
    "self-<language>". `heading` tells that the sentence is one.
    """
    definition = pattern("claims", "definition").search(text)
    if definition and not _says("not_yet", text[: definition.start()]):
        return "self-definition"
    for match in pattern("claims", "mention").finditer(text):
        mention = _mention(text, match)
        if rule := _english(mention, names, heading):
            return rule
    if heading and not names.of_itself(text):
        return ""
    return next((f"self-{name}" for name, words in _languages_of(text) if _in_language(text, words, names)), "")


def mentions(text: str) -> bool:
    """Does a sentence speak of open source at all?"""
    return bool(pattern("claims", "mention").search(text) or _any_mention().search(text) or _says("definition", text))


def _mention(text: str, match: re.Match[str]) -> _Mention:
    before = _CLAUSE.split(text[max(0, match.start() - _WINDOW) : match.start()])[-1]
    after = _CLAUSE.split(text[match.end() : match.end() + _WINDOW])[0]
    return _Mention(match.group(), before, after, _head(after))


def _head(after: str) -> str:
    """What the noun phrase after a mention is about: its last noun that is known."""
    words = _head_words(after)
    if not words:
        return ""
    if pattern("claims", "artifact").fullmatch(words[-1]):
        return "licence" if words[-1].startswith("licen") else "artifact"
    return "model"


def _head_words(after: str) -> list[str]:
    """The known nouns of the noun phrase after a mention."""
    found: list[str] = []
    for token in _TOKEN.findall(after)[:_PHRASE]:
        word = token.lower().strip("-.")
        if pattern("claims", "phrase_end").fullmatch(word) or (found and not word[:1].isalnum()):
            break
        if pattern("claims", "artifact").fullmatch(word) or pattern("claims", "model").fullmatch(word):
            found.append(word)
    return found


def _english(mention: _Mention, names: Names, heading: bool) -> str:
    before = mention.before
    if _says("not_yet", before) or names.of_base(before) or mention.after.startswith("-based"):
        return ""
    if mention.what == "licence":
        is_own = _says("licensed", before) and _is_subject(before, names) and not _says("others", before)
        return "self-licence" if is_own or before.rstrip().endswith(":") else ""
    if mention.what == "artifact":
        return ""
    if mention.what == "model" and _says("rivals", before):
        return ""
    if _says("ranking", before):
        return "self-ranking" if mention.what == "model" and (_is_subject(before, names) or _is_title(before)) else ""
    if _says("others", before) and not names.of_itself(" ".join(before.split()[-2:])):
        return ""
    return _stated(mention, names, heading)


def _stated(mention: _Mention, names: Names, heading: bool) -> str:
    before, after = mention.before, mention.after
    subject = _is_subject(before, names)
    if mention.what == "model":
        if subject or names.of_itself(" ".join(after.split()[:6])):
            return "self"
        one = not _head_words(after)[-1].endswith("s") and not before.strip(" *_#>-\"'")
        return "self-title" if one or (not heading and _is_title(before)) else ""
    if _says("verbal", before) and not _says("predicate", before):
        is_model = _subject_is_model(before, names) if _says("clause", before) else _is_model(after, names)
        return "self" if subject and is_model else ""
    if _says("predicate", before):
        return "self" if subject and _subject_is_model(before, names) else ""
    return "self" if names.of_itself(" ".join(after.split()[:4])) else ""


def _is_model(text: str, names: Names) -> bool:
    """Is what follows a verb a model, or nothing that is known to be something else?"""
    words = [word.lower() for word in _WORDS.findall(text)]
    if names.of_itself(text) or any(pattern("claims", "model").fullmatch(word) for word in words):
        return True
    return not any(pattern("claims", "artifact").fullmatch(word) for word in words)


def _subject_is_model(before: str, names: Names) -> bool:
    """Is the last known noun before "is open source" no data, code or tool?"""
    for word in reversed(_WORDS.findall(pattern("claims", "place").sub("", before.lower()))):
        if pattern("claims", "model").fullmatch(word) or names.of_itself(word):
            return True
        if pattern("claims", "artifact").fullmatch(word):
            return False
    return True


def _is_subject(before: str, names: Names) -> bool:
    return names.of_itself(before) or _says("itself", before) or bool(pattern("claims", "the_model", 0).search(before))


def _is_title(before: str) -> bool:
    return _says("title", before)


def _says(key: str, text: str) -> bool:
    return bool(pattern("claims", key).search(text))


def _names_any(text: str, names: frozenset[str]) -> bool:
    words = {part for word in _WORDS.findall(text.lower()) for part in (word, *re.split(r"[-_.]", word))}
    return bool(words & names) or any(word.startswith(name) for name in names if len(name) > 3 for word in words)


@cache
def _any_mention() -> re.Pattern[str]:
    tables: Mapping[str, Any] = load("claims")["languages"]
    return alternatives("claims", [entry for table in tables.values() for entry in table["mention"]])


@cache
def _language(name: str) -> Mapping[str, re.Pattern[str]]:
    """The expressions of one language; words of alphabets are matched whole."""
    table: Mapping[str, list[str]] = load("claims")["languages"][name]
    spaced = name not in ("zh", "ja", "ko")
    return {
        key: alternatives("claims", [rf"\b(?:{entry})\b" if spaced and entry[0] != "[" else entry for entry in entries])
        for key, entries in table.items()
    }


def _languages_of(text: str) -> Iterator[tuple[str, Mapping[str, re.Pattern[str]]]]:
    """Languages with a mention of their own here; else the one most of whose common words stand here, English aside."""
    tables = {name: _language(name) for name in load("claims")["languages"]}
    own = [(name, words) for name, words in tables.items() if words["mention"].search(text)]
    if own or not pattern("claims", "mention").search(text):
        yield from own
        return
    counts = {name: len(words["common"].findall(text)) for name, words in tables.items() if "common" in words}
    best = max(counts, key=counts.__getitem__)
    if counts[best] >= 2 and counts[best] > len(pattern("claims", "english").findall(text)):
        yield best, tables[best]


def _in_language(text: str, words: Mapping[str, re.Pattern[str]], names: Names) -> bool:
    match = words["mention"].search(text) or pattern("claims", "mention").search(text)
    around = text[max(0, match.start() - 80) : match.end() + 40] if match else ""
    if match is None or words["reject"].search(around) or names.of_base(text):
        return False
    what = _nearest(text, match, words)
    return what != "artifact" and (names.of_itself(text) or bool(what and words["itself"].search(text)))


def _nearest(text: str, mention: re.Match[str], words: Mapping[str, re.Pattern[str]]) -> str:
    """The kind of noun that stands nearest to a mention: "model", "artifact" or ""."""
    distances = [
        (max(mention.start() - found.end(), found.start() - mention.end(), 0), kind)
        for kind in ("artifact", "model")
        for found in words[kind].finditer(text)
    ]
    return min(distances, default=(0, ""))[1]

"""Claims of openness in languages other than English, told by the words around a mention. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from crawler import patterns
from pipelines.declared.names import Names
from pipelines.wording import alternatives, load, pattern

_CLAUSE = patterns.compile(r"[,;:.，；：。、،؛]")
_HEAD_LAST = ("zh", "ja", "ko", "tr", "hu", "fi", "hi", "bn")  # "code model" is a model
_ANYWHERE = {"model", "in", "is"}  # words of English that other languages have
_TITLE = 8  # words of a clause without a verb
# Languages whose words are found as parts of others: no blanks, or vowel signs that no `\b` counts as letters.
_UNSPACED = ("zh", "ja", "ko", "th", "hi", "bn")


def claim_by_words(text: str, names: Names) -> str:
    """The answer "self-<language>" where a sentence in that language claims that the model is open source, else ""."""
    return next((f"self-{name}" for name in _languages_of(text) if _claims(text, name, names)), "")


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


def _languages_of(text: str) -> Iterator[str]:
    """The one most of whose common words stand here, if it has such a mention; else all that have one of their own."""
    tables = {name: _language(name) for name in load("claims")["languages"]}
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
    languages = {name: _language(name) for name in load("claims")["languages"]}
    spoken = {name: table["common"] for name, table in languages.items() if table["common"].search(text)}
    if not spoken:
        return ""
    found = {name: {word.lower() for word in common.findall(text)} for name, common in spoken.items()}
    best = max(found, key=lambda name: (len(found[name]), languages[name]["model"].search(text) is not None))
    is_told = len(found[best]) >= 2 and len(found[best]) > len(english)
    is_hinted = (
        any(len(word) > 2 or not word.isascii() for word in found[best] - english)
        and english <= found[best] | _ANYWHERE
    )
    return best if is_told or is_hinted else ""


def _claims(text: str, name: str, names: Names) -> bool:
    words = _language(name)
    match = words["mention"].search(text) or pattern("claims", "mention").search(text)
    if match is None or names.of_base(text) or words["reject"].search(_around(text, match, name)):
        return False
    if _is_of_base(text, match, name, names) or (not names.of_itself(text) and _is_on_another(text, words, names)):
        return False
    what = _nearest(text, match, name)
    is_title = name not in _UNSPACED and _is_titled(text, match, words)
    return what != "artifact" and (names.of_itself(text) or bool(what and (is_title or words["itself"].search(text))))


def _around(text: str, mention: patterns.Match[str], name: str) -> str:
    """The clause of a mention as far as it can be told: from and up to an "and" or comma."""
    before = text[max(0, mention.start() - 80) : mention.start()]
    joints = [] if name in _UNSPACED else [*pattern("claims", "foreign.joint").finditer(before)]
    clause = before[joints[-1].end() :] if joints else ""
    is_whole = _language(name)["itself"].search(clause) and not pattern("claims", "foreign.relative").search(clause)
    return (clause if is_whole else before) + mention.group() + _behind(text, mention, name)


def _behind(text: str, mention: patterns.Match[str], name: str) -> str:
    """What follows a mention up to the end of its clause, and where blanks tell words up to an "and"."""
    after = text[mention.end() : mention.end() + 40]
    joint = None if name in _UNSPACED else pattern("claims", "foreign.joint").search(after)
    return after[: joint.start()] if joint else after


def _is_titled(text: str, mention: patterns.Match[str], words: Mapping[str, patterns.AnyOf]) -> bool:
    """Is a short clause at the head nothing but a model that is open: "Modelo de código abierto, sin clave"?"""
    head = _CLAUSE.split(text)[0]
    is_short = mention.end() <= len(head) and len(head.split()) <= _TITLE
    return is_short and words["model"].search(" ".join(head.split()[:2])) is not None


def _is_of_base(text: str, mention: patterns.Match[str], name: str, names: Names) -> bool:
    """Does the clause say that the model is made of what is open ("built on", "uses"), before it or after?"""
    words = _language(name)
    *told, before = _CLAUSE.split(text[max(0, mention.start() - 80) : mention.start()].rstrip())
    is_relative = pattern("claims", "foreign.relative").search(before) is not None
    is_aside = told and before and (is_relative or not words["itself"].search(before))
    if is_aside and _is_a_strangers(told[-1].split()[-1:], words, names):  # "is built on Tern, a model that is open"
        return True
    after = _CLAUSE.split(_behind(text, mention, name))[0]
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


def _nearest(text: str, mention: patterns.Match[str], name: str) -> str:
    """The kind of noun nearest to a mention, "model", "artifact" or ""; of "the app for the model" the app."""
    words = _language(name)
    found = [(artifact, "artifact") for key in _artifacts(words) for artifact in key.finditer(text)]
    found += [(model, "model") for model in words["model"].finditer(text)]
    distances = [
        (max(mention.start() - noun.end(), noun.start() - mention.end()), kind)
        for noun, kind in found
        if noun.end() <= mention.start() or noun.start() >= mention.end()
    ]
    kind = min(distances, default=(0, ""))[1]
    return "artifact" if kind == "model" and _hangs(text[: mention.start()], name) else kind


def _artifacts(words: Mapping[str, patterns.AnyOf]) -> tuple[patterns.AnyOf, patterns.AnyOf]:
    return words["artifact"], pattern("claims", "foreign.artifact")


def _hangs(before: str, name: str) -> bool:
    """Does a clause begin with what is no model, and does the model hang on it: "the app that goes with the model"?"""
    words = _language(name)
    *told, clause = [part for part in _CLAUSE.split(before) if part.strip()] or [""]
    if told and pattern("claims", "foreign.relative").search(clause if len(told) == 1 else told[1]):
        clause = " ".join([*told, clause])
    head = " ".join(clause.split()[:2])
    heads = [found.end() for key in _artifacts(words) if (found := key.search(head))]
    rest = " ".join(clause.split())[min(heads, default=0) :]
    model = words["model"].search(rest)
    if not heads or model is None or words["model"].search(head[: min(heads)]):
        return False
    between = rest[: model.start()]
    return bool(between.strip() or name not in _HEAD_LAST) and not pattern("claims", "foreign.joint").search(between)

"""Open models at the head of a clause: titles, subjects that are any model, "the best one is Gull". Pure."""

from __future__ import annotations

from itertools import takewhile

from crawler import patterns
from pipelines.declared.claims.phrase import Mention
from pipelines.declared.claims.subject import first_words, says
from pipelines.declared.names import Names
from pipelines.wording import pattern

_OTHER_NAME = patterns.compile(
    r"^[^,]{0,60}, ([A-Z][\w.-]*)(?:, (?=[a-z])| (?!and\b|or\b)[a-z])"
)  # "of tides, Tern, taught us"
_BEHIND = patterns.compile(r"[:–—-]\s+[*_]*([\w.-]+)\W*$")  # "the best open model for tides: Gull"
_TOLD_APART = {"that", "which", "we", "by", "behind"}  # "the open-source model that we started from"
_RELATIVE = {"that", "which", "who"}
_SENTENCE = 12  # words after a phrase in which its verb would be
_ONE = {"a", "an"}
_VERBS = {"would", "take", "takes", "is", "are", "was", "were", "has", "have", "can", "cannot"}
_VERBS |= {"could", "will", "may", "do", "does"}
_MEANS = {"with", "by", "via", "through"}
_TITLE = 3  # words, with the mark of a heading, of a name before a colon


def of_title(mention: Mention, names: Names, heading: bool) -> str:
    """A phrase without a verb, at the head of a sentence or after a colon: a title of what the card is about."""
    prefix, phrase, determiner = mention.rest.strip(" *_#"), mention.phrase, mention.governor.determiner
    if prefix and not names.of_itself(prefix) and not says("titled", prefix):
        return ""
    if _is_titled_otherwise(mention, names, heading):
        return ""
    behind = _BEHIND.search(mention.tail)
    if behind and mention.is_one and not prefix and names.of_itself(behind.group(1)):
        return "self-title"
    ranked = says("ranking", phrase)
    any_other = ranked or first_words(mention.tail, 1) in _TOLD_APART
    if determiner == "the" and mention.is_one and not any_other:  # "the open-source model can ..."
        return "self"
    if goes_on(mention.tail):  # a subject that is any: "an open-source model is ..."
        return ""
    if prefix or (determiner in _ONE and (mention.is_one or not heading)) or (ranked and not heading):
        return "self-title"
    bare = all(pattern("claims", "filler").fullmatch(word) for word in phrase.lower().split())
    return "self-title" if mention.is_one and bare else ""


def is_turned(mention: Mention, names: Names) -> bool:
    """ "The best open-source model is Gull": is this model what such a subject is?"""
    copula, _, name = first_words(mention.tail, 2).partition(" ")
    is_name = names.of_itself(name) and not name.endswith(("'s", "’s"))
    return (
        mention.governor.determiner == "the" and pattern("claims", "passive").fullmatch(copula) is not None and is_name
    )


def is_paper(mention: Mention, names: Names) -> bool:
    """ "Gull: Reading Tides with an Open-Source Model": the title of the paper on what stands before its colon."""
    name, colon, _ = mention.rest.partition(":")
    means = mention.governor.word in _MEANS and mention.governor.determiner in _ONE
    return bool(colon) and means and mention.is_one and names.of_itself(name) and len(name.split()) <= _TITLE


def goes_on(tail: str) -> bool:
    """Does a verb follow: "... need more memory", "... for Welsh is ..."? No participle or preposition is one."""
    first = first_words(tail, 1)
    is_verb = first.isalpha() and first.islower() and first[-2:] not in {"ed", "ng"}
    if is_verb and not any(pattern("claims", key).fullmatch(first) for key in ("phrase_end", "preposition")):
        return True
    words = takewhile(lambda word: word not in _RELATIVE, tail.split()[:_SENTENCE])
    return not _VERBS.isdisjoint(word.lower() for word in words)


def _is_titled_otherwise(mention: Mention, names: Names, heading: bool) -> bool:
    """ "Open Source LLM Leaderboard", "an open-source model, Tern, ...", "What is Tern? An open-source model"."""
    last = mention.noun.rpartition(" ")[2]
    if mention.phrase.split()[:1] in (["one"], ["One"]):  # "one open-source model that comes close is Tern"
        return True
    if last.isalpha() and not (pattern("claims", "model").fullmatch(last) or names.of_itself(last)):
        return True
    if mention.earlier.endswith("?") and not names.of_itself(mention.earlier):
        return True
    other = None if heading else _OTHER_NAME.search(mention.tail)
    return other is not None and not names.of_itself(other.group(1))

"""Sentences of a licence in a language that no rule here reads: nobody can say that they limit nothing. Pure."""

from __future__ import annotations

from functools import cache

from crawler import patterns
from pipelines.licences.clauses.rules import table, words

_SHORTEST = 3  # words; less is a heading
_ITEM = patterns.compile(r"^[\s(]*(?:\d{1,2}|[a-z])[.·)]\S*\s+")
_ENDS = patterns.compile(r"[.!؟।]\s*$")
_NAMED = patterns.compile(r"\d|copyright|©|https?:|@")  # versions, owners and addresses


def is_foreign(sentence: str) -> bool:
    """Is this a whole folded sentence without one of the commonest words of the languages that are read?"""
    said = _ITEM.sub("", sentence)
    if not _ENDS.search(said) or _NAMED.search(said) or len(said.split()) < _SHORTEST:
        return False
    return not _known().search(said)


@cache
def _known() -> patterns.AnyOf:
    return words(table("unread")["known"]["words"])

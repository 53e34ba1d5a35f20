"""Ranks among open models: the best of them is one of them. Pure."""

from __future__ import annotations

from pipelines.declared.claims.phrase import Mention
from pipelines.declared.claims.subject import first_words, is_itself, last_words, says
from pipelines.declared.names import Names
from pipelines.wording import pattern

_SUBJECT = 4  # words in which the subject of a main clause is named
_AMONG = {"among", "amongst", "of", "in", "across", "for"}
_WORLD = {"community", "ecosystem", "landscape", "world", "space"}
_EACH = {"any", "all", "every", "each"}


def of_rank(mention: Mention, names: Names) -> str:
    """ "The best among open models": it is one of them, if it is not what others are held against."""
    if pattern("claims", "passive").fullmatch(first_words(mention.tail, 1)):  # "the largest of these is Tern"
        return ""
    is_first = not mention.rest.strip() and mention.tail.startswith(
        (",", ":")
    )  # "of all open models, Gull is the fastest"
    subject = first_words(mention.tail[1:], _SUBJECT) if is_first else mention.before
    is_best = mention.noun.lower().endswith("sota") or _is_among(mention, is_first)
    own = is_best and (is_itself(subject, names) or says("ranked_title", subject))
    return "self-ranking" if own and not names.of_base(subject) else ""


def _is_among(mention: Mention, is_first: bool) -> bool:
    """Is it the best of open models, or the best model "in the open-source community"?"""
    if mention.governor.word not in _AMONG or not says("ranking", _ranked(mention, is_first)):
        return False
    of_model = any(map(pattern("claims", "model").fullmatch, mention.rest.lower().split()))
    return mention.what != "artifact" or (of_model and last_words(mention.noun.lower(), 1) in _WORLD)


def _ranked(mention: Mention, is_first: bool) -> str:
    """What tells a rank: "competitive with the best" does not, nor does "the best result of open models"."""
    governor = mention.governor
    if is_first:
        return mention.tail.rstrip(" .!*_")
    if governor.word == "of" and governor.determiner not in _EACH:
        return last_words(mention.rest, 1)
    return mention.rest + (mention.phrase if governor.word.startswith("among") else "")  # "among the best open models"

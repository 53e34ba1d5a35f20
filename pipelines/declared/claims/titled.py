"""Open models at the head of a clause: titles, labels, and subjects that are any model. Pure."""

from __future__ import annotations

from crawler import patterns
from pipelines.declared.claims.phrase import Mention
from pipelines.declared.claims.subject import first_words, is_model, last_words, says
from pipelines.declared.names import Names
from pipelines.wording import pattern

_BEHIND = patterns.compile(r"(?:[:–—-]|\bis)\s+[*_]*([\w.-]+)(?:,|\W*$)")  # "the best open model for tides: Gull"
_NEXT = patterns.compile(r"^,[\s*_]*([A-Z][\w.-]*)")
_OF_NAMED = patterns.compile(r"^(?:of|for) [*_]*[A-Z]")
_ONE = {"a", "an"}


def of_title(mention: Mention, names: Names, heading: bool) -> str:
    """A phrase without a verb, at the head of a sentence or after a colon: a title of what the card is about."""
    prefix, determiner = mention.rest.strip(" *_#"), mention.governor.determiner
    if prefix and not names.of_itself(prefix) and not says("titled", prefix):
        return ""
    if _is_titled_otherwise(mention, names):
        return ""
    behind = _BEHIND.search(mention.tail)
    if behind and not prefix and names.of_itself(behind.group(1)):
        return "self-title"
    ranked = says("ranking", mention.phrase)
    if determiner == "the" and mention.is_one and not ranked:  # "the open-source model can ..."
        is_of_others = mention.tail.startswith("of ") and (  # "the open version of Tern is ...", "... of our data"
            says("passive", mention.tail) or not is_model(first_words(mention.tail, 3), names)
        )
        return "" if is_of_others or says("clause", first_words(mention.tail, 2)) else "self"
    if goes_on(mention.tail):  # a subject that is any: "an open-source model is ..."
        return ""
    following = _NEXT.search(mention.tail)
    if following and not names.of_itself(following.group(1)):  # "the best open-source model, Tern, ..."
        return ""
    if prefix or determiner in _ONE or (ranked and not heading):
        return "self-title"
    words = [word.strip(",") for word in mention.phrase.lower().split() if any(map(str.isalnum, word))]
    bare = all(map(pattern("claims", "filler").fullmatch, words))
    return "self-title" if bare and (mention.is_one or _is_weights(mention)) else ""


def _is_weights(mention: Mention) -> bool:
    """Are they the weights of nobody else: "open-source code and weights"?"""
    words = mention.noun.lower().split()
    return "weights" in words and words[0] != "the" and not _OF_NAMED.search(mention.tail)


def goes_on(tail: str) -> bool:
    """Does a verb follow: "... need more memory"? No participle or preposition is one."""
    first = first_words(tail, 1)
    if pattern("claims", "passive").fullmatch(first):
        return True
    is_verb = first.isalpha() and first.islower() and not first.endswith(("ed", "ng"))
    return is_verb and not any(pattern("claims", key).fullmatch(first) for key in ("phrase_end", "preposition"))


def _is_titled_otherwise(mention: Mention, names: Names) -> bool:
    """ "Open Source LLM Leaderboard", "What is Tern? An open-source model"."""
    last = last_words(mention.noun, 1)
    if last.isalpha() and not (pattern("claims", "model").fullmatch(last) or names.of_itself(last)):
        return True
    return mention.earlier.endswith("?") and not names.of_itself(mention.earlier)

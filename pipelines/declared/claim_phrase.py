"""The noun phrase that a mention of open source stands in, and what governs it: read word by word leftwards. Pure.

"Gull is | one of the best open-source models for code": the model is what is open, "is" governs it, "Gull" is the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from crawler import patterns
from pipelines.declared.names import Names
from pipelines.wording import pattern

_WINDOW = 200  # characters before and after a mention that are looked at
_PHRASE = 7  # words of the noun phrase after a mention
_LEFT = 16  # words before a mention that may belong to its phrase
_CLAUSE = patterns.compile(r"[;!?。！？]|\. | \| ")
_ASIDE = patterns.compile(r"\([^()]*\)")
_TOKEN = patterns.compile(r"[\w'’&+./#-]+|[,():–—：，（\"“]")
_VERB = patterns.compile(r"\w+(?:ing|[^aious'’]s)")  # words of no list: "outperforms", "comparing"
_BREAKS = frozenset(':–—："“-')


class Role(Enum):
    """What the noun phrase is in its clause."""

    START = auto()  # nothing before it but a label
    COPULA = auto()  # what something is: "is", "as", "remains"
    INTRODUCED = auto()  # what somebody presents or provides
    APPOSITION = auto()  # after a comma: what was just named
    NAMED = auto()  # a name stands in it: "the Gull open-source model"
    PREPOSITION = auto()
    OTHER = auto()  # any other word: a verb that does something with it


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention in its clause. `what` is open: "model", "artifact", "licence", or "" where no known noun follows."""

    text: str
    before: str
    after: str
    what: str
    noun: str  # the words of its phrase after it
    tail: str  # what follows the phrase
    is_one: bool  # is the noun no plural?
    role: Role
    governor: str
    determiner: str
    rest: str  # what stands before the governor
    phrase: str  # the words between


def mention_at(text: str, match: patterns.Match[str], names: Names) -> Mention:
    """The mention that was found in a sentence, with its phrase read."""
    before = _ASIDE.sub(" ", _CLAUSE.split(text[max(0, match.start() - _WINDOW) : match.start()])[-1])
    after = _CLAUSE.split(text[match.end() : match.end() + _WINDOW])[0]
    noun, tail = _phrase(after)
    heads = [word for word in noun.lower().split() if _known(word)]
    role, governor, determiner, start, end = _governor(before, names)
    return Mention(
        match.group(), before, after, _kind(heads[-1]) if heads else "", noun, tail, bool(heads) and _is_one(heads[-1]),
        role, governor, determiner, before[:start], before[end:],
    )  # fmt: skip


def _phrase(after: str) -> tuple[str, str]:
    """The words of the phrase after a mention, and the text behind them; a comma ends it behind a noun or a name."""
    words: list[str] = []
    for token in _TOKEN.finditer(after):
        word = token.group().strip("-.")
        ends = pattern("claims", "phrase_end").fullmatch(word) or pattern("claims", "copula").fullmatch(word)
        is_mark = not word[:1].isalnum()
        named = any(_known(word) for word in words) or (words and words[-1][0].isupper())
        if ends or len(words) == _PHRASE or (is_mark and (named or word in {":", "("})):
            return " ".join(words), after[token.start() :]
        if not is_mark:
            words.append(word)
    return " ".join(words), ""


def _known(word: str) -> bool:
    return bool(pattern("claims", "artifact").fullmatch(word) or pattern("claims", "model").fullmatch(word))


def _kind(word: str) -> str:
    if pattern("claims", "artifact").fullmatch(word):
        return "licence" if word.startswith("licen") else "artifact"
    return "model"


def _is_one(word: str) -> bool:
    return not word.endswith("s") or word == "series"


def _governor(before: str, names: Names) -> tuple[Role, str, str, int, int]:
    """Role, governor and determiner of a phrase, and where the governor begins and ends in what stands before."""
    determiner, skipped = "", 0
    tokens = [*_TOKEN.finditer(before)][-_LEFT:]
    for index in range(len(tokens) - 1, -1, -1):
        token, word = tokens[index], tokens[index].group().lower().strip(".")
        if index and pattern("claims", "collective").fullmatch(f"{tokens[index - 1].group()} {word}"):  # "one of"
            determiner = ""
        elif role := _role(word, determiner):
            return role, word, determiner, token.start(), token.end()
        elif not determiner and pattern("claims", "determiner").fullmatch(word):
            determiner = word
        elif not pattern("claims", "filler").fullmatch(word):
            if skipped == 0 and names.of_itself(word):
                return Role.NAMED, word, determiner, token.start(), token.end()
            if determiner or names.of_itself(word) or (_VERB.fullmatch(word) and not _known(word)):
                return Role.OTHER, word, determiner, token.start(), token.end()
            skipped += 1
    return Role.START, "", determiner, 0, 0


def _role(word: str, determiner: str) -> Role | None:
    """The role that a word gives to the phrase after it, if it ends it."""
    if word in _BREAKS or word in {"(", "（"}:
        return Role.START
    if word in {",", "，"}:
        return Role.APPOSITION if determiner else None
    if pattern("claims", "copula").fullmatch(word):
        return Role.COPULA
    if pattern("claims", "introducing").fullmatch(word):
        return Role.INTRODUCED
    return Role.PREPOSITION if pattern("claims", "preposition").fullmatch(word) else None

"""The noun phrase that a mention of open source stands in, and what governs it: read word by word leftwards. Pure.

"Gull is | one of the best open-source models for code": the model is what is open, "is" governs it, "Gull" is the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from crawler import patterns
from pipelines.declared.names import Names
from pipelines.wording import pattern

_WINDOW = 200  # characters before and after a mention that are looked at
_PHRASE = 7  # words of the noun phrase after a mention
_LEFT = 16  # words before a mention that may belong to its phrase
_CLAUSE = patterns.compile(r"[!?。！？✓✔✅☑•●🔹🔓]|;(?![dD][rR]\b)|\. | \| ")
_ASIDE = patterns.compile(r"\([^()]*\)|, (?:to|as far as|in our|at)\b[^,]{1,40},")  # "(7B)", ", to our knowledge,"
_TOKEN = patterns.compile(r"[\w'’&+./#-]+|[,():–—：，（\"“]")
_VERB = patterns.compile(r"[\w-]+(?:ing|[^aious'’]s)")  # words of no list: "outperforms", "comparing"
_SUBJECTS = {"we", "i", "they"}
_BREAKS = frozenset(':–—："“-(（')


class Role(Enum):
    """What the noun phrase is in its clause."""

    START = auto()  # nothing before it but a label
    COPULA = auto()  # what something is: "is", "as", "remains"
    INTRODUCED = auto()  # what somebody presents or provides
    APPOSITION = auto()  # after a comma: what was just named
    NAMED = auto()  # a name stands in it: "the Gull open-source model"
    PREPOSITION = auto()
    OTHER = auto()  # any other word: a verb that does something with it


_GOVERNING = ((Role.COPULA, "copula"), (Role.INTRODUCED, "introducing"), (Role.PREPOSITION, "preposition"))


class Governor(NamedTuple):
    """What governs a phrase, where it stands in the text before a mention, and the determiner of the phrase."""

    role: Role
    word: str
    determiner: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention in its clause. `what` is open: "model", "artifact", "licence", or "" where no known noun follows."""

    text: str
    before: str
    after: str
    earlier: str  # what stands before its clause
    asked: bool  # does its clause end in a question mark?
    what: str
    noun: str  # the words of its phrase after it
    tail: str  # what follows the phrase
    governor: Governor

    @property
    def is_one(self) -> bool:
        """Does the noun name one thing, as "model" and "series" do?"""
        last = next((word for word in reversed(self.noun.lower().split()) if _known(word)), "s")
        return not last.endswith("s")

    @property
    def rest(self) -> str:
        """What stands before the governor, with the subject that "it's" has in itself."""
        subject = "it " if self.governor.word in {"it's", "it’s"} else ""
        return self.before[: self.governor.start] + subject

    @property
    def phrase(self) -> str:
        """The words between the governor and the mention."""
        return self.before[self.governor.end :]


def mention_at(text: str, match: patterns.Match[str], names: Names, told: str = "") -> Mention:
    """The mention that was found in a sentence, with its phrase read. `told` is the sentence before it."""
    clause = _CLAUSE.split(text[max(0, match.start() - _WINDOW) : match.start()])[-1]
    earlier = f"{told} {text[: match.start() - len(clause)]}"[-_WINDOW:].strip()
    before = _ASIDE.sub(" ", clause)
    after = _CLAUSE.split(text[match.end() : match.end() + _WINDOW])[0]
    asked = text[match.end() + len(after) :][:1] in {"?", "？"}
    noun, tail = _phrase(after, names)
    return Mention(match.group(), before, after, earlier, asked, _what(noun), noun, tail, _governor(before, names))


def _phrase(after: str, names: Names) -> tuple[str, str]:
    """The words of the phrase after a mention, and the text behind them; a comma ends it behind a noun or a name."""
    words: list[str] = []
    ends, comma = [0], None
    for token in _TOKEN.finditer(after):
        word = token.group().strip("-.")
        is_mark = not word[:1].isalnum()
        named = any(_known(word) or word[0].isupper() for word in words)
        named = named or names.of_itself(" ".join(after[token.end() :].split()[:1]))  # "open source, Gull can"
        if comma == 0 and (
            word == "open" or _is("determiner", word)
        ):  # "open source, open data", "open source, the app"
            break
        if len(words) == _PHRASE or _is("phrase_end", word) or (is_mark and (named or word in {":", "("})):
            break
        if comma is None and (is_mark or word == "and"):
            comma = len(words)
        if not is_mark:
            words.append(word)
            ends.append(token.end())
    length = _length(words)
    if comma is not None and not any(map(_known, words)):  # "open source, reads", "open source and free"
        length = min(length, comma)
    return " ".join(words[:length]), after[ends[length] :].lstrip()


def _length(words: list[str]) -> int:
    """Up to the last noun that is known and the names behind it: of "models need more memory" one word."""
    end = next((place for place in range(len(words), 0, -1) if _known(words[place - 1])), 0)
    while end and end < len(words) and not words[end].islower():
        end += 1
    return end or len(words) - (words[-1:] == ["and"])


def _governor(before: str, names: Names) -> Governor:
    """Read leftwards: over what else the phrase says, to the first word or mark that tells what it is in its clause."""
    determiner, skipped = "", False
    tokens = [*_TOKEN.finditer(before)][-_LEFT:]
    for index in range(len(tokens) - 1, -1, -1):
        token, word = tokens[index], tokens[index].group().lower().strip(".")
        if index and _is("collective", f"{tokens[index - 1].group()} {word}"):  # "one of": the phrase goes on
            determiner = ""
        elif role := _role(word, determiner):
            helps = skipped and word in {"has", "have"}  # "we have used open-source models"
            return Governor(Role.OTHER if helps else role, word, determiner, *token.span())
        elif not determiner and _is("determiner", word):
            determiner = word
        elif not (_is_passed(tokens, index) or (determiner and _is_given(tokens[:index]))):
            if not skipped and not token.group().islower() and names.of_itself(word):
                return Governor(Role.NAMED, word, determiner, *token.span())
            if determiner or word in _SUBJECTS or (_VERB.fullmatch(word) and not _known(word)):
                return Governor(Role.OTHER, word, determiner, *token.span())
            skipped = True
    return Governor(Role.START if len(tokens) < _LEFT else Role.OTHER, "", determiner, 0, 0)


def _is_passed(tokens: list[patterns.Match[str]], index: int) -> bool:
    """Is a word no part of the phrase's name: "best", or the "family" of "a family of"?"""
    word, *following = (token.group().lower().strip(".") for token in tokens[index : index + 2])
    return _is("filler", word) or (following == ["of"] and _is("collective", f"{word} of"))


def _is_given(before: list[patterns.Match[str]]) -> bool:
    """Does a verb of giving stand right before a word: "gives sailors an open model"?"""
    return bool(before) and _is("introducing", before[-1].group())


def _role(word: str, determiner: str) -> Role | None:
    """The role that a word gives to the phrase after it, if it ends it."""
    if word in _BREAKS:
        return Role.START
    if word in {",", "，"}:
        return Role.APPOSITION if determiner else None
    return next((role for role, key in _GOVERNING if _is(key, word)), None)


def _what(words: str) -> str:
    """What a phrase is about: the kind of its last noun that is known, "" for none; of "weights and code" a model."""
    parts = [[word for word in part.split() if _known(word)] for part in words.lower().split(" and ")]
    kinds = [_kind(nouns[-1]) for nouns in parts if nouns]
    return "model" if "model" in kinds else next(reversed(kinds), "")


def _kind(word: str) -> str:
    if not _is("artifact", word):
        return "model"
    return "licence" if word.startswith("licen") else "artifact"


def _known(word: str) -> bool:
    return _is("artifact", word) or _is("model", word)


def _is(key: str, word: str) -> bool:
    return pattern("claims", key).fullmatch(word) is not None

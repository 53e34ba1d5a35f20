"""Sets that anybody can have, told by their names. Pure words: a name is facts, kept in `wording/public_sets.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from crawler import patterns
from pipelines.wording import load

_WORD = patterns.compile(r"[^\W_]+")
_VERSION = patterns.compile(r"v?\d+(?:k|h|hrs)?$", patterns.I)
_COMPOUND = patterns.compile(r"[A-Z]\w*[a-z]\w*-[A-Z]\S*")  # a name of its own: "TExAS-SQuAD"
_NUMBER = patterns.compile(r"v?\d+\w{0,3}", patterns.I)
_IN_BRACKETS = patterns.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_SHORT_FORM = patterns.compile(r"(?:\b[A-Z][\w-]*\s+){2,8}\(\s*([A-Z][^()]{1,30}?)\s*\)")
_CLAUSE = patterns.compile(r"[;—–:]|\s-\s|[.!?]\s+[A-Z]|[.!?]\s*$")
_LONGEST = 4  # words of a name
_MOST_WORDS = 60  # of a phrase that is looked at


def is_public(name: str) -> bool:
    """Is an entry of `datasets:` the name of a public set, with its version ("squad_v1"), and no owner's id?"""
    return "/" not in name and _names_only(words_of(name), any_case=True)


def is_restricted(name: str) -> bool:
    """Does an entry of `datasets:` name a set that is sold, or given to those who apply?"""
    sets = {"".join(words_of(known)).lower() for known in load("public_sets")["restricted"]}
    words = [word.lower() for word in (*words_of(name), "".join(words_of(name)))]
    return not sets.isdisjoint((*words, *(_VERSION.sub("", word) for word in words)))


def names_restricted(text: str) -> bool:
    """Does a sentence name, as it is spelled, a set that is sold, or given to those who apply?"""
    sets = {"".join(words_of(known)) for known in load("public_sets")["restricted"]}
    said = words_of(text)
    joined = ("".join(said[place : place + length]) for place in range(len(said)) for length in range(1, _LONGEST))
    return not sets.isdisjoint(joined)


def all_public(phrase: str, any_case: bool = False) -> bool:
    """Does what follows on "trained on" name public sets and nothing else, up to the end of its clause?

    "the SQuAD 2.0 dataset", "Wikipedia and BookCorpus", "LibriSpeech (960 h) for ..." do; "SQuAD and other texts", "a
    part of Wikipedia" and "Wikipedia and our own corpus" do not.
    """
    phrase = _IN_BRACKETS.sub(" ", _SHORT_FORM.sub(_shorter, phrase[:1000]))
    if clause := _CLAUSE.search(phrase):
        phrase = phrase[: clause.start() + 1]
    return _names_only(list(_until_end(words_of(phrase))), any_case)


def _shorter(match: patterns.Match[str]) -> str:
    """Of "Long Name of a Set (LNS)" the short form, where that is known."""
    return f"{match[1]} " if is_public(match[1]) else match.group()


def names_within(text: str) -> frozenset[str]:
    """The names of public sets anywhere in a text, however they are written; lower-cased, joined, without version."""
    words, place, found = words_of(_COMPOUND.sub(" ", text)), 0, set()
    while place < len(words):
        length = _name_at(tuple(words[place : place + _LONGEST]), any_case=True)
        if length:
            found.add(_VERSION.sub("", "".join(words[place : place + length]).lower()))
        place += length or 1
    return frozenset(found)


def words_of(text: str) -> list[str]:
    """The words of a text, without punctuation; of a long one the first."""
    return _WORD.findall(text)[:_MOST_WORDS]


def _until_end(words: list[str]) -> Iterator[str]:
    ends = load("public_sets")["ends"]
    for word in words:
        if word in ends:
            return
        yield word


def _names_only(words: list[str], any_case: bool = False) -> bool:
    """Is every word one of a public name, or one that names nothing, with one name at least?"""
    place, named, follows = 0, 0, False  # follows: the word before is one of a name, or a number
    while place < len(words):
        if length := _name_at(tuple(words[place : place + _LONGEST]), any_case):
            place, named, follows = place + length, named + 1, True
            continue
        if follows and words[place].lower() == "of":  # "SQuAD 2.0 of 2018": more of the same
            break
        number = bool(_NUMBER.fullmatch(words[place]))
        behind = follows and (words[place].lower() in load("public_sets")["behind"] or _is_code(words[place], any_case))
        neutral = words[place].lower() in _beside() or is_in_one_language(words[: place + 1])
        if not (number or behind or neutral):
            return False
        place, follows = place + 1, bool(number or behind)
    return named > 0


@lru_cache(maxsize=5000)
def _name_at(words: tuple[str, ...], any_case: bool) -> int:
    """How many of the first words are the name of a public set: the longest; 0 for none."""
    known, spelled, lowered = _known()
    for length in range(len(words), 0, -1):
        joined = "".join(words[:length])
        for form in (joined, _VERSION.sub("", joined)):
            if form.lower() in known or form in spelled or (any_case and form.lower() in lowered):
                return length
    return 0


def is_in_one_language(words: Sequence[str]) -> bool:
    """Do words end in those for a part of a set that is in one language, as "the Finnish part"?"""
    public = load("public_sets")
    return len(words) > 1 and words[-1].lower() in public["parts"] and words[-2].lower() in public["languages"]


def _is_code(word: str, any_case: bool) -> bool:
    """Is this the code of a language, as people write it behind a name in prose: "WikiANN hu"?"""
    return not any_case and word in load("public_sets")["codes"]


@cache
def _beside() -> frozenset[str]:
    public = load("public_sets")
    return frozenset(public["beside"]) | frozenset(public["languages"])


@cache
def _known() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Names without blanks and hyphens: those told in any case, those told by their capitals, and these lower-cased."""
    public = load("public_sets")
    names, spelled = ({"".join(_WORD.findall(name)) for name in public[key]} for key in ("names", "spelled"))
    return _lower(names), frozenset(spelled), _lower(spelled)


def _lower(names: set[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)

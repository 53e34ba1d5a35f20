"""Claims of openness in languages other than English: one grammar, and a table of words for each language. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from crawler import patterns
from pipelines.declared.claims.language import UNSPACED, Table, languages_of, table
from pipelines.declared.names import Names
from pipelines.wording import pattern

_CLAUSE = patterns.compile(r"[,;:.，；：。、،؛]")
_MARK = patterns.compile(r"[,;&+/]")
_ASKED = patterns.compile(r"[^.!:;。！：]*[?？؟]")
_WINDOW = 80  # characters of a clause before a mention, half as many behind it
_TITLE = 8  # words of a clause without a verb
_PRONOUN = 4  # words before a mention in which nothing but "it is fully" is said
_BETWEEN = 10  # characters between two things of a list
_SMALL = 4  # letters that a word has at least which is no preposition
_ENDING = patterns.compile(r"\w{5}[aeioyаяоеы]$")  # which languages with cases change: "Rybitwa", "Rybitwy"
_NAME = patterns.compile(r"[A-Z][A-Za-z0-9.+-]{2,}")
_NEXT_NAME = patterns.compile(r"[^\w,;:.，；：。、(（]*(?:[^\W\dA-Za-z]{1,3} ?)?([A-Z][A-Za-z0-9.+-]{2,})")
_TITLED = patterns.compile(r"^\W*([^\s:：]{2,12}) ?[:：—–]\s*(.{4,})$")


class _Place(NamedTuple):
    """A mention in a text, and what its clause says before and behind it."""

    text: str
    start: int
    end: int
    before: str
    after: str


def claim_by_words(text: str, names: Names, heading: bool = False, told: str = "") -> str:
    """The answer "self-<language>" where a sentence in that language claims that the model is open source, else ""."""
    languages = () if names.of_base(text) else languages_of(text)
    inflected = Names(names.own | {name[:-1] for name in names.own if _ENDING.search(name)}, names.base)
    return next((f"self-{name}" for name in languages if _claims(text, name, inflected, heading, told)), "")


def _claims(text: str, name: str, names: Names, heading: bool, told: str) -> bool:
    return any(_claims_at(place, name, names, heading, told) for place in _places(text, table(name)))


def _claims_at(place: _Place, name: str, names: Names, heading: bool, told: str) -> bool:
    words, text = table(name), place.text
    if words["reject"].search(_around(place, name)) or _is_of_another(place, words, names):
        return False
    joined = text[place.start : place.end].lower().partition("source")[2]  # "Open-Source-Modell" tells it itself
    around = (f"{joined}|", f"{place.before}|{place.after}", f"{text[: place.start]}|{text[place.end :]}")
    kind = next((kind for part in around if (kind := _nearest(part, words))), "")
    if kind == "artifact" and _lists_a_model(text[: place.start], words):
        kind = "model"
    if kind == "artifact" or (kind == "model" and _hangs(text[: place.start], name)):
        return False
    if names.of_itself(text):
        return bool(kind) or not _is_owned(text, words, names)
    if heading:
        return kind == "model" and name in UNSPACED and _is_titled(place, words)
    if kind == "model":
        return words["itself"].search(text) is not None or (name not in UNSPACED and _is_bare(place, words))
    return not kind and _is_pronoun(place, words, told, names)


def _places(text: str, words: Table) -> Iterator[_Place]:
    for match in (*words["mention"].finditer(text), *pattern("claims", "mention").finditer(text)):
        if _ASKED.match(text[match.end() :]):
            continue
        before = text[max(0, match.start() - _WINDOW) : match.start()]
        after = text[match.end() : match.end() + _WINDOW // 2]
        yield _Place(text, match.start(), match.end(), _CLAUSE.split(before)[-1], _CLAUSE.split(after)[0])


def _around(place: _Place, name: str) -> str:
    """The clause of a mention as far as it can be told: from and up to an "and" or comma."""
    before, after = place.text[max(0, place.start - _WINDOW) : place.start], place.text[place.end :][: _WINDOW // 2]
    if name in UNSPACED:
        return f"{before}{place.text[place.start : place.end]}{after}"
    words = table(name)
    joints = [*words["joint"].finditer(before), *_MARK.finditer(before)]
    clause = before[max(joint.end() for joint in joints) :] if joints else ""
    is_whole = words["itself"].search(clause) and not pattern("claims", "foreign.relative").search(clause)
    ends = [joint.start() for joint in (*words["joint"].finditer(after), *_MARK.finditer(after))]
    after = after[: min(ends, default=None)]
    return f"{clause if is_whole else before}{place.text[place.start : place.end]}{after}"


def _is_of_another(place: _Place, words: Table, names: Names) -> bool:
    """Is the model made of what is open, or is what is open somebody else's: "the open model Tern", "Tern is ..."?"""
    made = words["made_of"].search(place.before.rstrip())
    if made and not names.of_itself(place.before[made.end() :]):  # but "use Gull, the open model"
        return True
    if "made_from" in words and words["made_from"].search(place.after):
        return True
    noun = words["model"].match(place.after.lstrip(" -"))
    behind = _NEXT_NAME.match(place.after.lstrip(" -")[noun.end() :] if noun else place.after)
    first, _, goes_on = place.text.strip(" *_#-").partition(" ")
    told = _CLAUSE.split(place.text[: place.start - len(place.before)].rstrip(" ,，"))[-1]
    is_aside = pattern("claims", "foreign.relative").search(place.before) or not words["itself"].search(place.before)
    strangers = [behind.group(1) if behind and (noun or not place.after.strip().islower()) else ""]
    strangers += [first] if words["itself"].match(goes_on) and not names.of_itself(place.text) else []
    strangers += told.split()[-1:] if is_aside and place.before.strip() else []
    return any(_is_a_stranger(word, words, names) for word in strangers)


def _is_a_stranger(word: str, words: Table, names: Names) -> bool:
    """Is a word written as a name that is neither this model's nor a word of the language that is known?"""
    is_name = _NAME.match(word) is not None and not names.of_itself(word)
    return is_name and not any(words[key].search(word) for key in ("model", "itself", "common", "artifact"))


def _nearest(text: str, words: Table) -> str:
    """The kind of noun nearest to a mention, which is `|` in a text: "model", "artifact" or ""."""
    here = text.index("|")
    found = [
        (max(here - noun.end(), noun.start() - here - 1), kind)
        for kind, nouns in (*(("artifact", nouns) for nouns in _artifacts(words)), ("model", words["model"]))
        for noun in nouns.finditer(text)
    ]
    return min(found, default=(0, ""))[1]


def _lists_a_model(before: str, words: Table) -> bool:
    """Is a model the first of several things: "weights, data and code are open source"?"""
    things = [found.start() for key in _artifacts(words) if (found := key.search(before))]
    models = [*words["model"].finditer(before[: min(things, default=0)])]
    between = before[models[-1].end() : min(things)] if models else ""
    return 0 < len(between) <= _BETWEEN and (words["joint"].search(between) is not None or between[0] in ",、，")


def _artifacts(words: Table) -> tuple[patterns.AnyOf, patterns.AnyOf]:
    return words["artifact"], pattern("claims", "foreign.artifact")


def _hangs(before: str, name: str) -> bool:
    """Does a clause begin with what is no model, and does the model hang on it: "the app that goes with the model"?"""
    words = table(name)
    *told, clause = [part for part in _CLAUSE.split(before) if part.strip()] or [""]
    if told and pattern("claims", "foreign.relative").search([*told, clause][1]):
        clause = " ".join([*told, clause])
    head = " ".join(clause.split()[:2])
    heads = [found.end() for key in _artifacts(words) if (found := key.search(head))]
    if not heads or words["model"].search(head[: min(heads)]):
        return False
    rest = " ".join(clause.split())[min(heads) :]
    model = words["model"].search(rest)
    between = rest[: model.start()] if model else ""
    return bool(between.strip()) and not words["joint"].search(between)  # "code model" is a model


def _is_owned(text: str, words: Table, names: Names) -> bool:
    """Does a sentence begin with a noun of no list, on which the name of the model hangs: "the shell of Gull"?"""
    own = next((index for index, word in enumerate(text.split()) if names.of_itself(word)), 0)
    before = " ".join(text.split()[:own]).lstrip("*_-[]()/.0123456789 ")
    is_small = before < "\u0250" or len(before) < _SMALL  # of other letters `common` knows any word
    is_known = any(words[key].search(before) for key in ("itself", "model", *(("common",) if is_small else ())))
    return pattern("claims", "foreign.of").search(before) is not None or (own == 1 and bool(before) and not is_known)


def _is_bare(place: _Place, words: Table) -> bool:
    """Is a short clause at the head nothing but a model that is open: "Modelo de código abierto, sin clave"?"""
    head = _CLAUSE.split(place.text)[0]
    is_short = place.end <= len(head) and len(head.split()) <= _TITLE
    return is_short and words["model"].search(" ".join(head.split()[:2])) is not None


def _is_titled(place: _Place, words: Table) -> bool:
    """Is a heading a name and what it is, in letters that no id has: "すずめ：学校のためのオープンソースモデル"?"""
    title = _TITLED.match(place.text)
    is_said = title is not None and place.start >= title.start(2)
    return is_said and words["model"].search(place.text[-6:]) is not None


def _is_pronoun(place: _Place, words: Table, told: str, names: Names) -> bool:
    """Is nothing before a mention but "it is", or nothing at all where "released as" follows, and nobody else named?"""
    said = place.before + place.text[place.start : place.end]
    is_it = len(place.text[: place.start].split()) <= _PRONOUN and words["itself"].search(said) is not None
    is_it = is_it or (not place.before.strip(" *_-") and words["itself"].search(place.after) is not None)
    return is_it and (names.of_itself(told) or not _NAME.search(told[1:]))

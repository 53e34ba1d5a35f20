"""What a sentence says of data that nobody gets: refused, owned, promised, given to some, given in part. Pure.

The same words are said of models, code and test sets, so the nouns around them decide. What stands before a predicate,
from the last comma, "and" or "which" on, holds its subject, of several the first ("the code for the data"); where it
has none, as in "we release", the object stands behind it; else the clause goes on with the last noun before.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler import patterns
from pipelines.wording import alternatives, load, pattern, spelled_out

KINDS = ("refused", "owned", "promised", "asked", "part")
_ANY = alternatives("withheld", [entry for kind in KINDS for entry in load("withheld")[kind]])
_CLAUSE = patterns.compile(
    r"[,;:，、；]|\b(?:that|which|but|while|and|so|please|whereas|although)\b|[.。]\s", patterns.I
)
_ASIDE = patterns.compile(r"\((?:[^()\s]+\s+){3}[^()]{0,200}\)")
_NEAR = 100  # characters behind a predicate in which its object begins
_DATA = alternatives("withheld", ["<data>"])
_IS = patterns.compile(spelled_out("withheld", "<be>"), patterns.I)
_NOT = patterns.compile(spelled_out("withheld", r"<not>|\b(?:none|nothing|neither)\b"), patterns.I)
_NOT_BEHIND = patterns.compile(r"ません|ない|않|없|못", patterns.I)
_NON = ("非", "未", "비")  # before a word of giving, in one word
_WORD = patterns.compile(r"\w{4,}")
_NOUN = patterns.compile(spelled_out("withheld", "<data>|<other>"), patterns.I)


def withheld(
    text: str, on_data: bool, before: str = "", beside: bool = False
) -> Iterator[tuple[str, patterns.Match[str]]]:
    """Each kind of withholding that a sentence tells of its data.

    `on_data` says what a predicate without a noun speaks of: data, where the sentence stands among words on it; so it
    does where the sentence goes on with data that the one `before` named, or stands `beside` a link to data. There
    "private data" may as well be that of users.
    """
    able = _ANY.able(text)
    if not able or not (on_data or beside or _DATA.search(text) or _named_in(before)):  # of what should it speak?
        return
    if not any(one.search(text) for one in able):
        return
    if "(" in text:
        text = _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
    named = _named_in(before)
    on_data = on_data or _goes_on(text, named)
    for kind in KINDS:
        match = _told(text, kind, on_data, beside or (kind == "part" and bool(named)))
        if match and not _is_free(text, match, kind):
            yield "part" if _of_rest(text, match) else kind, match


def _is_free(text: str, match: patterns.Match[str], kind: str) -> bool:
    """Is it said of the past, or of what others do with the model, or that nobody has to ask?"""
    if pattern("withheld", "of_use").search(text[: _end(text, match)]):
        return True
    clause = text[_clause(text, match) : _end(text, match)]
    return bool(pattern("withheld", "past").search(clause)) or (
        kind == "asked" and bool(pattern("withheld", "free").search(clause))
    )


def _named_in(before: str) -> str:
    """What a sentence says from the first word on data or on training."""
    found = pattern("training_data", "trained_on").search(before) or _DATA.search(before)
    return before[found.start() :] if found else ""


def _goes_on(text: str, named: str) -> bool:
    """Does a sentence go on with what the one before named: "two of them", "the latter", or one of its words?"""
    words = set(_WORD.findall(named.lower()))
    return bool(words) and bool(
        pattern("withheld", "of_them").search(text) or not words.isdisjoint(_WORD.findall(text.lower()))
    )


def _of_rest(text: str, match: patterns.Match[str]) -> bool:
    """Is it only the rest of the data, or some of it, that a predicate is said of?"""
    return any(pattern("withheld", key).search(text[_clause(text, match) : match.end()]) for key in ("rest", "of_them"))


def _clause(text: str, match: patterns.Match[str]) -> int:
    """Where the clause of a predicate begins."""
    return max((one.end() for one in _CLAUSE.finditer(text[: match.start()])), default=0)


def _end(text: str, match: patterns.Match[str]) -> int:
    """Where the clause of a predicate ends."""
    following = _CLAUSE.search(text, match.end())
    return following.start() if following else len(text)


def _told(text: str, kind: str, on_data: bool, beside: bool) -> patterns.Match[str] | None:
    matches = pattern("withheld", kind).finditer(text)
    return next((match for match in matches if _is_of_data(text, match, kind, on_data, beside)), None)


def _is_denied(text: str, begin: int, match: patterns.Match[str], kind: str) -> bool:
    """Is it said that nothing is private, or withheld: a "not" before, or behind where a language has it there?"""
    before = text[begin : match.start() if kind == "refused" else match.end()]
    behind = text[match.end() : _end(text, match)]
    return bool(_NOT.search(before) or _NOT_BEHIND.search(behind)) or text[: match.start()].endswith(_NON)


def _is_of_data(text: str, match: patterns.Match[str], kind: str, on_data: bool, beside: bool) -> bool:
    """Is it data that a predicate speaks of? "Private data" is that of the makers where training is spoken of."""
    begin = _clause(text, match)
    before, behind = text[begin : match.end()], text[match.end() : match.end() + _NEAR]
    if kind in ("owned", "refused") and _is_denied(text, begin, match, kind):
        return False
    if kind == "owned" and _DATA.search(match.group()) and not _IS.search(match.group()):
        return on_data or bool(pattern("withheld", "of_training").search(text))
    nouns = _NOUN.findall(before)[:1] or _NOUN.findall(behind)[:1] or _NOUN.findall(text[:begin])[-1:]
    return bool(_DATA.fullmatch(nouns[0])) if nouns else on_data or beside

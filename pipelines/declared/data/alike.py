"""Which components of an enumeration are like those that lead to data, and which are none or are had anyway. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from crawler import patterns
from pipelines.declared.data.components import SHORTEST, WORDS, Component, key_of
from pipelines.declared.data.public_sets import all_public, is_public
from pipelines.wording import pattern

_ID = patterns.compile(r"[A-Za-z][\w.-]*/[A-Za-z]")
_SETTING = patterns.compile(r"[=_]")
_TAG = patterns.compile(r"[a-z-]+(?:\n\w+:)?")  # front matter that stands in the body
_NONE = patterns.compile(r"\W*(?:no|none|nothing)\b", patterns.I)
_COUNTED = patterns.compile(r"\W*\d")
_UNIT = patterns.compile(r"\d[\d.,]*\s?([^\W\d_]+)(?:[ -]([^\W\d_]{2,}))?")
_LONGEST = 300  # characters of a component that is a part, not prose


def is_alike(led: Sequence[Component], lost: Component, on_data: bool) -> bool:
    """Is a component counted as all are that lead to a dataset: in a column of a table, in a unit, behind a label?"""
    if not led:
        return False
    if lost.block.kind == "table":
        return bool(set.intersection(*(_numbered(one) for one in (*led, lost))))
    if all(_is_stage(one) for one in (*led, lost)):
        return _is_counted(lost)
    if len(led) > 1 or on_data:
        return all(_is_counted(one) for one in (*led, lost))
    return not _units(led[0]).isdisjoint(_units(lost))


def _is_stage(one: Component) -> bool:
    return one.block.kind != "table" and bool(pattern("training_data", "stage").search(one.label))


def _numbered(one: Component) -> set[int]:
    """The columns of a row, but for that of its label, in which it has a number."""
    cells = enumerate(one.block.text.split("|"))
    return {place for place, cell in cells if any(map(str.isdigit, cell)) and cell.strip() != one.label}


def _is_counted(one: Component) -> bool:
    """Is a number of something said behind the label, of examples, not of steps or machines?"""
    return counts_data(one.block.text[len(one.label) : _LONGEST])


def counts_data(text: str) -> bool:
    """Does a text count something that may be data?"""
    counted = (" ".join(words) for words in _UNIT.findall(text))
    return any(words.endswith(" of") or not pattern("training_data", "no_part").search(words) for words in counted)


def _units(one: Component) -> set[str]:
    return {word.lower() for found in _UNIT.findall(one.block.text[:_LONGEST]) for word in found if word}


def is_barred(one: Component, led: Sequence[Component]) -> bool:
    """Does a component bear a closed lock or a cross, and none that leads to data?"""
    marked = pattern("training_data", "marked")
    return bool(led and marked.search(one.block.text)) and not any(marked.search(other.block.text) for other in led)


def is_had(one: Component, led: Sequence[Component]) -> bool:
    """Is a component named so that anybody has it, by another one too, or no part but a sum, a setting or prose?"""
    label, text = one.label, one.block.text
    if (
        not WORDS.search(label)
        or len(text) > _LONGEST
        or _SETTING.search(label)
        or _NONE.match(label)
        or (one.block.kind == "list" and _TAG.fullmatch(text))
        or (not _is_stage(one) and pattern("training_data", "no_part").search(label))
    ):
        return True
    if _COUNTED.match(label) and not any(_COUNTED.match(other.block.text) for other in led):
        return True
    if _ID.search(text) or is_public(label) or all_public(label) or pattern("training_data", "named", 0).search(label):
        return True
    return any(len(name := key_of(other.label)) >= SHORTEST and name in key_of(text) for other in led)

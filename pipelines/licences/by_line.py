"""One file that puts several parts or models under licences of their own, a line each.

"Code: Apache-2.0" above "Weights: CC BY-NC 4.0", or a table of models with a column of licences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crawler import patterns
from crawler.model import Evidence
from pipelines.licences.catalogue import lookup
from pipelines.licences.matchers.kinds import names_in
from pipelines.licences.parts import Part, part_in_words
from pipelines.licences.types import NON_LICENCES, Licence, TextKind

MOST_SHOWN = 4  # lines shown of a file none of whose lines speaks of the model
LISTS = (TextKind.POINTER, TextKind.MULTI, TextKind.UNKNOWN)  # kinds of files that may be such a list
BY_LINE = "licence-by-line"  # the rule of its evidence
_MOST = 400  # lines that are looked at
_LONGEST = 300  # characters of a line
_CELL = patterns.compile(r"[|\t:：]|\s[-–—=]+>?\s")
_MARKS = " *`_#-•()[]\"'"
_NOT_NAME = patterns.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of such a file: what it names, as a part or in words (a model), and the licence it puts that under."""

    part: Part
    subject: str
    licence: Licence
    evidence: Evidence


def lines_of(raw: str, path: str) -> tuple[Line, ...]:
    """Its lines where they name more than one licence; else nothing, as the file is then about one."""
    found = tuple(_lines(raw, path))
    return found if len({one.licence.id for one in found}) > 1 else ()


def of_model(lines: tuple[Line, ...], repo_id: str) -> tuple[Line, ...]:
    """The lines that speak of a model by its name, with or without the owner, else those of the weights; maybe none."""
    wanted = _folded(repo_id.rpartition("/")[2])
    named = tuple(one for one in lines if one.part is Part.UNSAID and _folded(one.subject) == wanted)
    return named or tuple(one for one in lines if one.part is Part.WEIGHTS)


def _lines(raw: str, path: str) -> Iterator[Line]:
    for number, line in enumerate(raw.split("\n")[:_MOST], 1):
        subject, *cells = [cell.strip(_MARKS) for cell in _CELL.split(line[:_LONGEST].strip(" |"))]
        known = [entry for cell in cells if cell and (entry := _licence(cell))]
        if subject and len({entry.id for entry in known}) == 1:
            evidence = Evidence(path, line.strip()[:_LONGEST], BY_LINE, number, number)
            yield Line(part_in_words(subject), subject.rpartition("/")[2], known[0], evidence)


def _licence(cell: str) -> Licence | None:
    names = [entry for name in names_in(cell) if (entry := lookup(name))]
    entry = lookup(cell) or (names[0] if len(names) == 1 else None)
    return entry if entry and entry.id not in NON_LICENCES else None


def _folded(name: str) -> str:
    return _NOT_NAME.sub("", name.lower())

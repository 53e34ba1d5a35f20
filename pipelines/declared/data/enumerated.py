"""Parts of an enumeration of data that nobody gets, told by its structure, whatever language it is in. Pure.

One row or item leads to a dataset. Another that is like it, and leads nowhere, bears a mark that says no, or is counted
in the same unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler import patterns
from pipelines.card import Block, Card, Link
from pipelines.declared.data.beside import DATASET, Run
from pipelines.declared.data.public_sets import all_public, is_public
from pipelines.wording import pattern

_UNIT = patterns.compile(r"\d[\d.,]*\s?([^\W\d_]+)(?:[ -]([^\W\d_]{2,}))?")
_LABEL = patterns.compile(r"\s*[:,;(|]|\s[–—-]\s|：|，")
_LONGEST = 300  # characters of an item that is a part, not prose


def rows_marked(card: Card, run: Run) -> Iterator[Block]:
    """Rows without a link with a "no" or nothing in a column in which every row with a dataset has a link or "yes"."""
    over = " ".join((*run[0][1].section[-1:], run[0][1].text))
    links = _to_data(card, run)
    if not links or pattern("training_data", "no_parts").search(over):
        return
    cells = {number: _cells(block) for number, block in run}
    width = min(len(cells[link.block]) for link in links)
    given = [place for place in range(1, width) if all(_gives(cells[link.block][place], link) for link in links)]
    for number, block in _unlinked(card, run[1:]):
        if not _is_had(cells[number][0]) and any(_denies(cells[number], place) for place in given):
            yield block


def items_counted(card: Card, run: Run) -> Iterator[Block]:
    """Items without a link that bear a closed lock or a cross, or are counted in a unit of one with a dataset."""
    links = _to_data(card, run)
    if not links or pattern("training_data", "no_parts").search(" ".join(run[0][1].section[-1:])):
        return
    numbers = {link.block for link in links}
    linked = [block for number, block in run if number in numbers]
    units = {unit for block in linked for unit in _units(block)}
    marked = any(pattern("training_data", "marked").search(block.text) for block in linked)
    depth = min(_indented(card, block) for block in linked)
    for number, block in _unlinked(card, run):
        if len(block.text) > _LONGEST or _indented(card, block) > depth:
            continue
        barred = not marked and pattern("training_data", "marked").search(block.text)
        counted = number > min(numbers) and not _is_had(_label(block)) and not units.isdisjoint(_units(block))
        if barred or counted:
            yield block


def _to_data(card: Card, run: Run) -> list[Link]:
    numbers = {number for number, _ in run}
    return [link for link in card.links if link.block in numbers and link.where == "text" and DATASET.match(link.url)]


def _unlinked(card: Card, run: Run) -> Iterator[tuple[int, Block]]:
    linked = {link.block for link in card.links}
    return ((number, block) for number, block in run if number not in linked and block.text.strip(" |-:"))


def _cells(block: Block) -> list[str]:
    return [cell.strip() for cell in block.text.split("|")]


def _gives(cell: str, link: Link) -> bool:
    return bool(cell) and (cell in (link.text, link.url) or bool(pattern("training_data", "yes_cell").fullmatch(cell)))


def _denies(cells: list[str], place: int) -> bool:
    return place < len(cells) and bool(pattern("training_data", "no_cell").fullmatch(cells[place]))


def _label(block: Block) -> str:
    end = _LABEL.search(block.text)
    return block.text[: end.start()] if end else block.text


def _is_had(label: str) -> bool:
    """Is what is enumerated named so that anybody has it, or no part but a sum or a setting?"""
    known = "/" in label or is_public(label) or all_public(label) or pattern("training_data", "named", 0).search(label)
    return bool(known or not label or pattern("training_data", "no_part").search(label))


def _units(block: Block) -> set[str]:
    return {word.lower() for found in _UNIT.findall(block.text[:_LONGEST]) for word in found if word}


def _indented(card: Card, block: Block) -> int:
    line = card.lines[block.line_start - 1]
    return len(line) - len(line.lstrip())

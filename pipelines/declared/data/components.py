"""What a card enumerates its data in: rows of a table, items of a list, labelled paragraphs, and where these lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler import patterns
from pipelines.card import Block, Card, Link
from pipelines.declared.data.beside import DATASET, HUB, Run, enumerations
from pipelines.declared.data.public_sets import words_of
from pipelines.wording import pattern

WORDS = patterns.compile(r"[^\W\d_]{3}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
SHORTEST = 4  # letters of a name that tells a dataset
_LABEL = patterns.compile(r"\s*[:,;(|]|\s[–—-]\s|：|，|\.\s")

Links = Mapping[int, Sequence[Link]]  # by the blocks they stand in


@dataclass(frozen=True, slots=True)
class Component:
    """A row, item or paragraph, by the words that say what it is, and where these lead."""

    number: int  # of the block
    block: Block
    label: str
    to_data: bool  # to a dataset of the Hub, by a link or its name
    elsewhere: bool  # by a link to some other place


def components(card: Card, names: Sequence[str]) -> Iterator[list[Component]]:
    """The components of each enumeration; `names` are the datasets that the card names anywhere, by their ids."""
    keys = {found for name in names if len(found := key_of(name.rpartition("/")[2])) >= SHORTEST}
    links: dict[int, list[Link]] = defaultdict(list)
    for link in card.links:
        if "://" in link.url and (DATASET.match(link.url) or not HUB.match(link.url)):
            links[link.block].append(link)
    for kind, run in enumerations(card) if links or names else ():
        over = " ".join((*run[0][1].section[-1:], run[0][1].text if kind == "table" else ""))
        if not pattern("training_data", "no_parts").search(over):
            yield from [_rows(run, links, keys)] if kind == "table" else _levels(card, run, links, keys)


def _rows(run: Run, links: Links, keys: set[str]) -> list[Component]:
    """The rows of a table below its head, by the column in which the datasets stand; none of a table of settings."""
    rows = [(number, block, [cell.strip() for cell in block.text.split("|")]) for number, block in run[1:]]
    linked = [_columns(row, [one.text or one.url for one in links.get(number, ())]) for number, _, row in rows]
    named = [[place for place, cell in enumerate(row) if _names(cell, keys)] for _, _, row in rows]
    found = [places for places in (linked if any(linked) else named) if places]
    if not found or any(len(places) > 1 for places in found):
        return []
    column = found[0][0]
    if column and len(rows[0][2]) < 3:
        return []
    told = []
    for (number, block, row), names in zip(rows, named, strict=True):
        if column < len(row) and block.text.strip(" |-:"):
            label = row[column] if WORDS.search(row[column]) else row[0]
            told.append(_component(number, block, label, links, bool(names)))
    return told


def _columns(row: Sequence[str], shown: Sequence[str]) -> list[int]:
    return [place for place, cell in enumerate(row) if any(text in cell for text in shown)]


def _levels(card: Card, run: Run, links: Links, keys: set[str]) -> Iterator[list[Component]]:
    """The items of a list, or labelled paragraphs, that stand together: as far indented, with the same kind of mark."""
    levels: dict[tuple[int, str], list[Component]] = {}
    for number, block in run:
        line = card.lines[block.line_start - 1]
        mark = line.lstrip()[:1]
        level = len(line) - len(line.lstrip()), "1" if mark.isdigit() else mark
        yield from (levels.pop(other) for other in [*levels] if other[0] > level[0])  # the lists below the item before
        label = _label(block.text)
        levels.setdefault(level, []).append(_component(number, block, label, links, _names(label, keys)))
    yield from levels.values()


def _component(number: int, block: Block, label: str, links: Links, named: bool) -> Component:
    led = links.get(number, ())
    to_data = named or any(DATASET.match(link.url) for link in led)
    return Component(number, block, label, to_data, bool(led))


def _label(text: str) -> str:
    end = _LABEL.search(text)
    label = text[: end.start()] if end else text
    return label if WORDS.search(label) else text


def _names(text: str, keys: set[str]) -> bool:
    """Do words name one of the datasets, in whole or as a part?"""
    found = key_of(text)
    return len(found) >= SHORTEST and any(found in one or one in found for one in keys)


def key_of(text: str) -> str:
    """A name without what people write differently: case, blanks and signs."""
    return "".join(words_of(text)).lower()

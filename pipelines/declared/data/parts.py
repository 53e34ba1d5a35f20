"""Parts of the training data that nobody gets: rows and items without an address beside others that have one. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from crawler import patterns
from crawler.model import README, Evidence
from pipelines.card import Block, Card
from pipelines.declared.data.beside import DATASET, Run, is_on_data, runs
from pipelines.declared.data.enumerated import items_counted, rows_marked
from pipelines.declared.data.links import data_links
from pipelines.declared.data.public_sets import is_public
from pipelines.declared.data.training import lead_in
from pipelines.wording import pattern

_TESTS = patterns.compile(r"\b(?:eval\w*|test\w*|benchmark\w*|validation|results?)\b", patterns.I)
_SUM = patterns.compile(r"\W*(?:total|sum|all|overall)\b", patterns.I)
_LONGEST = 1500  # characters of a sentence that is looked at
_NO_NAME = patterns.compile(r"^\W*\d[\d.,]*\b|[:.]\s*$")  # a number of something, or what introduces something else
_NAME_WORDS = 7  # words of a list item that is a name


def parts_without_data(card: Card) -> Iterator[Evidence]:
    """Rows of tables and items of lists about the data that are withheld, or named without an address."""
    for kind, rows in runs(card):
        if kind == "table":
            yield from _withheld_rows(card, rows)
            yield from _unlinked_rows(card, rows)
            yield from (_at(card, block, "data-part-withheld") for block in rows_marked(card, rows))
        elif kind == "list":
            yield from _unlinked_items(card, rows)
            yield from (_at(card, block, "data-part-without-address") for block in items_counted(card, rows))


def _withheld_rows(card: Card, rows: Run) -> Iterator[Evidence]:
    head, *body = [[cell.strip() for cell in block.text.split("|")] for _, block in rows]
    telling = {place for place, cell in enumerate(head) if pattern("training_data", "released").search(cell)}
    heading = " ".join(rows[0][1].section[-1:])
    if not pattern("training_data", "section").search(f"{heading} {' '.join(head)}"):
        return
    for (_, block), cells in zip(rows[1:], body, strict=True):
        no = any(pattern("training_data", "withheld_cell").fullmatch(cells[n]) for n in telling if n < len(cells))
        if no or any(pattern("training_data", "secret_cell").fullmatch(cell) for cell in cells):
            yield _at(card, block, "data-part-withheld")


def _unlinked_rows(card: Card, rows: Run) -> Iterator[Evidence]:
    """Rows without a link in a table of datasets in which another has one; a well-known name is address enough."""
    first = rows[0][1].text.partition("|")[0]
    if not pattern("training_data", "names_data").fullmatch(first) or not _on_training(rows[0][1]):
        return
    linked = {link.block for link in (*data_links(card), *card.links) if link.url.startswith("http")}
    to_data = {link.block for link in card.links if DATASET.match(link.url)} & {number for number, _ in rows}
    for number, block in rows[1:] if to_data else ():
        name = block.text.partition("|")[0]
        known = pattern("training_data", "named", 0).search(block.text) or "/" in name or is_public(name)
        if number not in linked and block.text.strip(" |-:") and not known and not _SUM.match(block.text):
            yield _at(card, block, "data-part-without-address")


def _on_training(block: Block) -> bool:
    """Does a heading over a table say that it is about training data?"""
    heading = " ".join(block.section[-1:])
    on_data = pattern("training_data", "section").search(heading) or is_on_data(heading)
    return bool(on_data) and not _TESTS.search(heading)


def _unlinked_items(card: Card, rows: Run) -> Iterator[Evidence]:
    """Short items without a link in a list in which at least two others lead to datasets."""
    to_data = [link for link in card.links if DATASET.match(link.url)]
    linked = {link.block for link in (*to_data, *data_links(card))}
    listed = sorted(linked & {number for number, _ in rows})
    if len(listed) < 2 or not _is_about_data(card, listed[0]):
        return
    addressed = {link.block for link in card.links if "://" in link.url}
    names = {link.text.lower() for link in to_data if link.text}
    for number, block in rows:
        if number > listed[0] and number not in addressed and _is_part(block) and not _names_one(block, names):
            yield _at(card, block, "data-part-without-address")


def _is_part(block: Block) -> bool:
    """Is an item a name, or data that somebody put together?"""
    if _SUM.match(block.text):
        return False
    is_name = 0 < len(block.text.split()) <= _NAME_WORDS and not _NO_NAME.search(block.text)
    return is_name or bool(pattern("training_data", "gathered").search(block.text[:_LONGEST]))


def _names_one(block: Block, names: set[str]) -> bool:
    """Does an item name a dataset that another item links to?"""
    return any(name in block.text.lower() for name in names)


def _is_about_data(card: Card, first: int) -> bool:
    """Do the heading and the block before a list say that it is about training data?"""
    over = " / ".join((*card.blocks[first].section[-1:], lead_in(card, first)))
    return any(pattern("training_data", key).search(over) for key in ("section", "trained_on"))


def _at(card: Card, block: Block, rule: str) -> Evidence:
    quote = card.quote(block.line_start, block.line_end, block.text[:60])
    return Evidence(README, quote, rule, block.line_start, block.line_end)

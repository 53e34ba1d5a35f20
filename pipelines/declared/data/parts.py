"""Parts of the training data that nobody gets: rows of tables that say so, and components without an address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler import patterns
from crawler.model import README, Evidence
from pipelines.card import Block, Card
from pipelines.declared.data.beside import Run, enumerations, is_on_data
from pipelines.declared.data.in_turn import told_in_turn
from pipelines.declared.data.training import training_refs
from pipelines.declared.data.unaddressed import unaddressed
from pipelines.evidence import at_sentence
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import pattern

_LONGEST = 20_000  # characters of a block that are looked at
_FILE = patterns.compile(
    r"(?m)(?:^[\s-]*(?:path|data_files)\s*:|--train_(?:file|path)[ =])\s*[\"'\[]*"
    r"((?:[.~]{0,2}/\S+|[\w./-]+\.(?:jsonl?|csv|tsv|txt|parquet|arrow))\b)"
)
_ADDRESS = patterns.compile(r"https?://[^\s\"'<>]+")
_MEASURES = patterns.compile(r"eval|test|valid", patterns.I)


@once
def parts_without_data(repository: Repository) -> tuple[Evidence, ...]:
    """Rows of tables about the data that are withheld, then components without an address beside others with one."""
    card = repository.card
    names = [name for ref in training_refs(repository) for name in ref.ids]
    withheld = [block for kind, run in enumerations(card) if kind == "table" for block in _withheld_rows(run)]
    return (
        *(_at(card, block, "data-part-withheld") for block in withheld),
        *(_at(card, block, "data-part-without-address") for block in unaddressed(card, names)),
        *(at_sentence(card, sentence, "data-part-without-address") for sentence in told_in_turn(card)),
        *_files_of_its_own(card, names),
    )


def _files_of_its_own(card: Card, names: Sequence[str]) -> Iterator[Evidence]:
    """Files on somebody's disk that a configuration in the card trains on beside all datasets that the card names.

    A dataset named elsewhere alone may be what such a file was made of.
    """
    for block in card.blocks:
        if block.kind != "code" or not names or not all(name.lower() in block.text.lower() for name in names):
            continue
        for match in _FILE.finditer(block.text[:_LONGEST]):
            line = block.line_start + block.text.count("\n", 0, match.start(1))
            if not (_MEASURES.search(match.group()) or _is_downloaded(block, match[1].rpartition("/")[2])):
                quote = card.quote(line, block.line_end, match.group(1))
                yield Evidence(README, quote, "data-part-without-address", line, block.line_end)


def _is_downloaded(block: Block, name: str) -> bool:
    """Does an address that the code holds end in the name of a file?"""
    return any(address.rpartition("/")[2] == name for address in _ADDRESS.findall(block.text[:_LONGEST]))


def _withheld_rows(run: Run) -> Iterator[Block]:
    """Rows with a "no" in a column on what is given out, or with "private" in any, of a table on the data."""
    head, *body = [[cell.strip() for cell in block.text.split("|")] for _, block in run]
    telling = {place for place, cell in enumerate(head) if pattern("withheld", "released").search(cell)}
    heading = " ".join(run[0][1].section[-1:])
    if not (is_on_data(heading) or pattern("training_data", "section").search(f"{heading} {' '.join(head)}")):
        return
    for (_, block), cells in zip(run[1:], body, strict=True):
        no = any(pattern("training_data", "withheld_cell").fullmatch(cells[n]) for n in telling if n < len(cells))
        if no or any(pattern("training_data", "secret_cell").fullmatch(cell) for cell in cells):
            yield block


def _at(card: Card, block: Block, rule: str) -> Evidence:
    quote = card.quote(block.line_start, block.line_end, block.text[:60])
    return Evidence(README, quote, rule, block.line_start, block.line_end)

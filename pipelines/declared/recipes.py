"""Parents that a card names in a recipe or a table it shows: what a merge was made of, what was trained on. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile

from crawler import patterns
from crawler.model import README, Evidence, Relation
from pipelines.card import Block, Card
from pipelines.declared.derivation import Parent
from pipelines.declared.model_ids import ids_in, is_bare, model_id
from pipelines.wording import pattern

_MERGED = patterns.compile(r"(?m)^\s*merge_method\s*:")
_PART = patterns.compile(r"(?m)^[\s-]*(?:base_)?model\s*:\s*[\"']?([\w.-]+/[\w.-]+)")
_TRAINS = patterns.compile(r"(?m)\b(?:do_train|learning_rate|num_(?:train_)?epochs|micro_batch_size|max_steps)\b")
_BEGUN = patterns.compile(
    r"(?m)(?:\bmodel_name_or_path|^base_model)[\"']?(?:\s*[:=]\s*|\s+)[\"']?([\w.-]+/[\w.-]+|[a-z]\w+-[\w.-]+)"
)
_CALLS = pattern("training_code", "script", 0)
_LOADS = patterns.compile(  # what libraries that train load first; some name the family before: ("bert", "owner/name")
    r"""\b\w*(?:Transformer\w*Embeddings|from_pretrained|models\.Transformer|SentenceTransformer|Model)\(\s*(?:model\s*=\s*)?"""
    r"""(?:["'][a-z0-9]+["']\s*,\s*)?["']([A-Za-z0-9][\w.-]*/[\w.-]+|[a-z][a-z0-9]*-[\w.-]+)["']"""
)
_MERGES = patterns.compile(r"merg(?:e|ing)|slerp|recipe", patterns.I)  # models are used for other things, too
_HEAD = patterns.compile(r"base model|finetuned from|parent model", patterns.I)
_SOURCES = "Sources"  # in the table of a spaCy pipeline: data, and the model that it begins from
_PARTS = pattern("relations", "parts_of_merge")
_LINE = patterns.compile(r"[\n,|]| \+ ")
_ABOVE = 200  # characters, at most, of what stands above a list
_LISTS = 12  # blocks below "Models used" in which they are listed
_LONGEST = 20_000  # characters of a block that are looked at


def recipe_parents(card: Card) -> Iterator[Parent]:
    """The parts of a merge by its configuration or a list of them, else what a training command or code begins from."""
    merged = [*_merged(card)]
    yield from merged or _trained(card)


def _merged(card: Card) -> Iterator[Parent]:
    for number, block in enumerate(card.blocks):
        text = block.text[:_LONGEST]
        if "merge_method" in text and _MERGED.search(text):
            names = _PART.findall(text)
            for name in names:
                yield Parent(name, Relation.MERGE, "card", _at(card, block, name, "merge-recipe"))
            if not names:
                yield Parent("", Relation.MERGE, "card", _at(card, block, "merge_method", "merge-recipe"))
        elif len(text) < _ABOVE and block.kind in {"heading", "paragraph"} and _PARTS.search(text) and _merges(card):
            yield from _parts(card, number)


def _merges(card: Card) -> bool:
    return any(_MERGES.search(line[:1000]) for line in card.lines)


def _parts(card: Card, number: int) -> Iterator[Parent]:
    """The ids in the block that says "models used" and in the lists below it, where there are several."""
    below = takewhile(lambda block: block.kind in {"list", "code", "quote", "table"}, card.blocks[number + 1 :])
    listed = (card.blocks[number], *islice(below, _LISTS))
    links: dict[int, list[str]] = {number + offset: [] for offset in range(len(listed))}
    for link in card.links:
        if link.where == "text" and link.block in links:
            links[link.block].append(link.url)
    found = {
        name: Parent(name, Relation.MERGE, "card", _at(card, block, line.strip(), "merge-parts"))
        for offset, block in enumerate(listed)
        for line in (*_LINE.split(block.text[:_LONGEST]), *links[number + offset])
        for name in ids_in(line.strip(" -*•`\t"))
        if "/" in name
    }
    yield from found.values() if len(found) > 1 else ()


def _trained(card: Card) -> Iterator[Parent]:
    for block in card.blocks:
        if block.kind == "code" and (named := _begun(block.text[:_LONGEST])):
            yield Parent(named.group(1), Relation.FINETUNE, "card", _at(card, block, named.group(), "training-recipe"))


def _begun(text: str) -> patterns.Match[str] | None:
    """What a piece of code begins from that trains, by its settings or by what it loads."""
    by_setting = _BEGUN.search(text) if _TRAINS.search(text) else None
    return by_setting or (_LOADS.search(text) if _CALLS.search(text) else None)


def _at(card: Card, block: Block, around: str, rule: str) -> Evidence:
    quote = card.quote(block.line_start, block.line_end, around)
    return Evidence(README, quote, rule, block.line_start, block.line_end)


def table_parents(card: Card, name: str) -> Iterator[Parent]:
    """The parent in the column "base model" of a table's row about `name`, this model, or in its row of sources."""
    column = -1
    for number, block in enumerate(card.blocks):
        if block.kind != "table":
            column = -1
            continue
        cells = [cell.strip() for cell in block.text.split("|")]
        if cells[0] == _SOURCES:
            yield from _sources(card, number)
        if column < 0:
            column = next((place for place, cell in enumerate(cells) if _HEAD.fullmatch(cell)), -1)
        elif column < len(cells) and any(cell.rpartition("/")[2].lower() == name.lower() for cell in cells):
            links = (link for link in card.links if link.block == number and link.text == cells[column])
            found = [parent for link in links if (parent := model_id(link.url))] or [model_id(cells[column])]
            evidence = Evidence(
                README,
                card.quote(block.line_start, block.line_end, cells[column]),
                "base-model-table",
                block.line_start,
                block.line_end,
            )
            yield from (Parent(parent, None, "card", evidence) for parent in found if parent)


def _sources(card: Card, number: int) -> Iterator[Parent]:
    """The models among the links of a block, by their address or by what they are called."""
    block = card.blocks[number]
    for link in card.links:
        if link.block == number and (name := model_id(link.url) or (link.text if is_bare(link.text) else "")):
            yield Parent(name, Relation.FINETUNE, "card", _at(card, block, link.text, "base-model-table"))

"""Components of the training data that lead nowhere beside others that lead to a dataset, told by structure. Pure.

Which of them lead to data is told by links, and by the names of the datasets that the card names anywhere. A dataset
that the card's body says no word of may be what one without an address is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.card import Block, Card
from pipelines.declared.data.alike import is_alike, is_barred, is_had
from pipelines.declared.data.beside import is_on_data
from pipelines.declared.data.components import SHORTEST, Component, components
from pipelines.declared.data.public_sets import is_public, words_of
from pipelines.declared.data.training import lead_in
from pipelines.wording import pattern

_LONGEST_HEADING = 6  # words
_NAME_WORDS = 10  # words of a component that is a name
_FEWEST = 2  # components that make an enumeration


def unaddressed(card: Card, names: Sequence[str]) -> Iterator[Block]:
    """Components without an address, not known by name, in enumerations of data with one that has one.

    `names` are the datasets that the card names anywhere, by their ids.
    """
    short = {name.rpartition("/")[2] for name in names}
    for told in components(card, names):
        yield from _lost(card, told, short)


def _lost(card: Card, told: Sequence[Component], names: set[str]) -> list[Block]:
    """What lacks an address of the components of one enumeration, if they are components of the data."""
    if len(told) < _FEWEST or not any(one.to_data or one.elsewhere for one in told):
        return []
    on_data, lead = _is_on_data(card, told[0].number), lead_in(card, told[0].number)
    near = on_data or bool(pattern("training_data", "section").search(lead))
    led = [one for one in told if one.to_data or (one.elsewhere and near and one.block.kind != "paragraph")]
    lost = [one for one in told if not (one.to_data or one.elsewhere or is_had(one, led))]
    found = [one.block for one in lost if _is_beside(one, led, on_data, near)]
    return found if len(found) > _unaccounted(card, names, found) else []


def _is_beside(one: Component, led: Sequence[Component], on_data: bool, near: bool) -> bool:
    """Is what lacks an address a component like those that have one?"""
    to_data = [other for other in led if other.to_data]
    if on_data and (led if one.block.kind == "table" else led[1:]):
        return True
    if is_barred(one, to_data) or is_alike(led if near else to_data, one, on_data):
        return True
    is_name = len(one.block.text.split()) <= _NAME_WORDS and not one.block.text.endswith((".", ":"))
    return near and is_name and bool(to_data[1:])


def _unaccounted(card: Card, names: set[str], lost: Sequence[Block]) -> int:
    """How many of the datasets named a card's body says no word of, but where it speaks of what lacks an address."""
    if not lost:
        return 0
    texts = (block.text for block in card.blocks if block not in lost)
    body = " ".join((*texts, *(link.url for link in card.links))).lower()
    asked = (name for name in names if not is_public(name))
    told = ([word.lower() for word in words_of(name) if len(word) >= SHORTEST] or [name.lower()] for name in asked)
    return sum(not any(word in body for word in words) for words in told)


def _is_on_data(card: Card, number: int) -> bool:
    """Do the heading or the words over an enumeration say that it is about training data?"""
    heading = " ".join(card.blocks[number].section[-1:])
    if pattern("training_data", "evaluation").search(heading):
        return False
    on_data = len(heading.split()) <= _LONGEST_HEADING and pattern("training_data", "section").search(heading)
    told = pattern("training_data", "list_of").search(lead_in(card, number))
    return bool(on_data or told) or is_on_data(heading)

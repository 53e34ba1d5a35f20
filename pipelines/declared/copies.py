"""Whose model is this: that of another owner, as its card is, or as it says that it is a copy or a conversion? Pure.

A card that is of another owner's model of the same name never names its own owner. Where the names are equal the code
may be older than the account: people move and rename. Then the card must speak of the other owner.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from crawler import patterns
from crawler.model import Evidence, Relation
from pipelines.card import Card
from pipelines.declared.derivation import Parent, told_parents
from pipelines.declared.model_ids import is_bare, model_id
from pipelines.declared.relation_words import fits, is_house, joined, named, without_forms
from pipelines.evidence import at_link, at_sentence
from pipelines.once import once
from pipelines.repository import Repository
from pipelines.wording import load, pattern

_LOADED = patterns.compile(
    r"""(?:from_pretrained\(|SentenceTransformer\(|\bmodel(?:_id|_name)? ?= ?)\s*"""
    r"""["']([A-Za-z0-9][\w.-]*/[\w.-]+|[a-z]+-[\w.-]+)["']"""
)
_CLONED = patterns.compile(r"\bgit clone https://huggingface\.co/([A-Za-z0-9][\w.-]*/[\w.-]+)")
_NOT_SO = patterns.compile(
    r"fine-?\s?tun|train|based on|built|derived|compar|cite|\b(?:re)?(?:moved|named)\b|deprecated|superseded",
    patterns.I,
)  # made from that one, held against it, or given that name
_ADDRESS = patterns.compile(r"\S+/\S*")
_NO_LETTER = patterns.compile(r"[^a-z0-9]+")
_ALONE = patterns.compile(r"(?:(?:distil)?(?:bert|roberta)|xlm-roberta|albert|camembert|t5)-.+|(?:distil)?gpt2(?:-.+)?")
_PROSE = frozenset({"paragraph", "list", "heading", "quote"})
_TELLING = 6  # letters of a name that is no word like "test"
_LONGEST = 600  # characters of a sentence that are looked at


@once
def loaded(repository: Repository) -> tuple[str, ...]:
    """The lower-cased ids that the code in the card loads as models, in the order of their lines."""
    code = "\n".join(block.text[:20_000] for block in repository.card.blocks if block.kind == "code")
    return tuple(dict.fromkeys(match.group(1).lower() for match in _LOADED.finditer(code)))


@once
def names_owner(repository: Repository) -> bool:
    """Does the card, below its metadata, name the owner of this repository?"""
    card = repository.card
    return any(repository.owner in line.lower() for line in card.lines[card.front_matter.line_end :])


@once
def original_of(repository: Repository) -> Parent | None:
    """The model that the card is of, where this repository is a copy of it, unchanged or in another form.

    This one has its name, or its owner's and its name joined, but for words of a form, and another owner. A card that
    names its own owner, or that links the other as what it was trained from, is no copy; nor is one that says from
    which model it was tuned above the code that loads the other.
    """
    if names_owner(repository):
        return None
    in_code = [(name, row) for name, row in _in_code(repository) if _is_namesake(repository, name)]
    if in_code and (in_code[0][1].line_start or 0) > _tuned_at(repository.card):
        in_code = []
    linked = ((name, row) for name, row in _linked(repository) if _is_namesake(repository, name))
    return next((Parent(name, Relation.QUANTIZED, "card", row) for name, row in (*in_code, *linked)), None)


@once
def named_after(repository: Repository) -> Parent | None:
    """The other owner's model that the code in a card loads, where this one's name begins with its whole name.

    The card is that one's, with a name of its own: "gull-7b-16k" under the card of "aster/gull-7b".
    """
    own = repository.snapshot.repo_id.lower().rpartition("/")[2]
    if names_owner(repository) or any(own == name.rpartition("/")[2] for name in loaded(repository)):
        return None
    return next((Parent(name, None, "card", row) for name, row in _in_code(repository) if _begins(own, name)), None)


def _begins(own: str, name: str) -> bool:
    owner, _, short = name.lower().rpartition("/")
    return bool(owner) and len(short) >= _TELLING and own.startswith(short) and own != short


def _tuned_at(card: Card) -> float:
    """The line of the first sentence that names the model this one was tuned from."""
    lines = (
        one.evidence.line_start or 0 for one in told_parents(card) if one.name and one.relation is Relation.FINETUNE
    )
    return min(lines, default=inf)


def _is_namesake(repository: Repository, name: str) -> bool:
    own, owner = without_forms(repository.snapshot.repo_id), name.rpartition("/")[0].lower()
    same = own in (without_forms(name), without_forms(joined(name))) or _is_but_a_trial(own, without_forms(name))
    is_alone = is_bare(name) and _ALONE.fullmatch(name) is not None  # of another family it is this one, shortened
    if not same or not (owner or is_alone) or owner == repository.owner or named(name, Relation.QUANTIZED):
        return False
    if not owner:  # the Hub kept no such id of what was tuned for a purpose, but somebody's own name, shortened
        return not any(fits(part, "heads", "purposes") for part in own)
    return not may_have_moved(repository, name)


def may_have_moved(repository: Repository, name: str) -> bool:
    """Is the other's name this one's, letter by letter, and its owner none whom the card or the world knows?

    Then it may be where this model was before: accounts move, and their code keeps the old address.
    """
    owner, _, short = name.lower().rpartition("/")
    if short != repository.snapshot.repo_id.lower().rpartition("/")[2]:
        return False
    return not (is_house(owner) or owner in load("relations")["makers"]["owners"] or _speaks_of(repository, owner))


def _speaks_of(repository: Repository, owner: str) -> bool:
    """Does the prose of the card, its addresses and ids aside, hold the name of that owner, however it is spaced?"""
    wanted = _NO_LETTER.sub("", owner)
    prose = " ".join(one.text[:2000] for one in repository.card.sentences if one.kind != "code").lower()
    return bool(wanted) and wanted in _NO_LETTER.sub("", _ADDRESS.sub(" ", prose))


def _is_but_a_trial(own: frozenset[str], other: frozenset[str]) -> bool:
    """Are the words of the other name all in this one, and nothing beside them but sizes and words of a trial?"""
    return bool(other) and other <= own and all(fits(part, "name", "trial") for part in own - other)


def _in_code(repository: Repository) -> Iterator[tuple[str, Evidence]]:
    for sentence in repository.card.sentences:
        if sentence.kind == "code":
            code = sentence.text[:20_000]
            for match in (*_LOADED.finditer(code), *_CLONED.finditer(code)):
                yield match.group(1), at_sentence(repository.card, sentence, "card-of-another", match.group(1))


def _linked(repository: Repository) -> Iterator[tuple[str, Evidence]]:
    card = repository.card
    for link in card.links:
        block = card.block_of(link)
        if link.where == "text" and block and not _NOT_SO.search(block.text[:2000]) and (name := model_id(link.url)):
            yield name, at_link(card, link, "card-of-another")


@once
def stated_conversion(card: Card) -> Evidence | None:
    """The first sentence like "This repo contains AWQ files for ..." or "A copy of ..."; None where there is none."""
    said, not_said = pattern("relations", "conversion.said"), pattern("relations", "conversion.not_said")
    for sentence in card.sentences:
        text = sentence.text[:_LONGEST] if sentence.kind in _PROSE else ""
        if (hit := said.search(text)) and not not_said.search(text):
            return at_sentence(card, sentence, "stated-conversion", hit.group())
    return None

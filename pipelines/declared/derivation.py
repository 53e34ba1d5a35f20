"""Sentences that name the model a card's model was made from. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crawler import patterns
from crawler.model import Evidence, Relation
from pipelines.card import Card, Link, Sentence
from pipelines.declared.from_nothing import is_made_from_nothing
from pipelines.declared.model_ids import BARE, ids_spelled, is_address, model_id
from pipelines.evidence import at_link, at_sentence
from pipelines.once import once
from pipelines.wording import alternatives, load, pattern

_ELSEWHERE = pattern("relations", "elsewhere", 0)
_LABELLED = pattern("relations", "labelled")
_OF_A_PART = pattern("relations", "of_a_part")


def _unnamed(cue: Mapping[str, Any]) -> str:
    """The rule by which a cue tells a derivative where no id follows it, "" where it tells none."""
    return ("tuned-unnamed" if cue.get("open") else "derivative-unnamed") if cue["strong"] else ""


_CUES = tuple(
    (Relation(cue["relation"]), _unnamed(cue), alternatives("relations", cue["patterns"]))
    for cue in load("relations")["cues"]
)
_ANY_CUE = alternatives("relations", [entry for cue in load("relations")["cues"] for entry in cue["patterns"]])
_NOT_OURS = pattern("relations", "not_ours")
_POSSIBLE = pattern("relations", "possible")
_TOLD_USERS = pattern("relations", "told_users")
_OF_DATA = pattern("relations", "of_data")
ENCODER = patterns.AnyOf(  # not SBERT
    [rf"(?<!\bs){name}" for name in load("relations")["heads"]["families"]], patterns.I
)
_ORIGIN, _ANOTHERS = pattern("relations", "origin.said"), pattern("relations", "origin.not_said")
_ITSELF = patterns.compile(
    r"\W*(?:this|these|here|it|original|quanti[sz]ed|(?:we )?merged|(?:a )?result of|(?:an? )?(?:\S+ ){0,2}\S*merger?"
    r"|an? (?:\S+ )?merging of|[A-Za-z]\w*[-\d.]\S* (?:is|was|uses))\b",  # "Gull-7B is a merge of"
    patterns.I,
)
_IS_ONE = patterns.compile(
    r"\W*(?:original model|(?:this|it)\b[^.]{0,80}?\b(?:is|was|contains)\b(?! (?:saved|available|provided)))",
    patterns.I,
)
_HEDGED = patterns.compile(r"\b(?:not|never|can|could|should|may|must|you|your|if|users?|be)\b|n['’]t\b", patterns.I)
_TEMPLATE = patterns.compile(r"more information needed|\[optional\]\W*$", patterns.I)
_WINDOW = 160  # characters after a cue in which the parent is named


@dataclass(frozen=True, slots=True)
class Parent:
    """A base model and where it is named. `name` is empty where the card tells a derivative but no id."""

    name: str
    relation: Relation | None
    source: str  # tag, card, config
    evidence: Evidence


@once
def told_parents(card: Card) -> tuple[Parent, ...]:
    """Parents that sentences name, whatever name and files say."""
    return tuple(body_parents(card, None, frozenset()))


def body_parents(card: Card, told: Relation | None, data: frozenset[str]) -> Iterator[Parent]:
    """Parents that sentences name; `told` is what name and files say was done. A model made from scratch has none.

    `data` holds the lower-cased ids that the card names as datasets: "fine-tuned on owner/data" names no parent.
    """
    from_nothing = is_made_from_nothing(card)
    by_line: dict[int, list[Link]] = {}
    for link in card.links:
        if link.where == "text" and is_address(link.url):
            by_line.setdefault(link.line, []).append(link)
    nameless: list[Parent] = []
    for sentence in card.sentences:
        if from_nothing and not _LABELLED.match(sentence.text):
            continue
        if sentence.kind != "code" and len(sentence.text) < 2000:
            for parent in _in_sentence(card, sentence, by_line, told, data):
                if parent.name:
                    yield parent
                else:
                    nameless.append(parent)
    yield from sorted(nameless, key=lambda parent: parent.relation is not Relation.MERGE)  # merged of what was tuned


def _in_sentence(
    card: Card, sentence: Sentence, links: Mapping[int, list[Link]], told: Relation | None, data: frozenset[str]
) -> Iterator[Parent]:
    unnamed: list[Parent] = []
    for relation, unnamed_rule, wording in _CUES if _ANY_CUE.may(sentence.text) else ():
        cue = wording.search(sentence.text)
        if not cue or not _is_statement(sentence.text, cue, relation, told):
            continue
        after = sentence.text[cue.start() : cue.end() + _WINDOW]
        ids = (*_linked(card, sentence, links, after), *_spelled(card, sentence, after, cue.group()))
        if named := [(name, row) for name, row in ids if name.lower() not in data]:
            kept = named if relation is Relation.MERGE else named[:1]
            yield from (Parent(name, relation, "card", row) for name, row in kept)
            return
        offered = relation is Relation.QUANTIZED and told is not relation and not _IS_ONE.match(sentence.text)
        if unnamed_rule and not offered and not _is_of_its_kind(sentence.text, cue.group()):
            rule = "derivative-unnamed" if sentence.kind == "heading" else unnamed_rule  # a title is of the model
            unnamed.append(Parent("", relation, "card", at_sentence(card, sentence, rule, cue.group())))
    yield from unnamed[:1]


def _is_of_its_kind(text: str, cue: str) -> bool:
    """Is a pre-trained model "based on RoBERTa"? Then it has the other's architecture and no more."""
    return bool(ENCODER.search(cue) and _ORIGIN.search(text) and not _ANOTHERS.search(text))


def _is_statement(text: str, cue: patterns.Match[str], relation: Relation, told: Relation | None) -> bool:
    """Is the cue about what was done here, not a possibility, a rival, a template's blank or another file?"""
    before = text[: cue.start()]
    if (
        _HEDGED.search(cue.group())
        or _TOLD_USERS.match(text)
        or _OF_DATA.search(cue.group())
        or _NOT_OURS.search(before)
        or _POSSIBLE.search(before)
        or _TEMPLATE.search(text[cue.end() :])
    ):
        return False
    return relation in {Relation.FINETUNE, told} or (told is None and bool(_ITSELF.match(text)))


def _linked(
    card: Card, sentence: Sentence, links: Mapping[int, list[Link]], after: str
) -> Iterator[tuple[str, Evidence]]:
    for line in range(sentence.line_start, sentence.line_end + 1):
        for link in links.get(line, ()):
            name = model_id(link.url)
            behind = after.partition(link.text)[2] if link.text else ""
            if name and (not link.text or link.text in after) and not _OF_A_PART.match(behind):
                yield name, at_link(card, link, "base-model-link")


def _spelled(card: Card, sentence: Sentence, after: str, cue: str) -> Iterator[tuple[str, Evidence]]:
    marked = "\n".join(card.lines[sentence.line_start - 1 : sentence.line_end]) if "/" in after else ""
    elsewhere = _ELSEWHERE.findall(marked)  # repositories of code have names of the same form
    for name in (one for one in ids_spelled(after, marked) if one not in elsewhere):
        yield name, at_sentence(card, sentence, "base-model-text", cue)
    for match in BARE.finditer(after):
        yield match.group(1), at_sentence(card, sentence, "base-model-text", cue)

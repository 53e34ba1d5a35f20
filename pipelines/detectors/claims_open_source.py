"""A claim is about this model itself: not about rivals, a community, tools, data, code or the base model."""

from __future__ import annotations

import re

from crawler.model import Evidence, Finding, Outcome
from pipelines.card.parts import Sentence
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, at_sentence, looked, unknown_card
from pipelines.repository import Repository
from pipelines.wording import load, pattern, spelled_out

_RULES = tuple(
    (kind["rule"], re.compile(spelled_out("claims", kind["pattern"]), re.I)) for kind in load("claims")["kinds"]
)
_MENTION = pattern("claims", "mention")
_OTHERS = pattern("claims", "others")
_SURPASSES = pattern("claims", "surpasses")
_NOT_YET = pattern("claims", "not_yet")
_THING = pattern("claims", "thing")
_OTHER_NOUN = pattern("claims", "other_noun")
_SELF = pattern("claims", "itself")
_INTRODUCES = pattern("claims", "introduces")


@detector(version=1)
def claims_open_source(repository: Repository) -> Finding:
    """Does the card claim that this model is open source?

    Read sentence by sentence; citations, widget texts and comparisons with other models are no claims. "Open weights",
    "open model" and the names of licences are not taken for "open source".
    """
    if not repository.readable:
        return unknown_card(repository)
    card = repository.card
    names = repository.own_words | {repository.owner}
    found: dict[str, Evidence] = {}
    for sentence in card.sentences:
        if rule_and_start := _claim(sentence, names):
            rule, start = rule_and_start
            evidence = at_sentence(card, sentence, rule, sentence.text if start < 200 else sentence.text[start:])
            found.setdefault(evidence.quote, evidence)
    if found:
        rows = tuple(found.values())[:MAX_EVIDENCE]
        return Finding(Outcome.YES, "the card calls the model open source", rows)
    return Finding(Outcome.NO, "the card makes no such claim", looked(repository, "no claim in the card", "no-claim"))


def _claim(sentence: Sentence, names: frozenset[str]) -> tuple[str, int] | None:
    if not _MENTION.search(sentence.text) or sentence.kind == "table" or _is_program(sentence):
        return None
    text = sentence.text[:2000]
    for rule, kind in _RULES:
        for match in kind.finditer(text):
            if _holds(rule, text, match, names):
                return rule, match.start()
    return None


def _is_program(sentence: Sentence) -> bool:
    return sentence.kind == "code" and (len(sentence.text) > 300 or "@" in sentence.text or "=" in sentence.text)


def _holds(rule: str, text: str, match: re.Match[str], names: frozenset[str]) -> bool:
    mention = _MENTION.search(text, match.start())
    start = mention.start() if mention and mention.start() < match.end() else match.start()
    before = text[max(0, start - 140) : start]
    if _NOT_YET.search(before) or _THING.search(before):
        return False
    if rule == "self-licence" and match.group().lower().endswith(("license", "licence", "licensing")):
        return len(text[: match.start()].rpartition(":")[2].strip()) < 4
    if rule != "self-parts" and _OTHER_NOUN.match(text[start:]):
        return False
    if (_SURPASSES if rule == "self-ranking" else _OTHERS).search(before):
        return False
    return _about_itself(rule, text[:start], text[start:], names)


def _about_itself(rule: str, before: str, after: str, names: frozenset[str]) -> bool:
    words = {word for token in re.findall(r"[\w.-]+", before.lower()) for word in (token, *re.split(r"[-_]", token))}
    if words & names or any(word.startswith(name) for word in words for name in names if len(name) > 4):
        return True
    if rule == "self-title":
        return False
    if _SELF.search(before) or _INTRODUCES.search(before):
        return True
    return len(before) < 12 and " version of " not in after

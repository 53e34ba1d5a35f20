"""A claim is about this model itself: not about rivals, a community, tools, data, code or the base model."""

from __future__ import annotations

from crawler import patterns
from crawler.model import Evidence, Finding, Outcome, Relation, Snapshot
from pipelines.card import Card, Sentence
from pipelines.declared.claims import claim_in, mentions
from pipelines.declared.copies import named_after
from pipelines.declared.names import Names
from pipelines.declared.parents import is_converted, is_copied, parents, relation_of
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, at_sentence, looked, unknown_card
from pipelines.repository import Repository
from pipelines.wording import words

_LONGEST = 2000  # characters of a sentence that are looked at
_NAME = patterns.compile(r"\b[A-Za-z]+(?:-[A-Z0-9][\w.]*|\d[\w.]*|[a-z][A-Z]\w*)+\b")
# "すずめ" of "すずめ 8B": the letters are not those of an id, and a size behind them tells a name.
_SIZED = patterns.compile(r"((?:[^\W\d_A-Za-z]|\p{M}){2,})[-_ ]?\d[\d.]*[BMbm]\b")
_FAMILY = patterns.compile(r"^\W*([A-Z]\w{3,})[- ]\d[\d.]*[BMbm]\b")  # "Gull 7B" at the head of a title
# ... and in a title that speaks of open source what stands before a colon or dash is what it is said of.
_HEADED = patterns.compile(r"^\W*((?:[^\W\d_A-Za-z]|\p{M}){2,})\W*[:：–—]")
_PROGRAM = patterns.compile(r"[@={}();]")


@detector(version=14)
def claims_open_source(repository: Repository) -> Finding:
    """Does the card claim that this model is open source?

    Read sentence by sentence, in the languages most cards are written in; citations, widget texts and comparisons with
    other models are no claims. "Open weights", "open model" and the names of licences are not taken for "open source".
    What stands in the card of a conversion, or of a merge of somebody else's model, was said of the original, and so
    was what stands in a card whose code loads another owner's model, with whose whole name this one's begins.
    """
    if not repository.readable:
        return unknown_card(repository)
    found: dict[str, Evidence] = {}
    card, names = repository.card, _names(repository)
    for before, sentence in zip((None, *card.sentences), card.sentences, strict=False):
        if rule := _claim(sentence, _told(before, sentence), names):
            evidence = at_sentence(card, sentence, rule)
            found.setdefault(evidence.quote, evidence)
    if found and (is_copied(repository) or _is_quantized(repository) or named_after(repository)):
        copied = looked(repository, "claims in the card are of the original model", "claim-of-the-original")
        return Finding(Outcome.NO, "the card makes no such claim", copied)
    if found:
        return Finding(Outcome.YES, "the card calls the model open source", tuple(found.values())[:MAX_EVIDENCE])
    return Finding(Outcome.NO, "the card makes no such claim", looked(repository, "no claim in the card", "no-claim"))


def _is_quantized(repository: Repository) -> bool:
    """Is it a model in another form, whoever made it so? What its card says was said of the model in its first form."""
    return is_converted(repository) and relation_of(repository) is Relation.QUANTIZED


def _names(repository: Repository) -> Names:
    """Words that others share with a base of another owner are that base's: "Mistral" of "Mistral-7B-Thai"."""
    own = repository.own_words | _title_words(repository.card)
    named = () if is_copied(repository) else (parent.name for parent in parents(repository))
    strangers = [name for name in named if name and name.partition("/")[0].lower() != repository.owner]
    base = frozenset().union(*(Repository(Snapshot(name)).own_words for name in strangers))
    return Names(own - base - words("claims", "no_names") | {repository.owner}, base)


def _title_words(card: Card) -> frozenset[str]:
    """Words of the first heading that are names by their look, "LumosAgent", "Gull2".

    Beside "TERN-X-EN" "TERN-X", beside "Tern-7B" "Tern". In letters that no id has, the word before a size, or before
    the colon behind which the title speaks of open source.
    """
    title = next((block.text for block in card.blocks if block.kind == "heading"), "")
    names = {word.lower() for word in _NAME.findall(title[:200])}
    family = {name.rpartition("-")[0] for name in names if name.count("-") > 1}
    family |= {name.lower() for name in _FAMILY.findall(title[:200])}
    headed = _HEADED.findall(title[:200]) if mentions(title[:200]) else []
    return frozenset(names | family | {name.lower() for name in (*_SIZED.findall(title[:200]), *headed)})


def _told(before: Sentence | None, sentence: Sentence) -> str:
    """What was said just before in the same paragraph; of an item of a list, the heading above."""
    if sentence.kind == "list":
        return sentence.section[-1][:_LONGEST] if sentence.section else ""
    follows = before and before.kind == sentence.kind and sentence.line_start - before.line_end < 2
    return before.text[:_LONGEST] if before and follows else ""


def _claim(sentence: Sentence, told: str, names: Names) -> str:
    text = sentence.text[:_LONGEST]
    if sentence.kind == "table" or not mentions(text) or (sentence.kind == "code" and _PROGRAM.search(text)):
        return ""
    return claim_in(text, names, sentence.kind, told)

"""A card counts as written when somebody said something in it that no template brought along."""

from __future__ import annotations

from crawler import patterns
from crawler.model import README, Evidence, Finding, Outcome
from pipelines.card import Card, Sentence
from pipelines.detection import detector
from pipelines.evidence import at_sentence, looked, unknown_card
from pipelines.repository import Repository
from pipelines.wording import pattern, words

ENOUGH = 25  # words of one's own; with less a card is a one-liner
ENOUGH_IN_A_FRAME = 40  # beside a template's own text
_CJK = r"\u3040-\u30ff\u4e00-\u9fff"  # written without spaces: a sign counts as a word
_WORD = patterns.compile(rf"[{_CJK}]|[^\W\d_{_CJK}]{{2,}}")


@detector(version=1)
def model_card(repository: Repository) -> Finding:
    """Does the repository have a card that describes the model?

    `partial`: a template, a generated text or a single line. Metadata alone, without a text, is none.
    """
    if not repository.readable:
        return unknown_card(repository)
    if README not in repository.snapshot.texts:
        return Finding(Outcome.NO, "there is no model card", looked(repository, "no README.md", "no-card"))
    card = repository.card
    own = [sentence for sentence in card.sentences if _is_own(sentence)]
    if not card.blocks:
        return Finding(Outcome.NO, "the model card has no text", (Evidence(README, README, "empty-card"),))
    text = "\n".join([line[:500] for line in card.lines])
    if pattern("templates", "filled").anywhere(text):
        return _finding(card, Outcome.PARTIAL, "the card is generated as a whole", "generated-card", own)
    frame = pattern("templates", "frames").anywhere(text)
    count = _words(own)
    if frame and count < ENOUGH_IN_A_FRAME:
        return _finding(card, Outcome.PARTIAL, "the card is a template that nobody filled in", "template", own)
    if count < ENOUGH:
        return _finding(card, Outcome.PARTIAL, "the card is a line or two", "one-liner", own)
    return _finding(card, Outcome.YES, "the card describes the model", "written-card", own)


def _words(sentences: list[Sentence]) -> int:
    """How many words there are, as far as it matters."""
    count = 0
    for sentence in sentences:
        count += len(_WORD.findall(sentence.text))
        if count >= ENOUGH_IN_A_FRAME:
            break
    return count


def _is_own(sentence: Sentence) -> bool:
    heading = sentence.section[-1].lower() if sentence.section else ""
    if sentence.kind in {"heading", "code"} or heading in words("templates", "sections"):
        return False
    return not pattern("templates", "boilerplate").search(sentence.text[:300])


def _finding(card: Card, outcome: Outcome, reason: str, rule: str, own: list[Sentence]) -> Finding:
    shown = max(own or card.sentences, key=lambda sentence: min(len(sentence.text), 200))
    return Finding(outcome, reason, (at_sentence(card, shown, rule),))

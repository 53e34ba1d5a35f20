"""What a card says of the code behind the model, link by link. Pure; `pipelines.detectors.training_code` weighs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crawler import patterns
from crawler.model import README, Evidence
from pipelines.card.parts import Block, Sentence
from pipelines.card.reader import Card
from pipelines.declared.references import CodeRef, code_refs
from pipelines.evidence import at_link, at_sentence
from pipelines.repository import Repository
from pipelines.wording import load, pattern

_SCRIPT = pattern("training_code", "script", 0)
_PATH = patterns.compile(r"train|finetun|fine-tun|fine_tun|reproduc|sft", patterns.I)
_NOT_PATH = patterns.compile(r"eval|infer|quant|convert|pretrained", patterns.I)
_ABOUT = patterns.compile(
    r"\btraining (?:method|code|config)|train\w* codebase|^\W*code\W|\btraining\b.{0,12}\(coming", patterns.I
)
_USER_SECTION = patterns.compile(r"how to|usage|fine-?tun|example|quick ?start|getting started|use\b", patterns.I)


class Said(StrEnum):
    """What a card says of code, at a link to it or in a sentence without one."""

    NAMED = "named"  # as the training code
    MADE_WITH = "made-with"
    OWN = "own"  # the model's own repository, whatever it holds
    USERS = "users"  # to go on from the model
    FRAMEWORK = "framework"
    PROMISED = "promised"
    FILE = "file"  # a file of the model's repository is named as the training code
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CodeLink:
    """A link to code and what the card says of it."""

    ref: CodeRef
    said: Said
    evidence: Evidence


def says(key: str, text: str) -> bool:
    """Does a text hold one of the phrases of this kind?"""
    return bool(pattern("training_code", key).search(text))


def code_links(repository: Repository) -> Iterator[CodeLink]:
    """Every link to a code repository, in the card's order, with what is said of it."""
    card = repository.card
    for ref in code_refs(repository):
        text = _around(card, ref)
        said = _said(ref, text, " / ".join(ref.link.section))
        if said is Said.OTHER and _is_own(repository, ref) and not says("other", text):
            said = Said.OWN
        yield CodeLink(ref, said, at_link(card, ref.link, "code-link"))


def _is_own(repository: Repository, ref: CodeRef) -> bool:
    """Does the code repository belong to the model's owner, or carry the model's name?"""
    owner, _, name = ref.slug.lower().partition("/")
    return owner == repository.owner or name in repository.own_words


def _around(card: Card, ref: CodeRef) -> str:
    """The sentence a link stands in; for a bare address also the line above it."""
    block = card.block_of(ref.link)
    if block is None:
        return ref.link.text
    here = [s.text for s in block.sentences() if s.line_start <= ref.link.line <= s.line_end]
    if len(here) > 1 and ref.link.text:
        here = [text for text in here if ref.link.text in text] or here
    text = " ".join(here) or block.text
    if len(text) < 60 + len(ref.link.url) and ref.link.block and block.kind == "code":
        text = f"{card.blocks[ref.link.block - 1].text} {text}"
    return text[:1200]


def _said(ref: CodeRef, text: str, heading: str) -> Said:
    named = says("named", text) or (says("named", heading) and not says("for_users", heading))
    path = bool(_PATH.search(ref.path)) and not _NOT_PATH.search(ref.path)
    if says("not_yet", text):
        return Said.PROMISED if named else Said.OTHER
    if says("for_users", text):
        return Said.USERS
    if ref.framework:
        return Said.FRAMEWORK if says("framework", text) and not says("runs", text) else Said.OTHER
    if says("other", text) and not named:
        return Said.OTHER
    if named:
        return Said.NAMED
    if path or _made_with(ref, text):
        return Said.MADE_WITH
    return Said.OWN if says("own", text) or (len(text) < 40 and "|" not in text) else Said.OTHER


def _made_with(ref: CodeRef, text: str) -> bool:
    """Does the link follow on the word of what the model was trained or made with?"""
    place = text.find(ref.link.text or ref.link.url)
    return place > 0 and says("trained_with", text[max(0, place - 60) : place])


def config_in_card(card: Card) -> Evidence | None:
    """A trainer's or merger's configuration that stands in the card."""
    configs = load("training_code")["configs"]
    for block in card.blocks:
        if block.kind == "code" and any(sum(key in block.text for key in keys) >= 3 for keys in configs.values()):
            return _at_block(card, block, "trainer-config")
    return None


def script_in_card(card: Card) -> tuple[Evidence, bool] | None:
    """Training code that stands in the card, and whether it tells how this model was made, not how to go on from it."""
    for block in card.blocks:
        match = _SCRIPT.search(block.text[:20_000]) if block.kind == "code" else None
        if match and "eval" not in match.group().lower():
            heading = " / ".join(block.section[1:] or block.section)
            own = "train" in heading.lower() and not _USER_SECTION.search(heading)
            line = min(block.line_start + block.text.count("\n", 0, match.start()), block.line_end)
            quote = card.quote(line, block.line_end, match.group()[:40])
            return Evidence(README, quote, "training-script-in-card", line, block.line_end), own
    return None


def _at_block(card: Card, block: Block, rule: str) -> Evidence:
    first = next(n for n in range(block.line_start, block.line_end + 1) if card.lines[n - 1].strip())
    return Evidence(README, card.quote(first, block.line_end), rule, first, block.line_end)


def statements(card: Card, own_files: tuple[str, ...]) -> Iterator[tuple[Said, Evidence]]:
    """Sentences about training code without a link: what they say (promised, or a file of ours), and where."""
    names = [path for path in own_files if path.endswith((".py", ".ipynb", ".sh"))]
    for sentence in card.sentences:
        if sentence.kind in {"code", "table"} or len(sentence.text) > 1500:
            continue
        if _promises(sentence):
            yield Said.PROMISED, at_sentence(card, sentence, "training-code-not-released")
        elif names and says("named", sentence.text) and any(name in sentence.text for name in names):
            yield Said.FILE, at_sentence(card, sentence, "training-file-named")


def _promises(sentence: Sentence) -> bool:
    text = sentence.text
    return bool(says("named", text) or _ABOUT.search(text)) and says("not_yet", text)

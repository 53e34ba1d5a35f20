"""What every detector needs to say what it looked at: where the card stands, and evidence for what is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crawler import patterns
from crawler.model import Evidence, Finding, Outcome, Ref, Snapshot
from pipelines.card.parts import Link, Sentence
from pipelines.card.reader import Card, parse_card

README = "README.md"
MAX_EVIDENCE = 8
_PARTS = patterns.compile(r"[-_ ]")
_WORD = patterns.compile(r"[A-Za-z][A-Za-z]+|[A-Za-z]+\d[\w.]*")
_COMMON = frozenset({
    "base", "chat", "instruct", "model", "large", "small", "medium", "tiny", "mini", "nano", "uncased", "cased", "gguf",
    "gptq", "awq", "lora", "adapter", "merged", "finetuned", "tuned", "fine", "the", "and", "for", "with", "from",
    "dpo", "sft", "rlhf", "exl", "int", "bit", "english", "text", "image", "video", "open",
})  # fmt: skip


def readable(snapshot: Snapshot) -> bool:
    """Could the card be read, or is it known that there is none?"""
    return README in snapshot.texts or (snapshot.files is not None and README not in snapshot.files)


def card_of(snapshot: Snapshot) -> Card:
    """The model card, read; an empty one where there is none."""
    return parse_card(snapshot.texts.get(README, ""))


def unknown_card(snapshot: Snapshot, rule: str = "card-not-read") -> Finding:
    """The answer where the card is all there is to look at and it could not be had."""
    why = snapshot.not_fetched.get(README) or "not fetched"
    evidence = (Evidence("", f"README.md: {why}"[:300], rule),)
    return Finding(Outcome.UNKNOWN, "the model card could not be read", evidence)


def unknown_files(rule: str = "files-not-listed") -> Finding:
    """The answer where the file list is all there is to look at and it could not be had."""
    return Finding(Outcome.UNKNOWN, "the file list could not be had", (Evidence("", "files: not listed", rule),))


def looked(snapshot: Snapshot, found: str, rule: str) -> tuple[Evidence, ...]:
    """Evidence for a `no`: what was looked at, as a short fact."""
    files = "not listed" if snapshot.files is None else str(len(snapshot.files))
    card = f"{README}, " if README in snapshot.texts else ""
    return (Evidence("", f"{card}files: {files}; {found}"[:300], rule),)


def at_sentence(card: Card, sentence: Sentence, rule: str, around: str = "") -> Evidence:
    """Evidence that quotes a sentence of the model card, from `around` on."""
    quote = card.quote(sentence.line_start, sentence.line_end, around or sentence.text)
    return Evidence(README, quote, rule, sentence.line_start, sentence.line_end)


def at_link(card: Card, link: Link, rule: str) -> Evidence:
    """Evidence that quotes the line a link stands on."""
    return Evidence(README, card.quote(link.line, link.line, link.text or link.url), rule, link.line, link.line)


def at_front(card: Card, key: str, value: str, rule: str) -> Evidence | None:
    """Evidence that quotes a front-matter entry."""
    span = card.front_line(key, value)
    return Evidence(README, card.quote(*span, value or key), rule, *span) if span else None


def listed(path: str, rule: str, repo: Ref | None = None) -> Evidence:
    """Evidence that a file is in the repository, or in another one."""
    return Evidence(path, path, rule, repo=repo)


def about(repo: Ref, fact: str, rule: str) -> Evidence:
    """Evidence that is the host's own answer about another repository."""
    return Evidence("", fact, rule, repo=repo)


def tags(snapshot: Snapshot) -> Iterator[str]:
    """The Hub's tags of the repository."""
    values = snapshot.info.get("tags")
    yield from (str(tag) for tag in values) if isinstance(values, list | tuple) else ()


def field(snapshot: Snapshot, card: Card, key: str) -> object:
    """A front-matter field: as the card has it, else as the Hub read it."""
    if key in card.front:
        return card.front[key]
    data = snapshot.info.get("cardData")
    return data.get(key) if isinstance(data, Mapping) else None


def own_names(snapshot: Snapshot) -> frozenset[str]:
    """The words of the repository's own name that are no sizes, stages or formats, lower-cased."""
    name = snapshot.repo_id.rpartition("/")[2]
    found = {word.lower() for word in _WORD.findall(name)} | {part.lower() for part in _PARTS.split(name)}
    return frozenset(word for word in found if len(word) > 2 and word not in _COMMON and not word[0].isdigit())

"""Evidence: what a finding rests on, for what is there and for what is not. It makes rows and decides nothing."""

from __future__ import annotations

from crawler.model import MAX_QUOTE, README, Evidence, Finding, Outcome, Ref
from pipelines.card import Card, Link, Sentence
from pipelines.repository import Entry, Repository

MAX_EVIDENCE = 8


def fact(text: str, rule: str) -> Evidence:
    """Evidence that is the Hub's own answer about the repository, or what could not be read of it."""
    return Evidence("", text[:MAX_QUOTE], rule)


def unknown_card(repository: Repository, rule: str = "card-not-read") -> Finding:
    """The answer where the card is all there is to look at and it could not be had."""
    why = repository.card_missed or "not fetched"
    evidence = (fact(f"{README}: {why}", rule),)
    return Finding(Outcome.UNKNOWN, "the model card could not be read", evidence)


def unknown_files(rule: str = "files-not-listed") -> Finding:
    """The answer where the file list is all there is to look at and it could not be had."""
    return Finding(Outcome.UNKNOWN, "the file list could not be had", (fact("files: not listed", rule),))


def unknown_front(repository: Repository) -> Finding:
    """The answer where the card's front matter would have said it and could not be read."""
    unread = fact(f"{README}: front matter: {repository.front_error}", "front-matter-not-read")
    return Finding(Outcome.UNKNOWN, "the front matter of the model card could not be read", (unread,))


def not_stated(repository: Repository, reason: str, rows: tuple[Evidence, ...]) -> Finding:
    """A `no` to what metadata may say, `unknown` where the metadata could not be read."""
    return unknown_front(repository) if repository.front_error else Finding(Outcome.NO, reason, rows)


def looked(repository: Repository, found: str, rule: str) -> tuple[Evidence, ...]:
    """Evidence for a `no`: what was looked at, as a short fact."""
    listing = repository.snapshot.files
    files = "not listed" if listing is None else str(len(listing))
    card = f"{README}, " if README in repository.snapshot.texts else ""
    return (fact(f"{card}files: {files}; {found}", rule),)


def at_sentence(card: Card, sentence: Sentence, rule: str, around: str = "") -> Evidence:
    """Evidence that quotes a sentence of the model card, from `around` on."""
    quote = card.quote(sentence.line_start, sentence.line_end, around or sentence.text)
    return Evidence(README, quote, rule, sentence.line_start, sentence.line_end)


def at_link(card: Card, link: Link, rule: str) -> Evidence:
    """Evidence that quotes the line a link stands on."""
    return Evidence(README, card.quote(link.line, link.line, link.text or link.url), rule, link.line, link.line)


def at_entry(repository: Repository, entry: Entry, value: str, rule: str, hub_rule: str = "") -> Evidence:
    """Evidence that quotes an entry of the front matter, at `value`; what only the Hub read is a fact of the Hub's."""
    card = repository.card
    span = card.front_line(entry.key, value) if entry.in_card else None
    if span is None:
        return fact(f"{entry.key}: {value}", hub_rule or rule)
    return Evidence(README, card.quote(*span, value or entry.key), rule, *span)


def listed(path: str, rule: str, repo: Ref | None = None) -> Evidence:
    """Evidence that a file is in the repository, or in another one."""
    return Evidence(path, path, rule, repo=repo)


def about(repo: Ref, text: str, rule: str) -> Evidence:
    """Evidence that is the host's own answer about another repository."""
    return Evidence("", text, rule, repo=repo)

"""Code to run the model: files of the repository, a library it names, an example in the card, a linked repository."""

from __future__ import annotations

from collections.abc import Mapping

from crawler import patterns
from crawler.model import README, Evidence, Finding, Kind, Outcome, Ref
from pipelines.card import Card
from pipelines.declared.references import code_refs
from pipelines.detection import detector
from pipelines.evidence import at_entry, at_link, fact, listed, looked, not_stated, unknown_card
from pipelines.filenames import runs_model
from pipelines.repository import Repository
from pipelines.wording import pattern, words

_CUE = patterns.compile(
    r"inferenc|usage|how to use|to use|to run|running|demo|deploy|sampling|reference implementation|example|load|"
    r"source code|install|quick ?start|official (?:code|implementation|repo)|code (?:is|for|and)|repository|github",
    patterns.I,
)


@detector(version=3)
def inference_code(repository: Repository) -> Finding:
    """Is there code to run the model?

    Looked for in the files, in `library_name` and the configuration's `auto_map`, in the card's examples and in the
    linked code repositories. A link that nothing is known about and fragments of code are `partial`.
    """
    if not repository.readable and repository.snapshot.files is None:
        return unknown_card(repository)
    card = repository.card
    if evidence := _in_repository(repository):
        return Finding(Outcome.YES, "code to run the model is in the repository", (evidence,))
    if evidence := _library(repository):
        return Finding(Outcome.YES, "the repository names a library that runs it", (evidence,))
    if evidence := _example(card, "calls", "code-example"):
        return Finding(Outcome.YES, "the card shows how to run the model", (evidence,))
    return _linked(repository, card)


def _in_repository(repository: Repository) -> Evidence | None:
    config = repository.snapshot.info.get("config")
    if isinstance(config, Mapping) and config.get("auto_map"):
        return fact(f"config.auto_map: {config['auto_map']}", "auto-map")
    for path in repository.snapshot.files or ():
        if runs_model(path):
            return listed(path, "inference-file")
    return None


def _library(repository: Repository) -> Evidence | None:
    named = repository.snapshot.info.get("library_name")
    if isinstance(named, str) and named:
        return fact(f"library_name: {named}", "library-name")
    for entry in repository.entries("library_name"):
        if isinstance(entry.value, str):
            return at_entry(repository, entry, entry.value, "library-name")
    known = (tag for tag in repository.tags if tag.lower() in words("inference", "libraries"))
    return next((fact(f"tags: {tag}", "library-tag") for tag in known), None)


def _example(card: Card, key: str, rule: str) -> Evidence | None:
    for block in card.blocks:
        text = block.text[:20_000] if block.kind == "code" or "(" in block.text else ""
        if match := pattern("inference", key, patterns.M).search(text):
            line = min(block.line_start + block.text.count("\n", 0, match.start()), block.line_end)
            quote = card.quote(line, line, match.group()) or card.quote(block.line_start, block.line_end)
            return Evidence(README, quote, rule, line, line) if card.lines[line - 1].strip() else None
    return None


def _linked(repository: Repository, card: Card) -> Finding:
    partial: Evidence | None = _example(card, "fragments", "code-fragment")
    for ref in code_refs(repository):
        block = card.block_of(ref.link)
        facts = repository.snapshot.code_repos.get(ref.slug.lower())
        files = [path for path in facts.files if runs_model(path)] if facts else []
        if files:
            row = listed(files[0], "inference-file-linked", Ref(Kind.CODE, ref.slug))
            rows = (at_link(card, ref.link, "code-link"), row)
            return Finding(Outcome.YES, "the linked code repository has code to run it", rows)
        if block and _CUE.search(block.text) and not ref.framework:
            partial = partial or at_link(card, ref.link, "code-link")
    if partial:
        return Finding(Outcome.PARTIAL, "the card shows or links code without showing how the model is run", (partial,))
    if not repository.readable:
        return unknown_card(repository)
    evidence = looked(repository, "no code, library or example", "no-inference-code")
    return not_stated(repository, "no code to run the model was found", evidence)

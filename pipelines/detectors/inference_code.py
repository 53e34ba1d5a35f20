"""Code to run the model: files of the repository, a library it names, an example in the card, a linked repository."""

from __future__ import annotations

from collections.abc import Mapping

from crawler import patterns
from crawler.model import Evidence, Finding, Kind, Outcome, Ref, Snapshot
from pipelines.card.reader import Card
from pipelines.declared.references import code_refs
from pipelines.detection import detector
from pipelines.evidence import at_front, at_link, card_of, field, listed, looked, readable, tags, unknown_card
from pipelines.wording import pattern, words

_RUNS = patterns.compile(
    r"(?:^|/)(?:modeling_|configuration_|pipeline|handler|infer|predict|generat|sampl|demo|app\b|run_|chat|cli|model|example|"
    r"usage|test_|quick|web_|api|server|main\b|tts|unet|transformer|hubconf)[\w.-]*\.(?:py|ipynb|js|cpp|swift|sh)$",
    patterns.I,
)
_TRAINS = patterns.compile(r"train|finetun|setup\.py|conftest|tokeniz|preprocess|eval|convert|quanti", patterns.I)
_CUE = patterns.compile(
    r"inferenc|usage|how to use|to use|to run|running|demo|deploy|sampling|reference implementation|example|load|"
    r"source code|install|quick ?start|official (?:code|implementation|repo)|code (?:is|for|and)|repository|github",
    patterns.I,
)


def runs_model(path: str) -> bool:
    """Is this, by its name, a file that runs a model?"""
    return bool(_RUNS.search(path)) and not _TRAINS.search(path)


@detector(version=1)
def inference_code(snapshot: Snapshot) -> Finding:
    """Is there code to run the model?

    Looked for in the files, in `library_name` and the configuration's `auto_map`, in the card's examples and in the
    linked code repositories. A link that nothing is known about and fragments of code are `partial`.
    """
    if not readable(snapshot) and snapshot.files is None:
        return unknown_card(snapshot)
    card = card_of(snapshot)
    if evidence := _in_repository(snapshot):
        return Finding(Outcome.YES, "code to run the model is in the repository", (evidence,))
    if evidence := _library(snapshot, card):
        return Finding(Outcome.YES, "the repository names a library that runs it", (evidence,))
    if evidence := _example(card, "calls", "code-example"):
        return Finding(Outcome.YES, "the card shows how to run the model", (evidence,))
    return _linked(snapshot, card)


def _in_repository(snapshot: Snapshot) -> Evidence | None:
    config = snapshot.info.get("config")
    if isinstance(config, Mapping) and config.get("auto_map"):
        return Evidence("", f"config.auto_map: {config['auto_map']}"[:300], "auto-map")
    for path in snapshot.files or ():
        if runs_model(path):
            return listed(path, "inference-file")
    return None


def _library(snapshot: Snapshot, card: Card) -> Evidence | None:
    named = snapshot.info.get("library_name")
    if isinstance(named, str) and named:
        return Evidence("", f"library_name: {named}"[:300], "library-name")
    if isinstance(in_card := field(snapshot, card, "library_name"), str) and in_card:
        found = at_front(card, "library_name", in_card, "library-name")
        return found or Evidence("", f"library_name: {in_card}"[:300], "library-name")
    known = (tag for tag in tags(snapshot) if tag.lower() in words("inference", "libraries"))
    return next((Evidence("", f"tags: {tag}"[:300], "library-tag") for tag in known), None)


def _example(card: Card, key: str, rule: str) -> Evidence | None:
    for block in card.blocks:
        text = block.text[:20_000] if block.kind == "code" or "(" in block.text else ""
        if match := pattern("inference", key, patterns.M).search(text):
            line = min(block.line_start + block.text.count("\n", 0, match.start()), block.line_end)
            quote = card.quote(line, line, match.group()) or card.quote(block.line_start, block.line_end)
            return Evidence("README.md", quote, rule, line, line) if card.lines[line - 1].strip() else None
    return None


def _linked(snapshot: Snapshot, card: Card) -> Finding:
    partial: Evidence | None = _example(card, "fragments", "code-fragment")
    for ref in code_refs(snapshot):
        block = card.block_of(ref.link)
        facts = snapshot.code_repos.get(ref.slug.lower())
        files = [path for path in facts.files if runs_model(path)] if facts else []
        if files:
            row = listed(files[0], "inference-file-linked", Ref(Kind.CODE, ref.slug))
            rows = (at_link(card, ref.link, "code-link"), row)
            return Finding(Outcome.YES, "the linked code repository has code to run it", rows)
        if block and _CUE.search(block.text) and not ref.framework:
            partial = partial or at_link(card, ref.link, "code-link")
    if partial:
        return Finding(Outcome.PARTIAL, "the card shows or links code without showing how the model is run", (partial,))
    if not readable(snapshot):
        return unknown_card(snapshot)
    evidence = looked(snapshot, "no code, library or example", "no-inference-code")
    return Finding(Outcome.NO, "no code to run the model was found", evidence)

"""Parameter files are told by their names; a split file is held against its own numbering."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from crawler import patterns
from crawler.model import Evidence, Finding, Outcome
from pipelines.card import Sentence
from pipelines.declared.relation_words import tags_of
from pipelines.detection import detector
from pipelines.evidence import MAX_EVIDENCE, at_link, at_sentence, listed, looked, unknown_files
from pipelines.parameter_files import FileKind, is_archive, is_saved_by, is_weight, kind_of, unfinished
from pipelines.repository import Repository

_INDEX = patterns.compile(r"\.(?:safetensors|bin|h5|msgpack)\.index\.json$")
_BRANCH_LINK = patterns.compile(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/([\w.-]+/[\w.-]+)/tree/([^/?#\s]+)", patterns.I
)
_REVISION = patterns.compile(r"(?:--revision[ =]|\brevision ?= ?)[\"']?([\w./-]+)", patterns.I)
_FETCHES = patterns.compile(r"\b(?:download|from_pretrained|clone)\b|snapshot_download", patterns.I)
_BRANCH = patterns.compile(r"\b(?:branch|branches|revisions?)\b", patterns.I)


@detector(version=5)
def weights(repository: Repository) -> Finding:
    """Can the parameters be downloaded from this repository?

    A gate does not make it a `no`. An adapter's parameters count for an adapter repository. A set of pieces with one
    missing, and an index without any file it speaks of, are `partial`. Files of a kind nobody knows, and branches that
    the card names, make `unknown` of a `no`: only the branch that was listed was looked at.
    """
    if repository.snapshot.files is None:
        return unknown_files()
    found = [path for path in repository.snapshot.files if _holds_some(path, repository)]
    if missing := unfinished(found):
        rows = tuple(listed(path, "shard") for path in missing[:MAX_EVIDENCE])
        return Finding(Outcome.PARTIAL, "parts of a split set of parameters are missing", rows)
    if found:
        rows = tuple(listed(path, "weight-file") for path in _telling(found))
        return Finding(Outcome.YES, "parameter files are in the repository", rows)
    if index := [path for path in repository.snapshot.files if _INDEX.search(path)]:
        rows = (
            listed(index[0], "index-without-shards"),
            *looked(repository, "none with a weight suffix", "no-weights"),
        )
        return Finding(Outcome.PARTIAL, "an index of parameters is there, the files it names are not", rows)
    return _elsewhere(repository)


def _holds_some(path: str, repository: Repository) -> bool:
    named = is_weight(path) or is_archive(path, repository.own_words)
    library = str(repository.snapshot.info.get("library_name") or "").lower()
    return named or is_saved_by(path, tags_of(repository) | {library})


def _elsewhere(repository: Repository) -> Finding:
    """No parameters by name in the branch that was listed."""
    unknown = [path for path in repository.snapshot.files or () if kind_of(path) is FileKind.UNKNOWN]
    if unknown:
        rows = tuple(listed(path, "file-of-unknown-kind") for path in _telling(unknown))
        return Finding(Outcome.UNKNOWN, "files of an unknown kind may hold the parameters", rows)
    if branch := _branch(repository):
        return Finding(Outcome.UNKNOWN, "the card speaks of other branches, which were not listed", (branch,))
    evidence = looked(repository, "none with a weight suffix", "no-weights")
    return Finding(Outcome.NO, "no parameter file is in the repository", evidence)


def _branch(repository: Repository) -> Evidence | None:
    """Where the card links to, or speaks of, branches of this repository."""
    card = repository.card
    for link in card.links:
        match = _BRANCH_LINK.match(unquote(link.url))
        if match and match[1].lower() == repository.snapshot.repo_id.lower() and match[2] != "main":
            return at_link(card, link, "branch-linked")
    said = (one for one in card.sentences if _names_branch(one))
    return next((at_sentence(card, sentence, "branch-named") for sentence in said), None)


def _names_branch(sentence: Sentence) -> bool:
    """Does a sentence speak of branches, or a piece of code fetch a model from one?"""
    if sentence.kind != "code":
        return bool(_BRANCH.search(sentence.text[:1000]))
    text = sentence.text[:5000]
    match = _REVISION.search(text)
    return bool(match and match[1] != "main" and _FETCHES.search(text))


def _telling(paths: Sequence[str]) -> list[str]:
    """The few files worth showing: those at the root first."""
    return sorted(paths, key=lambda path: (path.count("/"), path))[:MAX_EVIDENCE]

"""The sample hub tells facts in its own words: no eight words in a row are those of a real card or licence."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
HUB = Path(__file__).resolve().parents[1] / "crawler" / "sample_hub"
RUN = 8  # words in a row

# what cannot be told in other words: addresses, code, mark-up, lists of metadata, titles of works
FRONT = re.compile(r"\A\s*---\r?\n(.*?)\r?\n---\r?\n", re.S)
NOISE = re.compile(r"```.*?```|`[^`\n]*`|<[^>]*>|https?://[^\s)>]+", re.S)
BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*#|>]|\d+\.)\s)")
WORD = re.compile(r"\w+")
TITLES = (
    "gpt neox 20b an open source autoregressive language model",
    "bigscience large open science open access multilingual language model",
)


def _runs(words: list[str]) -> Iterator[str]:
    for at in range(len(words) - RUN + 1):
        yield " ".join(words[at : at + RUN])


def _known_runs(text: str, vocabulary: set[str]) -> Iterator[str]:
    """Runs of words that are all in the vocabulary: most words of others are not, and end a stretch."""
    stretch: list[str] = []
    for word in WORD.findall(text.lower()):
        if word in vocabulary:
            stretch.append(word)
        elif stretch:
            yield from _runs(stretch)
            stretch = []
    yield from _runs(stretch)


def _sentences_in(value: object) -> Iterator[str]:
    """Every string of parsed YAML that is more than a keyword."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _sentences_in(one)
    elif isinstance(value, str) and " " in value:
        yield value


def _front_matter(text: str) -> Iterator[str]:
    try:
        yield from _sentences_in(yaml.safe_load(text))
    except yaml.YAMLError:
        yield text


def _prose(text: str) -> Iterator[str]:
    if front := FRONT.match(text):
        yield from (NOISE.sub(" ", said) for said in _front_matter(front[1]))
        text = text[front.end() :]
    yield from BLOCK.split(NOISE.sub(" ", text))


def _ours() -> dict[str, str]:
    texts = {path: path.read_text("utf-8-sig") for path in HUB.rglob("*") if path.is_file() and path.suffix != ".json"}
    return {
        run: str(path.relative_to(HUB))
        for path, text in texts.items()
        for part in _prose(text)
        for run in _runs(WORD.findall(part.lower()))
    }


def _published() -> Iterator[str]:
    for folder in (CORPUS / "cards", CORPUS / "licences" / "files"):
        for path in folder.iterdir():
            yield path.read_text("utf-8", "replace")
    for path in CORPUS.glob("*20*.jsonl.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line).get("card") or "" for line in lines)


@pytest.mark.shared
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real cards and licences is not beside the project")
def test_no_sentence_is_copied() -> None:
    ours = _ours()
    vocabulary = {word for run in ours for word in run.split()}
    copied = {run: ours[run] for text in _published() for run in _known_runs(text, vocabulary) if run in ours}
    assert {run: path for run, path in copied.items() if not any(run in title for title in TITLES)} == {}

"""The front matter of a card: found as huggingface_hub finds it, read so that no YAML trick costs memory or time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import yaml

from crawler import patterns
from pipelines.card.parts import Front
from pipelines.card.plain_yaml import PlainYaml

# The Hub's own expression (`huggingface_hub.repocard`) in two: its lazy middle costs the engine more than the YAML.
_OPENING = patterns.compile(r"\s*---\n")
_CLOSING = patterns.compile(r"\n---[ \t]*(?:\n|\Z)")
_OPENED = patterns.compile(r"\s*---[ \t]*\n(?P<rest>(?s:.*))")
_ENTRY = patterns.compile(r"(?m)^[A-Za-z][\w-]{0,60}:(?:[ \t]|$)")
_KEY = patterns.compile(r"(?m)^(?:- )?[\"']?[A-Za-z][\w -]{0,60}[\"']?[ \t]*(?:：|:(?:[ \t\n]|$))")


def read_front(text: str) -> tuple[Front, int]:
    """The front matter of `text` (line breaks are "\\n" only) and the offset where the body begins.

    A block that is broken, unclosed or no mapping leaves `error` set; the body is read all the same. Of a broken one
    there are the values of the entries that are YAML by themselves: a bad line costs its own entry only.
    Prose between two rules, or below one, holds no key at a line's start: it is no front matter but body.
    """
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        opened = _OPENED.match(text)
        first_paragraph = opened["rest"].lstrip("\n").partition("\n\n")[0] if opened else ""
        return Front(error="the front matter is not closed" if _KEY.match(first_paragraph) else ""), 0
    block = text[opening.end() : closing.start()]
    first = text.count("\n", 0, opening.end()) + 1
    last = text.count("\n", 0, closing.start()) + 2
    front = _front(block, first, last)
    if front.error and not _KEY.search(block):
        return Front(), 0
    return front, closing.end()


def _front(block: str, first: int, last: int) -> Front:
    plain = PlainYaml(block)
    try:
        values = plain.document()
    except yaml.YAMLError as error:
        return Front(*_by_entry(block, first, last), error=_told(error), line_end=last)
    except ValueError as error:  # TooMuchError is one
        return Front(error=_told(error), line_end=last)
    if not isinstance(values, dict):
        return Front(error="the front matter is no mapping", line_end=last)
    return Front(values, _lines(plain.starts, first, last), line_end=last)


def _told(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _by_entry(block: str, first: int, last: int) -> tuple[dict[str, object], dict[str, tuple[int, int]]]:
    """Values and lines of the entries that are YAML by themselves; of a key with two different values neither."""
    values: dict[str, object] = {}
    torn: set[str] = set()
    starts = []
    for key, value, line in _entries(block):
        torn |= {key} if values.setdefault(key, value) != value else set()
        starts.append((key, line))
    lines = _lines(starts, first, last)
    kept = [key for key in values if key not in torn]
    return {key: values[key] for key in kept}, {key: lines[key] for key in kept}


def _entries(block: str) -> Iterator[tuple[str, object, int]]:
    """Key, value and line (from 0) of each piece of a block from one `key:` at a line's start to the next."""
    places = [match.start() for match in _ENTRY.finditer(block)]
    line = block.count("\n", 0, places[0]) if places else 0
    for start, end in pairwise((*places, len(block))):
        try:
            entry = PlainYaml(block[start:end]).document()
        except (yaml.YAMLError, ValueError):
            entry = None
        if isinstance(entry, dict):
            yield from ((key, value, line) for key, value in entry.items())
        line += block.count("\n", start, end)


def _lines(keys: list[tuple[str, int]], first: int, last: int) -> dict[str, tuple[int, int]]:
    starts = [(key, line + first) for key, line in keys]
    ends = [*[start - 1 for _, start in starts[1:]], last - 1]
    return {key: (start, max(start, end)) for (key, start), end in zip(starts, ends, strict=False)}

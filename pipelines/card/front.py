"""The front matter of a card: found as huggingface_hub finds it, read so that no YAML trick costs memory or time."""

from __future__ import annotations

import yaml
from huggingface_hub.repocard import REGEX_YAML_BLOCK

from crawler import patterns
from pipelines.card.parts import Front

# A benchmark table of 500 KB has about 50,000 nodes; an alias counts each time it is used, so no bomb goes off.
MAX_NODES = 200_000
MAX_DEPTH = 40
_BLOCK = patterns.compile(REGEX_YAML_BLOCK.pattern)  # the Hub's own expression, in linear time
_OPENED = patterns.compile(r"\s*---[ \t]*\n(?P<rest>(?s:.*))")
_KEY = patterns.compile(r"(?m)^(?:- )?[\"']?[A-Za-z][\w -]{0,60}[\"']?[ \t]*:(?:[ \t\n]|$)")


class _TooMuchError(ValueError):
    pass


class _Builder:
    """Turns YAML nodes into plain values within bounds. Numbers and dates stay text: nothing here counts with them."""

    def __init__(self) -> None:
        self.left = MAX_NODES

    def value(self, node: yaml.Node, depth: int = 0) -> object:
        self.left -= 1
        if self.left < 0 or depth > MAX_DEPTH:
            raise _TooMuchError("the front matter has too many values")
        if isinstance(node, yaml.MappingNode):
            return {self._key(key): self.value(child, depth + 1) for key, child in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, depth + 1) for child in node.value]
        return _scalar(str(node.value), plain=not getattr(node, "style", ""))

    def _key(self, node: yaml.Node) -> str:
        return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def read_front(text: str) -> tuple[Front, int]:
    """The front matter of `text` (line breaks are "\\n" only) and the offset where the body begins.

    A block that is broken, unclosed or no mapping leaves `error` set and no values; the body is read all the same.
    Prose between two rules, or below one, holds no key at a line's start: it is no front matter but body.
    """
    match = _BLOCK.search(text)
    if match is None:
        opened = _OPENED.match(text)
        first_paragraph = opened["rest"].lstrip("\n").partition("\n\n")[0] if opened else ""
        return Front(error="the front matter is not closed" if _KEY.match(first_paragraph) else ""), 0
    first = text.count("\n", 0, match.start(2)) + 1
    last = text.count("\n", 0, match.end(2)) + 2
    front = _front(match.group(2), first, last)
    if front.error and not _KEY.search(match.group(2)):
        return Front(), 0
    return front, match.end()


def _front(block: str, first: int, last: int) -> Front:
    try:
        _check_depth(block)
        # The C parser without resolvers: a tag or a 500,000-digit number cannot make it compute anything.
        node = yaml.compose(block, Loader=yaml.CBaseLoader)
        if not isinstance(node, yaml.MappingNode):
            return Front(error="the front matter is no mapping" if node else "", line_end=last)
        values = _Builder().value(node)
    except (yaml.YAMLError, _TooMuchError, RecursionError, ValueError) as error:
        return Front(error=" ".join(str(error).split())[:200], line_end=last)
    assert isinstance(values, dict)
    return Front(values, _lines(node, first, last), line_end=last)


def _check_depth(block: str) -> None:
    depth = 0
    for event in yaml.parse(block, Loader=yaml.CBaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:  # composing recurses in C, where no RecursionError comes before the crash
            raise _TooMuchError("the front matter is too deeply nested")


def _lines(node: yaml.MappingNode, first: int, last: int) -> dict[str, tuple[int, int]]:
    starts = [(str(key.value), key.start_mark.line + first) for key, _ in node.value]
    ends = [*[start - 1 for _, start in starts[1:]], last - 1]
    return {key: (start, max(start, end)) for (key, start), end in zip(starts, ends, strict=False)}


def _scalar(text: str, *, plain: bool) -> object:
    if plain and text in {"", "~", "null", "Null", "NULL"}:
        return None
    if plain and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    return text

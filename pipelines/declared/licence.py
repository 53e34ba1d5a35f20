"""What a repository declares about its licence: tag, name and link, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crawler import patterns
from crawler.model import Evidence, Snapshot

_FRONT = patterns.compile(r"\s*---[ \t]*\r?\n(?P<block>(?:.*\n)*?)---[ \t]*(?:\r?\n|$)")
_KEYS = {"tag": ("license", "licence", "licenses", "liscence"), "name": ("license_name",), "link": ("license_link",)}
_BLOCK_MARKS = ("", "|", ">", "|-", ">-")
_SAYS_NOTHING = ("", "unknown", "none", "null", "???", "[more information needed]")


@dataclass(frozen=True, slots=True)
class Declared:
    """The declaration: tags (usually one), name and link as written; `evidence` says where."""

    tags: tuple[str, ...] = ()
    name: str = ""
    link: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def tag(self) -> str:
        """The tag as one string, several comma-separated."""
        return ", ".join(self.tags)


def declared(snapshot: Snapshot) -> Declared:
    """Tag, name and link from the card data, else from the front matter, else from the Hub's tags."""
    card = snapshot.info.get("cardData")
    lines = dict(_front_matter(snapshot.texts.get("README.md", "")))
    own: Mapping[str, object] = {key: values for key, (values, _, _) in lines.items()}
    data = card if isinstance(card, Mapping) else own
    tags, name, link = (_values(data, _KEYS[part]) for part in ("tag", "name", "link"))
    evidence = tuple(_evidence(part, lines, data) for part in _KEYS if _values(data, _KEYS[part]))
    if not tags:
        hub_tags = snapshot.info.get("tags")
        listed = hub_tags if isinstance(hub_tags, list) else []
        tags = tuple(str(t).removeprefix("license:") for t in listed if str(t).startswith("license:"))
        evidence += tuple(Evidence("", f"license:{tag}", "license-tag") for tag in tags)
    said = tuple(t for t in tags if t.lower() not in _SAYS_NOTHING)
    return Declared(said, " ".join(name), " ".join(link[:1]), evidence)


def _values(data: Mapping[str, object], keys: tuple[str, ...]) -> tuple[str, ...]:
    for key in keys:
        value = data.get(key)
        items = value if isinstance(value, (list, tuple)) else [value]
        found = tuple(item.strip()[:300] for item in items if isinstance(item, str) and item.strip())
        if found:
            return found
    return ()


def _evidence(part: str, lines: Mapping[str, tuple[list[str], int, str]], data: Mapping[str, object]) -> Evidence:
    rule = {"tag": "license-tag", "name": "license-name", "link": "license-link"}[part]
    for key in _KEYS[part]:
        if key in lines:
            _, line, quote = lines[key]
            return Evidence("README.md", quote, rule, line, line)
    return Evidence("", f"{_KEYS[part][0]}: {', '.join(_values(data, _KEYS[part]))}", rule)


def _front_matter(card: str) -> Iterator[tuple[str, tuple[list[str], int, str]]]:
    """Keys of the front matter that speak of licences: values, line (from 1) and the line's own words."""
    front = _FRONT.match(card)
    if not front:
        return
    lines = front["block"].split("\n")
    first = card.count("\n", 0, front.start("block")) + 1
    for place, line in enumerate(lines):
        key, colon, value = line.partition(":")
        if colon and key.lower().startswith(("licen", "lisc")):
            following = lines[place + 1 : place + 6]
            values = [value] if value.strip() not in _BLOCK_MARKS else list(_items(following))
            yield key.strip().lower(), ([_unquoted(v) for v in values], first + place, line.strip()[:300])


def _items(lines: list[str]) -> Iterator[str]:
    """The items of a list, or the indented lines of a block."""
    for line in lines:
        item = line.lstrip()
        if not item.startswith("-") and not line.startswith("  "):
            return
        yield item.removeprefix("-")


def _unquoted(value: str) -> str:
    return value.strip().strip("[]\"' ")

"""Licences named by a file that is not their text: a pointer, a dual-licence note, the front matter of a card."""

from __future__ import annotations

import re

from pipelines.licences.catalogue import lookup
from pipelines.licences.words import Licence

_FRONT = re.compile(r"\s*---[ \t]*\r?\n(.{0,200000}?)\r?\n---", re.S)
_TAG = re.compile(r"(?m)^license *: *[\"']?([\w.+ -]{2,60}?)[\"']? *$")
_FILE = re.compile(r"\blicen[cs]e[._-]([a-z][\w.-]{1,20})", re.I)
_NAMED = re.compile(
    r"\b(apache(?: license)?(?:,? version)?[ -]?2(?:\.0)?|mit(?= licen[cs]e|\b)|bsd[ -][23][ -]clause|(?:l|a)?gpl-?v?[23](?:\.[01])?|mpl-?2\.0|cc[- ]by[\w -]{0,9}[- ]\d\.\d)\b",
    re.I,
)
_FILE_NAMES = {"apache2": "apache-2.0", "apache": "apache-2.0", "bsd": "bsd-3-clause", "md": "", "txt": "", "rst": ""}


def named_licences(raw: str, kind: str) -> tuple[tuple[Licence, ...], str]:
    """The licences that a card's front matter or a pointer names, and their SPDX expression."""
    front = _FRONT.match(raw)
    tag = _TAG.search(front.group(1)) if front else None
    if kind == "readme":
        names = [tag.group(1)] if tag else []
    else:
        names = [_FILE_NAMES.get(f.lower().rstrip("."), f) for f in _FILE.findall(raw)] or _NAMED.findall(raw)
    licences = tuple({entry.id: entry for name in names if name and (entry := lookup(name))}.values())
    licences = tuple(entry for entry in licences if entry.id not in ("unknown", "other"))
    either = re.search(r"\beither\b|\bor\b", raw[:2000], re.I)
    return licences, (" OR " if either else " AND ").join(entry.spdx for entry in licences)

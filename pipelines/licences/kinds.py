"""What sort of file it is, before any licence is named: no licence at all, a policy, a pointer, a card."""

from __future__ import annotations

import re

from pipelines.licences.text import Text, is_html

_LFS = re.compile(r"\s*version https://git-lfs\.github\.com/spec/v1\s")
_POLICY = re.compile(
    r"(?:acceptable|prohibited|permitted|responsible)[ -]uses? (?:policy|polic)|\buse policy\b|usage policy|use agreement"
    r"|política de uso (?:prohibido|aceptable)|politique d'utilisations? (?:interdite|acceptable)"
    r"|politica (?:di|sull'?) ?(?:uso|utilizzo) (?:proibito|accettabile)|richtlinie (?:zur|für)[^.\n]{0,30}nutzung|使用政策"
)
_LICENCE_TITLE = re.compile(r"\b(?:licen[cs]e|terms of use|licenza|licencia|lizenz|licence|许可)\b|许可")
_URL = re.compile(r"https?://[^\s<>()\"']{4,400}")
_GRANT = re.compile(
    r"\bgrants? (?:you|to|the|a\b)|hereby grant|is hereby granted|permission (?:is|to)|you (?:may|are free to|can) (?:use|copy|not)"
    r"|licensed to you|授予|授权您|you agree|licen[cs]or|permitted provided|free software|to deal in the|terms and conditions"
    r"|concede|gewährt|accorde|licensed (?:as follows|under)|subject to the (?:terms|following)|can be (?:used|copied|modified|redistributed)"
)
_REFERS = re.compile(
    r"\bsee\b|refer to|found in|located (?:in|at)|available (?:at|under)|terms of (?:the )?\*?either|released under|governed by|distributed under|licen[cs]ed under"
)
_TERMS_PAGE = re.compile(r"terms of (?:use|service)")
POINTER_CHARS = 1_200
_BADGE = re.compile(r"!\[[^\]]{0,200}\]\(|<img\b|\[!\[")


def garbage(raw: str) -> str:
    """Why the file is no licence text at all, or empty when it may be one."""
    if not raw.strip("\ufeff \t\r\n"):
        return "the file is empty"
    if _LFS.match(raw):
        return "a Git LFS pointer stands in place of the text"
    controls = sum(raw.count(c) for c in map(chr, (*range(9), *range(14, 32))))
    undecoded = raw.count("\ufffd")
    if controls + undecoded > max(len(raw) // 50, 2):
        return "the file is binary"
    return ""


def is_policy(text: Text) -> bool:
    """Is it a use policy: is one named in the head before any licence is."""
    head = text.folded[:300]
    policy = _POLICY.search(head)
    licence = _LICENCE_TITLE.search(head)
    return policy is not None and (licence is None or policy.start() < licence.start())


def is_readme(text: Text, name: str) -> bool:
    """Is it a model card or project page rather than a licence file."""
    raw = text.raw
    if re.match(r"(?:.*/)?readme(?:[._-]|$)", name, re.I):
        return True
    if raw.lstrip("\ufeff\r\n ").startswith("---") and re.search(r"(?m)^(?:license|tags|language|pipeline_tag|library_name) *:", raw[:6000]):
        return True
    return len(_BADGE.findall(raw)) > 1 or len(re.findall(r"(?m)^```", raw)) > 3


def is_pointer(text: Text) -> bool:
    """Does it only name or link a licence: short, and granting nothing itself."""
    folded = text.folded
    if len(folded) > POINTER_CHARS or _GRANT.search(folded):
        return False
    return bool(_URL.search(folded) or _REFERS.search(folded) or len(folded) < 200)


def is_licence_like(text: Text) -> bool:
    """Does it speak as a licence does."""
    return _GRANT.search(text.folded) is not None


def is_page(text: Text) -> bool:
    """Is it a web page."""
    return is_html(text.raw)


def link(text: Text) -> str:
    """The first address in the text, empty for none."""
    found = _URL.search(text.raw)
    return found.group().rstrip(".,;") if found else ""

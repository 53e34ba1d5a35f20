"""What sort of file it is, before any licence is named: no licence at all, a policy, a pointer, a card."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from crawler import patterns
from pipelines.licences.clauses.rules import pattern, table
from pipelines.licences.text.text import Text

_LFS = patterns.compile(r"\s*version https://git-lfs\.github\.com/spec/v1\s")
_URL = patterns.compile(r"https?://[^\s<>()\"']{4,400}")
POINTER_CHARS = 1_200
_NAMING = 400  # characters in which "licensed under X" is all there is
_LINKED = 20_000  # characters in which addresses are looked for
_OR = patterns.compile(r"\bor\b(?! (?:\(at|at your|any|later|newer|above|greater|higher))|^ ?/ ?$", patterns.I)
_AND = patterns.compile(r"\band\b|[;.](?:\s|$)|\b(?:while|but|whereas|for|weights?|models?|code|data)\b", patterns.I)
_APART = 60  # characters between two licences of one choice
_BESIDE = 60  # characters before and after a name that may make it another one
_CARD_KEY = patterns.compile(r"(?m)^(?:license|tags|language|pipeline_tag|library_name) *:")
_README = patterns.compile(r"(?:.*/)?readme(?:[._-]|$)", patterns.I)
_FENCE = patterns.compile(r"(?m)^```")
_BADGE = patterns.compile(r"!\[[^\]]{0,200}\]\(|<img\b|\[!\[")


@cache
def _wording(key: str) -> patterns.Pattern[str]:
    return pattern("|".join(f"(?:{p})" for p in table("kinds")["kinds"][key]))


def is_changed(rest: str) -> bool:
    """Does what stands beside a known text say that the text is changed or that other terms bind too."""
    return _wording("changed").search(rest) is not None


def is_limit(words: str) -> bool:
    """Do words that were put into a known text, given with the one word before them, limit what it grants."""
    own = words.find(" ")
    return any(match.end() > own for match in _wording("limits").finditer(words))


def is_right(words: str) -> bool:
    """Is one of the words that were left out of a known text a right that it grants."""
    return _wording("rights").search(words) is not None


def doubtful(rest: Text) -> tuple[tuple[int, int], ...]:
    """Sentences beside a known text that may change it: they speak of duties, rights, parts or another licence."""
    stops = rest.stops
    spans = ((low, high) for low, high in pairwise(stops) if rest.flat[low:high].strip())
    return tuple(span for span in spans if _may_change(rest.flat[slice(*span)]))


def is_priced(sentence: str) -> bool:
    """Does a sentence speak of another licence that is sold."""
    return _wording("priced").search(sentence) is not None


def _may_change(sentence: str) -> bool:
    if _wording("harmless").search(sentence) and not _wording("costly").search(sentence):
        return False
    return len(sentence.split()) > 3 and _wording("normative").search(sentence) is not None


def names_in(words: str) -> list[str]:
    """Names of common licences in running text, as they stand there; a "modified MIT license" is another licence."""
    folded = words.lower()
    found = _wording("named").finditer(folded)
    return [match.group() for match in found if not _names_another(folded, match.start(), match.end())]


def _names_another(words: str, start: int, end: int) -> bool:
    before, after = words[max(0, start - _BESIDE) : start], words[end : end + _BESIDE]
    return bool(_wording("other_before").search(before) or _wording("other_after").search(after))


def is_choice(words: str, names: list[str]) -> bool:
    """Does an "or", and no "and", stand between each of the names and the next: "under A or B", "A, B or C"."""
    places = [words.lower().find(name.lower()) for name in names]
    gaps = [words[low + len(name) : high] for (low, high), name in zip(pairwise(places), names, strict=False)]
    return bool(gaps and _OR.search(gaps[-1])) and not any(_AND.search(gap) or len(gap) > _APART for gap in gaps)


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
    policy = _wording("policy").search(head)
    licence = _wording("licence").search(head)
    return policy is not None and (licence is None or policy.start() < licence.start())


def is_readme(text: Text, name: str, *, quotes_one: bool) -> bool:
    """Is it a model card or project page rather than a licence file; badges alone do not tell when it quotes one."""
    raw = text.raw
    if _README.match(name):
        return True
    if raw.lstrip("\ufeff\r\n ").startswith("---") and _CARD_KEY.search(raw[:6000]):
        return True
    if quotes_one:
        return False
    return len(_BADGE.findall(raw)) > 1 or len(_FENCE.findall(raw)) > 3


def is_pointer(text: Text) -> bool:
    """Does it only name or link a licence: short, and granting nothing itself."""
    folded = text.folded
    if len(folded) > POINTER_CHARS:
        return False
    if _wording("speaks_as_licence").search(folded):
        return len(folded) < _NAMING and bool(names_in(folded)) and not _wording("grants").search(folded)
    return bool(_URL.search(folded) or _wording("refers_elsewhere").search(folded) or names_in(folded))


def is_title(line: str) -> bool:
    """Is a folded line the title of a licence."""
    return _wording("licence").search(line) is not None and not line.endswith(".")


def is_mention(before: str) -> bool:
    """Do the words of a sentence before a licence's name say that it is not the licence of this text."""
    return _wording("mention").search(before) is not None


def is_licence_like(text: Text) -> bool:
    """Does it speak as a licence does."""
    return _wording("speaks_as_licence").search(text.folded) is not None


def links(text: Text) -> tuple[str, ...]:
    """The addresses in the text, in order."""
    return tuple(found.group().rstrip(".,;") for found in _URL.finditer(text.raw[:_LINKED]))

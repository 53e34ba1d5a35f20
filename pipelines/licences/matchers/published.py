"""Texts of the SPDX list that the engine does not know or takes for a neighbour: the nearest by its words.

The few published texts that share most different words are compared word by word (Indel similarity: twice the words in
common over the words of both, in order). What is in the file and not in the published text is left over and read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Indel, LCSseq

from crawler import patterns
from pipelines.licences import spdx_list
from pipelines.licences.matchers.engine import Region

SAME = 0.9  # similarity from which a text is that licence
CLOSE = 0.97  # similarity from which it is called approved
_CLEARLY = 0.1  # by how much more similar another text is
_SHORTEST = 20  # words; less is a name or a notice
_LONGEST = 20_000  # words compared: the longest published text has 12,000
_CANDIDATES = 6
_LOOKED_AT = 30  # texts that share rare words with the file
_RARE = 60  # texts of the list, of some 700, in which a rare word stands
_LEAST = 0.75  # of the different words that a candidate must share
_WITHIN = 0.1  # of the best candidate by different words
_JOINED = 12  # words of the file that a matching span may run over: a holder's name, a filled-in blank
_HEAD = 60  # words in which a licence names itself
_HEAD_CHARS = 400
_VERSION = patterns.compile(r"-(\d+(?:\.\d+)*)(?:-|$)")
_V = patterns.compile(r" (?:version|v) ?(?=\d)")
_NUMBERED = patterns.compile(r"-(\d+(?:\.\d+)+[a-z]?)(?:-|$)")
_STATED = patterns.compile(r"\b(?:version|v)[. ]{0,2}(\d{1,2}(?:\.\d{1,2})*[a-z]?)\b", patterns.I)
_WORD = patterns.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Nearest:
    """A published licence, how similar the file is to its text, and the spans of the file that match it."""

    spdx: str
    similarity: float
    regions: tuple[Region, ...]


@cache
def _published() -> Mapping[str, tuple[tuple[str, ...], frozenset[str]]]:
    split = {spdx: tuple(_WORD.findall(text.lower())) for spdx, text in spdx_list.texts().items()}
    return {spdx: (words, frozenset(words)) for spdx, words in split.items() if len(words) >= _SHORTEST}


def nearest(raw: str) -> Nearest | None:
    """The published licence nearest to a text; None where none is near enough, or another one is about as near.

    About as near: the two licences are nearer to each other than the text is to either.
    """
    places = [match.span() for match in _WORD.finditer(raw)][:_LONGEST]
    words = [raw[low:high].lower() for low, high in places]
    if len(words) < _SHORTEST:
        return None
    best = sorted(((_similar(words, spdx), spdx) for spdx in _candidates(frozenset(words))), reverse=True)
    found = _chosen(best, " ".join(words[:_HEAD]))
    return Nearest(found[1], found[0], tuple(_regions(words, places, found[1]))) if found else None


def _chosen(best: list[tuple[float, str]], head: str) -> tuple[float, str] | None:
    """The nearest; of several about as near the one whose version the head of the file names, if any of them."""
    similar = best[0][0] if best else 0.0
    if similar < SAME:
        return None
    near = [one for one in best if similar - one[0] < 1 - similar]
    named = [one for one in near if one[0] >= SAME and _names_version(head, one[1])]
    if len(named) == 1:
        return named[0]
    return best[0] if similar >= CLOSE or len(near) == 1 else None


def _names_version(head: str, spdx: str) -> bool:
    """Does the head of a file, as words, speak of the version that an SPDX id ends with."""
    version = _VERSION.search(spdx)
    return version is not None and f" v {version[1].replace('.', ' ')} " in _V.sub(" v ", head)


def is_nearer_to_another(raw: str, spdx: str) -> bool:
    """Is a file clearly nearer to another published text, if not near enough to be that licence."""
    own = similarity(raw, spdx)
    if not 0 < own < 1 - _CLEARLY:
        return False
    words = [word.lower() for word in _WORD.findall(raw)][:_LONGEST]
    return any(_similar(words, other) > own + _CLEARLY for other in _candidates(frozenset(words)))


def another_version(raw: str, spdx: str) -> bool:
    """Does the head of a file state versions, and none that agrees with the one in an SPDX id as far as both go."""
    version = _NUMBERED.search(spdx)
    stated = [found[1].lower().split(".") for found in _STATED.finditer(raw[:_HEAD_CHARS])]
    if version is None or not stated:
        return False
    own = version[1].split(".")
    return not any(all(one == other for one, other in zip(own, said, strict=False)) for said in stated)


def similarity(raw: str, spdx: str) -> float:
    """How similar a text is to a published one, 0 for an id without a text."""
    known = _published().get(spdx) or _published().get(f"{spdx}-only")
    words = [word.lower() for word in _WORD.findall(raw)][:_LONGEST]
    return float(Indel.normalized_similarity(words, known[0])) if known else 0.0


def edits(region: str, spdx: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How a region of a file differs from the published text: runs of words put in, and runs of words left out.

    A run put in begins with the word before it; one left out is no longer than a clause. None without a text.
    """
    known = _published().get(spdx) or _published().get(f"{spdx}-only")
    if known is None:
        return (), ()
    words = [word.lower() for word in _WORD.findall(region)][:_LONGEST]
    changes = [one for one in LCSseq.opcodes(words, known[0]) if one.tag != "equal"]
    put = (words[max(one.src_start - 1, 0) : one.src_end] for one in changes if one.src_end > one.src_start)
    within = (one for one in changes if 0 < one.dest_start < one.dest_end < len(known[0]))
    left = (known[0][one.dest_start : one.dest_end] for one in within if one.dest_end - one.dest_start <= _JOINED)
    return tuple(map(" ".join, put)), tuple(map(" ".join, left))


def says(spdx: str, sentence: str) -> bool:
    """Does the published text hold this sentence, word for word."""
    known = _published().get(spdx) or _published().get(f"{spdx}-only")
    words = " ".join(_WORD.findall(sentence.lower()))
    return known is not None and f" {words} " in f" {' '.join(known[0])} "


@cache
def _holders() -> Mapping[str, tuple[str, ...]]:
    """Published texts by the words that few of them hold."""
    holders: dict[str, list[str]] = defaultdict(list)
    for spdx, (_, words) in _published().items():
        for word in words:
            holders[word].append(spdx)
    return {word: tuple(ids) for word, ids in holders.items() if len(ids) <= _RARE}


def _candidates(words: frozenset[str]) -> list[str]:
    """The texts that share most different words, among those that share the most rare ones."""
    rare = Counter(spdx for word in sorted(words & _holders().keys()) for spdx in _holders()[word])
    shared = sorted(
        ((_shared(words, _published()[spdx][1]), spdx) for spdx, _ in rare.most_common(_LOOKED_AT)), reverse=True
    )
    best = [one for one in shared if one[0]][:_CANDIDATES]
    return [spdx for share, spdx in best if share > best[0][0] - _WITHIN]


def _shared(words: frozenset[str], known: frozenset[str]) -> float:
    """Dice coefficient of different words; 0 for texts too unlike to be one licence."""
    share = 2 * len(words & known) / (len(words) + len(known))
    return share if share > _LEAST else 0.0


def _similar(words: list[str], spdx: str) -> float:
    return float(Indel.normalized_similarity(words, _published()[spdx][0]))


def _regions(words: list[str], places: list[tuple[int, int]], spdx: str) -> Iterator[Region]:
    """Spans of the file made of matching words, with what little stands between them."""
    blocks = [b for b in LCSseq.editops(words, _published()[spdx][0]).as_matching_blocks() if b.size]
    begin = end = None
    for block in blocks:
        if end is not None and begin is not None and block.a - end > _JOINED:
            yield Region(spdx, places[begin][0], places[end - 1][1], False)
            begin = None
        begin, end = block.a if begin is None else begin, block.a + block.size
    if begin is not None and end is not None:
        yield Region(spdx, places[begin][0], places[end - 1][1], False)

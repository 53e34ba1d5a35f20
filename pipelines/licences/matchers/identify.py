"""Which known texts a file consists of: the engine's regions, or the nearest published text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawler import patterns
from pipelines.licences.matchers import kinds
from pipelines.licences.matchers.engine import Region, coverage, regions
from pipelines.licences.matchers.published import (
    CLOSE,
    SAME,
    Nearest,
    another_version,
    edits,
    is_nearer_to_another,
    nearest,
    similarity,
)

_SURE = 0.95  # share of the words explained from which the engine's answer about a long file stands
_EVERY_WORD = 0.99
_SHORT = 4_000  # characters; short texts differ in a word or two, and the engine's templates allow for that
_BETTER = 0.02
_SHOWN = 80  # characters of a change that are told
_FORM = patterns.compile(r"-(?:no-)?(?:invariants-)?(?:only|or-later)$")


@dataclass(frozen=True, slots=True)
class Identified:
    """The known texts in a file, in order, and what is to be said of their words."""

    regions: tuple[Region, ...]
    exact: bool  # near enough to the published words for an approval to hold
    limits: tuple[str, ...]  # changes within them that limit what is granted, told


def identified(raw: str) -> Identified:
    """The known texts in a file."""
    found, near = _nearest_of_both(raw)
    texts = [region for region in found if not region.mention]
    limits = tuple(limit for one in texts for limit in _limits(raw, one))
    return Identified(found, near and not any(another_version(raw, one.spdx) for one in texts), limits)


def _nearest_of_both(raw: str) -> tuple[tuple[Region, ...], bool]:
    found = _most_specific(regions(raw))
    texts = {region.spdx for region in found if not region.mention}
    share = coverage(raw, found)
    if len(texts) == 1 and share >= _SURE and len(raw) > _SHORT and not another_version(raw, *texts):
        return found, True
    near = nearest(raw)
    if near is None and any(is_nearer_to_another(raw, spdx) for spdx in texts if len(texts) == 1):
        return (), False
    if near is None or _explains(raw, found, share, near):
        return found, len(texts) != 1 or share >= _SURE or (near is not None and near.similarity >= CLOSE)
    return near.regions, near.similarity >= CLOSE


def _limits(raw: str, region: Region) -> Iterator[str]:
    """Words that limit a known text: those put in (an engine's blank may be filled with them), and rights left out."""
    put, left = edits(raw[region.start : region.end], region.spdx)
    yield from (f'"{run[:_SHOWN]}" was put in' for run in put if kinds.is_limit(run))
    yield from (f'"{run[:_SHOWN]}" was left out' for run in left if kinds.is_right(run))


def _explains(raw: str, found: tuple[Region, ...], share: float, near: Nearest) -> bool:
    """Does the engine's answer explain the file as well as the nearest published text does."""
    texts = {region.spdx for region in found if not region.mention}
    if not texts or _one_holds_all(near, found) or all(another_version(raw, spdx) for spdx in texts):
        return False
    if len(texts) > 1 and share >= _SURE:
        return True
    if texts == {near.spdx} or len(raw) > _SHORT:
        return share + _BETTER >= coverage(raw, near.regions)
    own = max(similarity(raw, spdx) for spdx in texts)
    if near.similarity >= _EVERY_WORD > own:
        return False
    return own + _BETTER >= near.similarity or (share >= _EVERY_WORD and own >= SAME)


def _one_holds_all(near: Nearest, found: tuple[Region, ...]) -> bool:
    """Are the several texts that the engine found parts of one published text."""
    texts = [region for region in found if not region.mention]
    held = all(any(one.start <= text.start and text.end <= one.end for one in near.regions) for text in texts)
    return held and len({text.spdx for text in texts}) > 1


def _most_specific(found: tuple[Region, ...]) -> tuple[Region, ...]:
    """A notice that says "or later" and the text it stands above are one licence."""
    forms = {_FORM.sub("", region.spdx): region.spdx for region in found if _FORM.search(region.spdx)}
    return tuple(replace(region, spdx=forms.get(region.spdx, region.spdx)) for region in found)

"""Which known texts a file consists of: the engine's regions, or the nearest published text."""

from __future__ import annotations

from dataclasses import replace

from crawler import patterns
from pipelines.licences import spdx_list
from pipelines.licences.matchers import kinds
from pipelines.licences.matchers.engine import Region, coverage, regions
from pipelines.licences.matchers.published import CLOSE, SAME, inserted, nearest, similarity

_SURE = 0.95  # share of the words explained from which the engine's answer about a long file stands
_EVERY_WORD = 0.99
_SHORT = 4_000  # characters; short texts differ in a word or two, and the engine's templates allow for that
_BETTER = 0.02
_FORM = patterns.compile(r"-(?:no-)?(?:invariants-)?(?:only|or-later)$")


def identified(raw: str) -> tuple[tuple[Region, ...], bool]:
    """Known texts in a file, in order, and whether they are word for word near enough to be called that licence."""
    found, near = _nearest_of_both(raw)
    return found, near and not any(_restricts(raw, region) for region in found if not region.mention)


def _nearest_of_both(raw: str) -> tuple[tuple[Region, ...], bool]:
    found = _most_specific(regions(raw))
    texts = {region.spdx for region in found if not region.mention}
    share = coverage(raw, found)
    if texts and share >= _SURE and (len(raw) > _SHORT or len(texts) > 1):
        return found, True
    near = nearest(raw)
    if near is None or _explains(raw, texts, share, near.similarity, near.regions):
        return found, len(texts) != 1 or share >= _SURE or (near is not None and near.similarity >= CLOSE)
    return near.regions, near.similarity >= CLOSE


def _restricts(raw: str, region: Region) -> bool:
    """Do words that were put into an approved text limit it: an engine's blank may be filled with them."""
    listed = spdx_list.licence(region.spdx)
    if listed is None or not listed.osi_approved:
        return False
    return kinds.is_limit(inserted(raw[region.start : region.end], region.spdx))


def _explains(raw: str, texts: set[str], share: float, near: float, others: tuple[Region, ...]) -> bool:
    """Does the engine's answer explain the file as well as the nearest published text does."""
    if not texts:
        return False
    if texts == {others[0].spdx} or len(raw) > _SHORT:
        return share + _BETTER >= coverage(raw, others)
    own = max(similarity(raw, spdx) for spdx in texts)
    if near >= _EVERY_WORD > own:
        return False
    return own + _BETTER >= near or (share >= _EVERY_WORD and own >= SAME)


def _most_specific(found: tuple[Region, ...]) -> tuple[Region, ...]:
    """A notice that says "or later" and the text it stands above are one licence."""
    forms = {_FORM.sub("", region.spdx): region.spdx for region in found if _FORM.search(region.spdx)}
    return tuple(replace(region, spdx=forms.get(region.spdx, region.spdx)) for region in found)

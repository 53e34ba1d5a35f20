"""The claim to be open source, laid beside the evidence."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.model import Outcome
from pipelines.verdict.types import Part, Verdict


def openwashing(claims_open_source: str, verdict: Verdict, *, copied: bool = False) -> Outcome:
    """`yes` when the card claims open source and the verdict is below it; `unknown` while either is not known.

    A card whose claims are all an ancestor's sentences (`copied`) claims nothing of its own: the original's card does.
    """
    if copied:
        return Outcome.NO
    claims = Outcome(claims_open_source or Outcome.UNKNOWN)
    if verdict is Verdict.OPEN_SOURCE_AI or claims in (Outcome.NO, Outcome.PARTIAL, Outcome.NOT_APPLICABLE):
        return Outcome.NO
    if verdict is Verdict.NOT_DETERMINABLE or claims is not Outcome.YES:
        return Outcome.UNKNOWN
    return Outcome.YES


def contradicted_by(osaid_missing: Iterable[str], license_id: str) -> tuple[str, ...]:
    """What the evidence lacks for the claim to hold: the missing parts, the licence with its id (`licence:llama3`)."""
    return tuple(f"{part}:{license_id}" if part == Part.LICENSE else part for part in osaid_missing)

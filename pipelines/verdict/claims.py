"""The claim to be open source, laid beside the evidence."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.model import Outcome
from pipelines.verdict.types import LicenseFacts, Part, Verdict


def openwashing(claims_open_source: str, verdict: Verdict) -> Outcome:
    """`yes` when the card claims open source and the verdict is below it; `unknown` while either is not known."""
    claims = Outcome(claims_open_source or Outcome.UNKNOWN)
    if verdict is Verdict.OPEN_SOURCE_AI or claims in (Outcome.NO, Outcome.PARTIAL, Outcome.NOT_APPLICABLE):
        return Outcome.NO
    if verdict is Verdict.NOT_DETERMINABLE or claims is not Outcome.YES:
        return Outcome.UNKNOWN
    return Outcome.YES


def contradicted_by(osaid_missing: Iterable[str], license: LicenseFacts) -> tuple[str, ...]:
    """What the evidence lacks for the claim to hold: the missing parts, the licence with its id (`licence:llama3`)."""
    return tuple(f"{part}:{license.license_id}" if part == Part.LICENSE else part for part in osaid_missing)

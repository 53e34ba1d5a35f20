"""Licence drift: does a child offer its parent's work under looser or tighter terms than the parent does?"""

from __future__ import annotations

from crawler.model import Outcome
from pipelines.verdict import terms
from pipelines.verdict.types import Drift, LicenseFacts

_USE = {Outcome.YES: 0, Outcome.PARTIAL: 1, Outcome.NO: 2}


def drift(parent: LicenseFacts, child: LicenseFacts) -> Drift:
    """Compare the effective licences of parent and child.

    First by who may use it commercially, then by the class of the licence; equal in both and yet another licence is
    `other`. Two licences that could not be identified are `unknown`, even when both say so.
    """
    if not (_known(parent) and _known(child)):
        return Drift.UNKNOWN
    if parent.license_id == child.license_id:
        return Drift.NONE
    before, after = _tightness(parent), _tightness(child)
    if before is None or after is None:
        return Drift.UNKNOWN
    if before == after:
        return Drift.OTHER
    return Drift.LOOSER if after < before else Drift.TIGHTER


def _known(license: LicenseFacts) -> bool:
    return license.license_id not in ("", "unknown")


def _tightness(license: LicenseFacts) -> tuple[int, int] | None:
    """Grows with what a reader may not do; None where the terms are not known well enough to compare."""
    license_class = "none" if license.license_id == "none" else license.license_class
    use = _USE.get(terms.commercial_use(license))
    rules = terms.CLASSES.get(license_class)
    return None if use is None or rules is None else (use, int(rules["tightness"]))

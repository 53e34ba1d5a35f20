"""What a licence lets everybody do, as far as a verdict asks: use at all, and OSI approval."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from crawler.model import Outcome
from pipelines.verdict.types import LicenseFacts

_RULES = tomllib.loads(files("pipelines.verdict").joinpath("license_classes.toml").read_text("utf-8"))
CLASSES: dict[str, dict[str, str]] = _RULES["class"]


def commercial_use(license: LicenseFacts) -> Outcome:
    """May everybody use it commercially: yes, partial (under conditions), no or unknown.

    The terms that were read come first; where they are silent the class of the licence answers.
    """
    if license.license_id == "none":
        return Outcome.NO
    said = license.commercial_use or "unknown"
    if said == "unknown":
        said = CLASSES.get(license.license_class, {}).get("commercial_use", "unknown")
    return Outcome.PARTIAL if said == "conditional" else Outcome(said)


def osi_approved(license: LicenseFacts) -> Outcome:
    """Is it on the OSI's list: yes, no or unknown. Terms that forbid uses answer no without the list."""
    if license.license_id == "none" or commercial_use(license) is Outcome.NO:
        return Outcome.NO
    said = license.osi_approved or "unknown"
    if said == "unknown":
        said = CLASSES.get(license.license_class, {}).get("osi_approved", "unknown")
    return Outcome(said)


def describe(license: LicenseFacts) -> str:
    """The licence in the words of a reason."""
    if license.license_id == "none":
        return "no licence (all rights reserved)"
    if license.license_id in ("", "unknown"):
        return "a licence that could not be identified"
    return f"the licence {license.license_id}"

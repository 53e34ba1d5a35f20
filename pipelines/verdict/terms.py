"""What a licence lets everybody do, as far as a verdict asks: use at all, under which conditions, and OSI approval."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from crawler.model import Outcome
from pipelines.verdict.strictest import CONDITIONS
from pipelines.verdict.types import LicenseFacts

_RULES = tomllib.loads(files("pipelines.verdict").joinpath("license_classes.toml").read_text("utf-8"))
CLASSES: dict[str, dict[str, str]] = _RULES["class"]
_NOTHING_ASKED = ("", "no", "unknown")
_MAY_ASK = ("use_restrictions", "derivative_same_license", "naming_duty", "output_training_ban")


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


def conditions(values: Mapping[str, str]) -> tuple[str, ...]:
    """The terms, by name, that ask something of everybody who may use it."""
    return tuple(name for name in CONDITIONS if values.get(name, "") not in _NOTHING_ASKED)


def how(license: LicenseFacts) -> str:
    """In words, how freely a licence allows the commercial use that it allows."""
    if commercial_use(license) is Outcome.PARTIAL or conditions(license.terms):
        return "under conditions"
    if any(license.terms.get(name) == "unknown" for name in _MAY_ASK):
        return "under conditions that could not all be read"
    return "by everybody"


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


def whose(license: LicenseFacts, by: str = "") -> str:
    """The licence with whom it is of: the model itself, or its ancestor `by`."""
    if license.license_id in ("", "unknown"):
        return f"{f'the licence of its ancestor {by}' if by else 'its own licence'}, which could not be identified,"
    return f"the licence {license.license_id} of its ancestor {by}" if by else f"its own licence {license.license_id}"

"""The evidence of one repository held against a version of the Open Source AI Definition, part by part.

The definition asks for the parameters, the complete source code used to train and run the system, sufficiently detailed
data information, all under OSI-approved terms, and for use without asking for permission. The rules are `osaid.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawler.model import Outcome
from pipelines.verdict import terms
from pipelines.verdict.freedoms import CURRENT, VERSIONS, denied
from pipelines.verdict.types import Osaid, OwnFacts, Part


@dataclass(frozen=True, slots=True)
class Met:
    """Is one part there: yes, no or unknown, with the reason in words."""

    answer: Outcome
    why: str


def parts(own: OwnFacts, version: str = CURRENT) -> dict[Part, Met]:
    """Every part a version asks for; answered yes, no or unknown. Raises KeyError for a version not known."""
    return {Part(rule["name"]): _met(own, rule) for rule in VERSIONS[version]["part"]}


def conclude(met: dict[Part, Met], own: OwnFacts) -> Osaid:
    """All parts together: a missing part decides; an unknown one, or an untold origin, only where none is."""
    answers = [m.answer for m in met.values()]
    if Outcome.NO in answers:
        return Osaid.DOES_NOT_MEET
    return Osaid.NOT_DETERMINABLE if Outcome.UNKNOWN in answers or own.origin_open else Osaid.MEETS


def _met(own: OwnFacts, rule: Mapping[str, Any]) -> Met:
    if "question" not in rule:
        return _license(own)
    known = {**own.outcomes, "gated": own.gated, "relation": own.relation}
    for exception in rule.get("except", ()):
        if all(known.get(name) == value for name, value in exception["when"].items()):
            return Met(Outcome(exception["answer"]), exception["why"])
    return _plain(own, rule)


def _plain(own: OwnFacts, rule: Mapping[str, Any]) -> Met:
    name, outcome = rule["name"].replace("-", " "), own.outcome(rule["question"])
    if outcome in rule["there"]:
        return Met(Outcome.YES, f"{name}: found")
    if outcome is Outcome.NOT_APPLICABLE:
        # Only ancestors can answer for a step that trains nothing; without any, nobody has answered.
        answer = Outcome.YES if own.derived else Outcome.UNKNOWN
        return Met(answer, f"{name}: the question does not apply to this repository")
    if outcome not in rule["missing"]:
        return Met(Outcome.UNKNOWN, f"{name}: could not be looked at")
    return Met(Outcome.NO, f"{name}: only a part was found" if outcome is Outcome.PARTIAL else f"{name}: not found")


def _license(own: OwnFacts) -> Met:
    if against := denied(own.license.terms):
        why = f"licence: {terms.describe(own.license)} denies the freedom to {' and to '.join(against)}"
        return Met(Outcome.NO, f"{why}, and is not OSI-approved" if terms.osi_approved(own.license) != "yes" else why)
    approved = terms.osi_approved(own.license)
    says = {Outcome.YES: "is OSI-approved", Outcome.NO: "is not OSI-approved"}
    return Met(approved, f"licence: {terms.describe(own.license)} {says.get(approved, 'may be OSI-approved or not')}")

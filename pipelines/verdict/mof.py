"""The class of the Model Openness Framework (arXiv 2403.13784) that the components we can see allow: an upper bound."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from crawler.model import Outcome
from pipelines.verdict import terms
from pipelines.verdict.types import MofClass, OwnFacts

_COMPONENTS = tomllib.loads(files("pipelines.verdict").joinpath("mof.toml").read_text("utf-8"))["component"]


@dataclass(frozen=True, slots=True)
class Component:
    """One component: the class that it belongs to, and whether it is there.

    `unknown` where it is not looked for or where only a base could answer that is not named, `not-applicable` where the
    step has no such thing and the base named answers.
    """

    name: str
    mof_class: MofClass
    optional: bool
    answer: Outcome


REQUIRED: dict[MofClass, tuple[str, ...]] = {
    mof_class: tuple(c["seen_as"] for c in _COMPONENTS if c["class"] == mof_class and "seen_as" in c)
    for mof_class in (MofClass.III, MofClass.II, MofClass.I)
}
_OPEN_CLASSES = ("permissive", "copyleft", "data")


def components(own: OwnFacts) -> tuple[Component, ...]:
    """All 17, as far as they are looked for."""
    return tuple(_component(own, c) for c in _COMPONENTS)


def _component(own: OwnFacts, c: Mapping[str, Any]) -> Component:
    answer = own.outcome(c["seen_as"]) if "seen_as" in c else Outcome.UNKNOWN
    if answer is Outcome.NOT_APPLICABLE and not own.base_named:
        answer = Outcome.UNKNOWN  # the base that would answer is not named
    return Component(c["name"], MofClass(c["class"]), c.get("optional", False), answer)


def classify(own: OwnFacts) -> MofClass:
    """The highest class whose visible components, and those of every class below, are all there under an open licence.

    Only `yes` counts as there; where a base is named, a question that does not apply is
    left to it; without one nobody answers it, and what does not apply is not there.
    """
    reached = MofClass.UNCLASSIFIED
    if not _open_license(own):
        return reached
    for mof_class, questions in REQUIRED.items():
        if not all(_there(own, question) for question in questions):
            break
        reached = mof_class
    return reached


def _there(own: OwnFacts, question: str) -> bool:
    outcome = own.outcome(question)
    return outcome is Outcome.YES or (own.base_named and outcome is Outcome.NOT_APPLICABLE)


def _open_license(own: OwnFacts) -> bool:
    # The framework takes OSI-approved licences for code, and open data licences (CC BY, CDLA) for parameters too.
    free = terms.commercial_use(own.license) is Outcome.YES
    approved = terms.osi_approved(own.license) is Outcome.YES
    return approved or (free and own.license.license_class in _OPEN_CLASSES)

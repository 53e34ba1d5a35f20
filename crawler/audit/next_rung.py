"""What to publish to reach the next rung of the ladder, component by component."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

WHAT = {
    "weights": "the parameter files, in this repository, for everybody to download",
    "inference-code": "code that runs the model: in this repository, in a linked one, or a `library_name` that can",
    "training-code": "the code that trained this model: scripts and configuration, here or in a linked repository",
    "training-data": "the data of every stage by name and address, or sufficient information on what cannot be shared",
    "licence": "an OSI-approved licence for weights and code: its text as a file and its id in the front matter",
}
QUESTIONS = {"weights": "weights", "inference-code": "inference_code", "training-code": "training_code",
             "training-data": "training_data"}  # fmt: skip
ABOVE = {"closed": "open-access", "open-access": "open-weights", "open-weights": "open-source-ai"}
ANCESTOR = "only the publisher of an ancestor can: nothing published here stands in for it"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to publish: the rung it leads to, the component, and what exactly."""

    rung: str
    component: str
    publish: str


def next_steps(
    verdict: str, verdict_own: str, outcomes: Mapping[str, str], missing: tuple[str, ...], license_id: str
) -> tuple[Step, ...]:
    """Steps from the verdict upwards; none on the top rung. `missing` is `osaid_missing`, `base:` parts included."""
    if verdict == "not-determinable":
        return tuple(_unread(outcomes, license_id))
    rung = ABOVE.get(verdict)
    if rung is None:
        return ()
    if verdict == "closed":
        return (Step(rung, "weights", WHAT["weights"]),)
    if verdict == "open-access":
        return (Step(rung, "licence", _licence(license_id) if verdict_own == verdict else ANCESTOR),)
    return tuple(_recipe(rung, outcomes, missing))


def _licence(license_id: str) -> str:
    if license_id == "none":
        return "a licence: its text as a file and its id in the front matter; without one all rights are reserved"
    return "a licence that lets everybody use the model, commercially as well"


def _recipe(rung: str, outcomes: Mapping[str, str], missing: tuple[str, ...]) -> Iterator[Step]:
    for part in missing:
        if part.startswith("base:"):
            yield Step(rung, part.removeprefix("base:"), ANCESTOR)
        else:
            yield Step(rung, part, WHAT.get(part, part))
    for part, question in QUESTIONS.items():
        if part not in missing and outcomes.get(question, "unknown") in ("unknown", "error"):
            yield Step(rung, part, f"{WHAT[part]}; nobody could look")


def _unread(outcomes: Mapping[str, str], license_id: str) -> Iterator[Step]:
    rung = "a verdict"
    if license_id in ("unknown", "other", ""):
        yield Step(rung, "licence", "the licence's text where it can be read without a login, or the id of a known one")
    for part, question in QUESTIONS.items():
        if outcomes.get(question, "unknown") in ("unknown", "error"):
            yield Step(rung, part, f"{WHAT[part]}; nobody could look")

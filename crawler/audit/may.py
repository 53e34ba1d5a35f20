"""`May I ship it?` for one model: the terms of the whole family weighed, in one line and question by question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import attrgetter

from crawler.audit.license import Clause, License
from pipelines.licences.shipping import Bound, May, Reason, Use, strictest, weigh
from pipelines.licences.types import NON_LICENCES

MULTIMODAL = ("any-to-any", "image-text-to-text", "video-text-to-text", "audio-text-to-text",
              "visual-question-answering", "document-question-answering", "image-to-text")  # fmt: skip
TEXT_ONLY = ("text-generation", "text-classification", "feature-extraction", "fill-mask", "sentence-similarity")
NOT_ADVICE = "What the texts say, as read by rules; not legal advice."


@dataclass(frozen=True, slots=True)
class Member:
    """One model of the family and its licence: the model asked about first, then its ancestors.

    `known` is false for an ancestor that is not in the database; `task` is what the Hub lists it under;
    `base_unknown` says that terms of a base may bind it that is not named, or that nobody could read.
    """

    model: str
    license: License
    task: str = ""
    known: bool = True
    base_unknown: bool = False

    @property
    def bound(self) -> Bound:
        """What it imposes, as far as that is known."""
        multimodal = True if self.task in MULTIMODAL else False if self.task in TEXT_ONLY else None
        return Bound(self.model, self.license.effective, self.license.terms, multimodal)

    @property
    def cap(self) -> str:
        """`700,000,000 MAU`, or what is known instead."""
        terms = self.license.terms
        caps = ((terms.get(f"{what}_cap"), terms.get(f"{what}_cap_unit")) for what in ("user", "revenue"))
        return (
            "; ".join(f"{number:,} {unit}" for number, unit in caps if isinstance(number, int) and number) or self._none
        )

    @property
    def territory(self) -> str:
        """What is excluded, or what is known instead."""
        return str(self.license.terms.get("geo_exclusion") or "") or self._none

    @property
    def _none(self) -> str:
        """Nothing is excluded only where something is known of the terms."""
        unread = (
            self.license.effective in NON_LICENCES or self.bound.terms.get("commercial_use", "unknown") == "unknown"
        )
        return "not known" if unread else "none"

    @property
    def imposed(self) -> str:
        """What it asks of everybody who uses it or what is made of it, in words."""
        if not self.known:
            return "not known: no scan has read it"
        reasons = weigh(Use(), [self.bound])
        asked = "; ".join(f"{'not known: ' * (reason.may is May.UNKNOWN)}{reason.says}" for reason in reasons)
        return asked or "nothing but that its notices are kept"


@dataclass(frozen=True, slots=True)
class Question:
    """One plain question about the terms of one model of the family, its answer, and the clauses it rests on."""

    question: str
    answer: str
    model: str
    license: str
    clauses: tuple[Clause, ...]
    source_url: str
    sha256: str
    read_at: str


@dataclass(frozen=True, slots=True)
class Shipping:
    """The answer for one use: `may`, the line that says so, why, and the questions."""

    may: May
    line: str
    reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]

    def as_json(self) -> dict[str, object]:
        """The document of `may-i --json` but for the model's name and the use."""
        return {
            "answer": self.may.value,
            "line": self.line,
            "reasons": [asdict(reason) for reason in self.reasons],
            "questions": [asdict(question) for question in self.questions],
        }


def may(use: Use, family: tuple[Member, ...], weights: str, gated: str) -> Shipping:
    """Weigh a use. `weights` is the outcome of that layer and `gated` the column of `models`."""
    model = family[0].model
    reasons = [*_access(model, weights, gated), *weigh(use, [member.bound for member in family])]
    reasons += (
        Reason(May.UNKNOWN, "what it was made from, and what that asks", "commercial_use", member.model)
        for member in family
        if member.base_unknown
    )
    answer = strictest(reasons)
    return Shipping(answer, _line(answer, reasons, model), tuple(reasons), tuple(_questions(family)))


def _access(model: str, weights: str, gated: str) -> Iterator[Reason]:
    if weights == "no":
        yield Reason(May.NO, "no weights are published", "weights", model)
    elif weights not in ("yes", "partial"):
        yield Reason(May.UNKNOWN, "whether weights are published", "weights", model)
    elif gated:
        yield Reason(May.CONDITIONAL, "its publisher lets you in" if gated == "manual" else "you pass its gate",
                     "gated", model)  # fmt: skip


def _line(answer: May, reasons: list[Reason], model: str) -> str:
    deciding = [reason for reason in reasons if reason.may is answer]
    why = "; ".join(_said(by, list(said), model) for by, said in groupby(deciding, key=attrgetter("model")))
    match answer:
        case May.YES:
            return "Yes."
        case May.CONDITIONAL:
            return f"Yes, if {why}."
        case May.NO:
            return f"No: {why}."
        case _:
            asked = dict.fromkeys(reason.model.partition("/")[0] for reason in deciding)
            return f"Not known: {why}. Ask {' and '.join(asked)}."


def _said(by: str, reasons: list[Reason], model: str) -> str:
    """What one model of the family asks, with its name where it is an ancestor."""
    said = "; ".join(reason.says for reason in reasons)
    return said if by == model else f"{said} (by its ancestor {by})"


def _questions(family: tuple[Member, ...]) -> Iterator[Question]:
    for member in family:
        license = member.license
        for question, answer, clauses in license.in_words():
            yield Question(question, answer, member.model, license.effective, clauses, license.source_url,
                           license.sha256, license.read_at)  # fmt: skip

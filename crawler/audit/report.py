"""One repository's outcomes, evidence and verdict, wherever they were read: what `audit` prints and writes as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from crawler.audit.effective import as_json
from crawler.audit.license import License, Proof
from crawler.audit.may import Member, Shipping, may
from crawler.audit.next_rung import Step, next_steps
from crawler.schema import CARDS, LAYERS, QUESTIONS
from pipelines.licences.shipping import Use
from pipelines.verdict import Component, Freedom, Imposed, Part, freedoms

APART = ("license_id", "claims_open_source")  # shown with the licence and with the claims


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of one question, why, and what it rests on."""

    outcome: str = "unknown"
    reason: str = "nobody has looked yet"
    evidence: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the card that claims open source, and what contradicts it."""

    quote: str
    line_start: int | None
    strength: str
    contradicted_by: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Ancestor:
    """One edge of the ancestry.

    `parent_verdict` is the parent's own verdict, `unknown` where nobody has judged it; `known` says whether the parent
    is in the database.
    """

    child: str
    parent: str
    relation: str
    source: str
    parent_license: str
    drift: str
    parent_verdict: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class AuditReport:
    """Everything `audit` says of one repository. `looked_at` says in words where it was read."""

    repo_id: str
    sha: str
    gated: str
    looked_at: str
    answers: Mapping[str, Answer]
    license: License
    claims_open_source: Answer
    claims: tuple[Claim, ...]
    lineage: tuple[Ancestor, ...]
    verdict_own: str
    verdict: str
    osaid: str
    osaid_missing: tuple[str, ...]
    mof_class: str
    openwashing: str
    because: tuple[str, ...]
    ancestors: tuple[Member, ...] = ()
    task: str = ""
    terms: tuple[Imposed, ...] = ()  # effective, of the whole family
    components: tuple[Component, ...] = ()  # of the Model Openness Framework, of the model's own step
    base_unknown: bool = False  # may terms bind it of a base that is not named, or that nobody could read?

    def answer(self, question: str) -> Answer:
        """The answer, `unknown` where nobody has looked."""
        return self.answers.get(question, Answer())

    @property
    def family(self) -> tuple[Member, ...]:
        """The model itself, then every ancestor, nearest first, each with its own licence."""
        return (Member(self.repo_id, self.license, self.task, base_unknown=self.base_unknown), *self.ancestors)

    def may(self, use: Use = Use()) -> Shipping:  # noqa: B008 - frozen
        """May it be shipped: the terms of the whole family weighed for one use."""
        return may(use, self.family, self.answer("weights").outcome, self.gated)

    @property
    def freedoms(self) -> tuple[Freedom, ...]:
        """The four freedoms of the OSAID under the effective terms, with what was found; ancestors' parts count."""
        values = {one.term.term: one.term.value for one in self.terms}
        missing = {part.removeprefix("base:") for part in self.osaid_missing}
        unread = {part for part in Part if self.answer(part.replace("-", "_")).outcome in ("unknown", "error")}
        return freedoms(values, missing, unread if self.terms else set(Part))

    @property
    def next_steps(self) -> tuple[Step, ...]:
        """What to publish to reach the next rung."""
        outcomes = {name: answer.outcome for name, answer in self.answers.items()}
        return next_steps(self.verdict, self.verdict_own, outcomes, self.osaid_missing, self.license.effective)

    @property
    def further(self) -> tuple[str, ...]:
        """Questions that are neither layer nor card and have no section of their own."""
        asked = dict.fromkeys((*(question.name for question in QUESTIONS), *sorted(self.answers)))
        return tuple(name for name in asked if name not in (*LAYERS, *CARDS, *APART))

    def as_json(self) -> dict[str, object]:
        """The document of `audit --json`, keys as in the contract."""
        return {
            "repo_id": self.repo_id,
            "sha": self.sha,
            "gated": self.gated,
            **{name: asdict(self.answer(name)) for name in (*LAYERS, *CARDS, *self.further)},
            "license": self.license.as_json(),
            "effective_terms": as_json(self.terms, self.repo_id),
            "claims": [asdict(claim) for claim in self.claims],
            "lineage": [asdict(ancestor) for ancestor in self.lineage],
            "verdict_own": self.verdict_own,
            "verdict": self.verdict,
            "osaid": self.osaid,
            "osaid_missing": list(self.osaid_missing),
            "freedoms": [asdict(freedom) for freedom in self.freedoms],
            "mof_class": self.mof_class,
            "mof_components": [asdict(component) for component in self.components],
            "openwashing": self.openwashing,
            "may_i": self.may().as_json(),
            "next_steps": [asdict(step) for step in self.next_steps],
        }

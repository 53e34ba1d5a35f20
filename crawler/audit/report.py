"""One repository's outcomes, evidence and verdict, wherever they were read: what `audit` prints and writes as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from crawler.schema import CARDS, LAYERS


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence with its address; `url` is empty where the file has none. Lines as in model.Evidence."""

    path: str
    url: str
    line_start: int | None
    line_end: int | None
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of one question, why, and what it rests on."""

    outcome: str = "unknown"
    reason: str = "nobody has looked yet"
    evidence: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the licence text that was read, with the term it sets."""

    term: str
    quote: str
    line_start: int | None
    line_end: int | None
    path: str = ""  # empty: the licence file itself


@dataclass(frozen=True, slots=True)
class License:
    """The licence of a repository. `terms` has the columns of schema.TERMS, empty where no licence is known."""

    declared: str = ""
    effective: str = "unknown"
    source: str = ""
    conflict: str = ""
    terms: Mapping[str, str | int | None] = field(default_factory=dict)
    license_class: str = ""
    clauses: tuple[Clause, ...] = ()
    evidence: tuple[Proof, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The keys of the contract, then `class`, `clauses` and `evidence`."""
        return {
            "declared": self.declared,
            "effective": self.effective,
            "source": self.source,
            "conflict": self.conflict,
            "terms": dict(self.terms),
            "class": self.license_class,
            "clauses": [asdict(clause) for clause in self.clauses],
            "evidence": [asdict(proof) for proof in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the card that claims open source, and what contradicts it."""

    quote: str
    line_start: int | None
    strength: str
    contradicted_by: str


@dataclass(frozen=True, slots=True)
class Ancestor:
    """One edge of the ancestry; `parent_verdict` is the parent's own verdict, `unknown` where nobody has judged it."""

    child: str
    parent: str
    relation: str
    source: str
    parent_license: str
    drift: str
    parent_verdict: str


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

    def as_json(self) -> dict[str, object]:
        """The document of `audit --json`, keys as in the contract."""
        return {
            "repo_id": self.repo_id,
            "sha": self.sha,
            "gated": self.gated,
            **{name: asdict(self.answers.get(name, Answer())) for name in (*LAYERS, *CARDS)},
            "license": self.license.as_json(),
            "claims": [asdict(claim) for claim in self.claims],
            "lineage": [asdict(ancestor) for ancestor in self.lineage],
            "verdict_own": self.verdict_own,
            "verdict": self.verdict,
            "osaid": self.osaid,
            "osaid_missing": list(self.osaid_missing),
            "mof_class": self.mof_class,
            "openwashing": self.openwashing,
        }

"""One repository's outcomes, evidence and verdict, wherever they were read: what `audit` prints and writes as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from crawler.schema import CARDS, LAYERS, QUESTIONS
from pipelines.licences.explain import explain_terms
from pipelines.licences.types import NON_LICENCES, Terms

APART = ("license_id", "claims_open_source")  # shown with the licence and with the claims


def where(path: str, start: int | None, end: int | None) -> str:
    """Where a quote stands: `README.md:3-5`."""
    lines = "" if start is None else f":{start}" if end in (None, start) else f":{start}-{end}"
    return f"{path or 'on the Hub'}{lines}"


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence with its address; `url` is empty where the file has none. Lines as in model.Evidence."""

    path: str
    url: str
    line_start: int | None
    line_end: int | None
    quote: str
    rule: str

    @property
    def where(self) -> str:
        """`README.md:3-5`."""
        return where(self.path, self.line_start, self.line_end)


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
    path: str

    @property
    def where(self) -> str:
        """`LICENSE:40-42`."""
        return where(self.path, self.line_start, self.line_end)


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
    name: str = ""
    source_url: str = ""

    def in_words(self) -> Iterator[tuple[str, str, tuple[Clause, ...]]]:
        """(question, answer, the clauses it rests on) for everything that is known of its terms.

        Of a text that is no known licence only what a clause speaks of is told: silence allows nothing.
        """
        if "commercial_use" not in self.terms:  # no text and no entry of the catalogue
            return
        terms = Terms(**{name: value for name, value in self.terms.items() if value is not None})  # type: ignore[arg-type]
        for one in explain_terms(terms, self.effective):
            clauses = tuple(dict.fromkeys(clause for clause in self.clauses if clause.term in one.terms))
            if clauses or self.effective not in NON_LICENCES:
                yield one.question, one.answer, clauses

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

    def answer(self, question: str) -> Answer:
        """The answer, `unknown` where nobody has looked."""
        return self.answers.get(question, Answer())

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
            "claims": [asdict(claim) for claim in self.claims],
            "lineage": [asdict(ancestor) for ancestor in self.lineage],
            "verdict_own": self.verdict_own,
            "verdict": self.verdict,
            "osaid": self.osaid,
            "osaid_missing": list(self.osaid_missing),
            "mof_class": self.mof_class,
            "openwashing": self.openwashing,
        }

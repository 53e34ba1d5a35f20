"""The licence of one model as readers see it: its terms, the clauses they rest on, and the places of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from pipelines.licences.explain import explain_terms
from pipelines.licences.types import NON_LICENCES, Terms

CONTRADICTIONS = ("tag-file", "tag-link", "tag-body", "code-repo")
REMARKS = {
    "no-text": "no licence text in the repository",
    "no-copyright": "the licence text names no copyright holder",
    "text-unread": "a licence text is listed and could not be read",
    "file-not-a-licence": "a file that is named like a licence is none",
    "several-tags": "several licences are declared",
    "several-in-file": "the licence file names several licences, and none of them for this model",
}


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
class Clause:
    """One clause of the licence text that was read, with the term it sets."""

    term: str
    quote: str
    line_start: int | None
    line_end: int | None
    path: str
    url: str = ""  # address of the line at the commit that was read
    sha256: str = ""  # of the text at `path` as UTF-8

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
    text: str = ""  # git blob id of the text that was read, empty where none was
    sha256: str = ""  # of that text
    read_at: str = ""
    osi_list: str = ""  # version and day of the list that its approval was looked up in

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

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Where declaration and text do not agree."""
        return tuple(name for name in self._noticed() if name in CONTRADICTIONS)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What else was noticed, in words: a text that is missing or could not be read contradicts nothing."""
        return tuple(
            REMARKS.get(name, name.replace("-", " ")) for name in self._noticed() if name not in CONTRADICTIONS
        )

    def _noticed(self) -> list[str]:
        return [name.strip() for name in self.conflict.split(",") if name.strip()]

    def as_json(self) -> dict[str, object]:
        """The keys of the contract, then `class`, `clauses` and `evidence`."""
        return {
            "declared": self.declared,
            "effective": self.effective,
            "source": self.source,
            "conflict": self.conflict,
            "terms": dict(self.terms),
            "class": self.license_class,
            "osi_list": self.osi_list,
            "clauses": [asdict(clause) for clause in self.clauses],
            "evidence": [asdict(proof) for proof in self.evidence],
        }

"""The words of the project: outcomes, evidence, findings and the facts that detectors read. Imports nothing of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

README = "README.md"  # the card of a repository, on the Hub and on code hosts
MAX_TEXT = 4_000_000  # bytes of one text; nothing a person wrote as a card or a licence is longer
MAX_QUOTE = 300  # characters of a quote


class Outcome(StrEnum):
    """The answer to one question about one repository at one commit."""

    YES = "yes"  # looked, it is there
    PARTIAL = "partial"  # looked, some of it is there
    NO = "no"  # looked everywhere the method looks, it is not there
    UNKNOWN = "unknown"  # could not look: gated, unreachable, too large, not fetched
    NOT_APPLICABLE = "not-applicable"  # the question makes no sense for this repository
    ERROR = "error"  # the detector itself failed


class Relation(StrEnum):
    """How a model was made from its base model, in the Hub's own terms."""

    FINETUNE = "finetune"
    ADAPTER = "adapter"
    QUANTIZED = "quantized"
    MERGE = "merge"


FROM_NOTHING = "none"  # in place of a relation: the card says that there was no model before


class Kind(StrEnum):
    """Kinds of repository; the value is the first part of the Hub's address, `github` for the code host."""

    MODEL = "models"
    DATASET = "datasets"
    CODE = "github"


@dataclass(frozen=True, slots=True)
class Ref:
    """Another repository, as a model's card names it: "org/name", or the one word of an old dataset."""

    kind: Kind
    name: str

    def __str__(self) -> str:
        """`datasets/org/name`: its folder in a hub directory."""
        return f"{self.kind}/{self.name}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of text that an outcome rests on, with the place where it stands.

    `repo` says whose file it is: None for the model's own, else that of a dataset or a code repository. `path` is the
    file in it; "" is the host's own answer about the repository (tags, gate, card data, file list). A linked licence
    text has its https address as path.
    With `line_start` (1-based, inclusive) the quote stands literally within those lines of that file, lines being
    separated by "\\n". Without it the evidence is that the file is listed, and the quote is the path in the listing;
    for an empty path the quote is the fact as the host gives it.
    """

    path: str
    quote: str
    rule: str
    line_start: int | None = None
    line_end: int | None = None
    repo: Ref | None = None

    @property
    def place(self) -> str:
        """Repository and file as readers are told them: `LICENSE`, `datasets/org/name/README.md`, `github/o/r`."""
        return self.path if self.repo is None else f"{self.repo}/{self.path}".rstrip("/")


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a licence as one repository states it, with the words it rests on.

    `value` is as in the table `licenses`, caps as digits with their `unit`; a cap or territory that a known licence
    does not have is `no`. `quote` is empty where the catalogue says it of the licence; `path` and `line_start` are then
    where the licence is named. `text_sha256` is of the text at `path`.
    """

    term: str
    value: str
    license_id: str
    unit: str = ""
    quote: str = ""
    path: str = ""
    line_start: int | None = None
    text_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """One parent of a model, as the model's own repository states it."""

    parent: str
    relation: Relation
    source: str  # where it is stated: "tag", "card", "config", "name"


@dataclass(frozen=True, slots=True)
class Finding:
    """One detector's answer. `reason` is a fixed sentence of the rule that fired; what varies stands in the evidence.

    `columns` fills further columns of the `models` table that this detector owns; `edges` is for lineage only.
    """

    outcome: Outcome
    reason: str
    evidence: tuple[Evidence, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """What the Hub answered about a dataset a card points to. `exists` is None while nobody has asked."""

    dataset_id: str  # as the Hub spells it now (renames followed)
    exists: bool | None = None
    gated: str = ""  # "", "auto" or "manual"
    license_tag: str = ""
    sha: str = ""
    files: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)  # README.md where it was fetched


@dataclass(frozen=True, slots=True)
class CodeRepoFacts:
    """What the code host answered about a repository a card points to as code."""

    slug: str  # "owner/repo" as the card spells it; the host ignores case
    exists: bool | None = None
    license_spdx: str = ""
    archived: bool = False
    sha: str = ""
    files: tuple[str, ...] = ()
    truncated: bool = False  # the host cut the file list
    texts: Mapping[str, str] = field(default_factory=dict)  # its README where it was fetched


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One model repository at one commit, exactly as the crawl stored it. Detectors read this and nothing else.

    `info` holds the fields of the Hub's list row that detectors use: tags (list), gated ("", "auto", "manual"),
    library_name, pipeline_tag, cardData (the Hub's JSON of the front matter, may be missing), config (parts of
    config.json). `files` is None when the listing itself could not be had; `not_fetched` says why a listed text is
    missing from `texts`. Keys of `datasets` and `code_repos` are the ids as the card spells them, lower-cased.
    """

    repo_id: str
    sha: str = ""
    info: Mapping[str, object] = field(default_factory=dict)
    files: tuple[str, ...] | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    not_fetched: Mapping[str, str] = field(default_factory=dict)
    datasets: Mapping[str, DatasetFacts] = field(default_factory=dict)
    code_repos: Mapping[str, CodeRepoFacts] = field(default_factory=dict)

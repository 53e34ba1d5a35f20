"""The words of the licence engine: terms, clauses, catalogue entries and readings. Imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum

NON_LICENCES = ("unknown", "none", "other")


class TextKind(StrEnum):
    """What sort of file a text is."""

    FULL = "full"  # a licence text
    VARIANT = "variant"  # a known text with other terms added
    MULTI = "multi"  # several licences
    POLICY = "policy"  # a use policy
    POINTER = "pointer"  # names or links a licence without its text
    README = "readme"
    GARBAGE = "garbage"  # no licence: empty, binary, a pointer of Git LFS, a web page
    UNKNOWN = "unknown"  # a text that speaks of no licence


class Source(StrEnum):
    """Where the effective licence of a model stands."""

    FILE = "file"
    LINK = "link"
    CARD = "card"  # the card says so in words
    TAG = "tag"
    NAME = "name"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a licence asks and allows: the fields, their order and their values are those of the `licenses` table.

    A term that no clause and no catalogue entry speaks of is `unknown`: silence is never permission.
    """

    osi_approved: str = "unknown"
    commercial_use: str = "unknown"
    user_cap: int | None = None
    user_cap_unit: str = ""
    revenue_cap: int | None = None
    revenue_cap_unit: str = ""
    geo_exclusion: str = ""
    derivative_same_license: str = "unknown"
    use_restrictions: str = "unknown"
    naming_duty: str = "unknown"
    attribution_duty: str = "unknown"
    output_training_ban: str = "unknown"
    tiered_commercial: str = "unknown"
    derivatives: str = "unknown"

    def with_(self, **changes: str | int | None) -> Terms:
        """The same terms with some of them changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def as_dict(self) -> dict[str, str | int | None]:
        """Column name to value, in the order of the table."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that sets a term. The quote stands literally within its lines (1-based, inclusive, "\\n" between)."""

    term: str
    quote: str
    line_start: int
    line_end: int
    value: str = ""  # what the clause sets the term to
    rule: str = ""  # the rule that found it


@dataclass(frozen=True, slots=True)
class Licence:
    """One entry of the catalogue. `titles` recognise its text; `text_decides` are terms that only a text can tell."""

    id: str
    name: str
    spdx: str
    family: str
    license_class: str
    terms: Terms
    source_url: str = ""
    aliases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    text_decides: tuple[str, ...] = ()
    policy: str = ""  # address of the use policy it incorporates


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text is and what it says.

    `license_id` is an id of the catalogue or "unknown"; `score` is the share of the text that the identification
    explains; `start` and `end` are its span in characters of the decoded text.
    """

    license_id: str
    name: str
    spdx: str
    family: str
    score: float
    license_class: str
    kind: TextKind
    terms: Terms
    clauses: tuple[Clause, ...] = ()
    notes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # further licences found in the same text, ids
    link: str = ""  # the address a pointer gives
    start: int = 0
    end: int = 0
    title: str = ""  # the line the identification begins on, and its number
    title_line: int = 1
    publisher: str = ""  # who publishes the text, as far as it says

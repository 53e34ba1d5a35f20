"""The words of the policy: what is judged and what a judgement says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from crawler.model import FROM_NOTHING, Outcome, Term

_OF_ANOTHER = ("adapter", "quantized", "merge")  # relations whose result holds or needs published weights


class Verdict(StrEnum):
    """The ladder, lowest rung first; `not-determinable` stands beside it."""

    CLOSED = "closed"
    OPEN_ACCESS = "open-access"
    OPEN_WEIGHTS = "open-weights"
    OPEN_SOURCE_AI = "open-source-ai"
    NOT_DETERMINABLE = "not-determinable"


class Osaid(StrEnum):
    """The evidence held against the Open Source AI Definition v1.0 (https://opensource.org/ai/open-source-ai-definition)."""

    MEETS = "meets"
    DOES_NOT_MEET = "does-not-meet"
    NOT_DETERMINABLE = "not-determinable"


class Part(StrEnum):
    """A part the OSAID asks for, as named in `osaid_missing`."""

    WEIGHTS = "weights"
    INFERENCE_CODE = "inference-code"
    TRAINING_CODE = "training-code"
    TRAINING_DATA = "training-data"
    LICENSE = "licence"


class MofClass(StrEnum):
    """A class of the Model Openness Framework, I being the most complete."""

    I = "I"  # noqa: E741 - the framework's own name
    II = "II"
    III = "III"
    UNCLASSIFIED = "unclassified"


class Drift(StrEnum):
    """How the terms a child states depart from those its parent states."""

    SAME = "same"
    TIGHTER = "tighter"
    LOOSER = "looser"
    DROPPED_TERMS = "dropped-terms"
    NO_LICENCE = "no-licence"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LicenseFacts:
    """The effective licence of one repository, in the words of the `licenses` table.

    `license_id` is an id of the catalogue, `none` (looked, there is none), or `unknown` (there is one nobody could
    identify, or nobody could look). The other fields are empty or `unknown` where nothing is known; `terms` holds the
    values of all terms it states, by name.
    """

    license_id: str = "unknown"
    license_class: str = ""
    osi_approved: str = ""
    commercial_use: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imposed:
    """One effective term, and who imposes it: empty for the model itself, else one of its ancestors."""

    term: Term
    by: str = ""
    read_at: str = ""  # day and hour on which the licence of whoever imposes it was read
    url: str = ""  # of the clause at that commit


def base_unknown(relation: str, base_named: bool) -> bool:
    """May something bind a model that nobody knows: the terms of a base that is not named, or could not be read?

    An adapter, a conversion and a merge hold or need the weights of another, published model. A fine-tune need not:
    its publisher may have kept the base, and licenses what is made of it.
    """
    return relation == Outcome.UNKNOWN or (relation in _OF_ANOTHER and not base_named)


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """What is known of one repository's own last step.

    `outcomes` maps the layers and cards (the columns of `models`) to outcomes; one that is missing counts as unknown.
    `relation` is `none` for a model that is said to be made from no other, empty where nothing is said of that, and
    `unknown` where a base may be named in what could not be read; `base_named` says whether one is named at all.
    """

    outcomes: Mapping[str, str] = field(default_factory=dict)
    license: LicenseFacts = LicenseFacts()
    gated: str = ""
    relation: str = ""
    base_named: bool = False

    @property
    def base_unread(self) -> bool:
        """May the model have a base that nobody could read?"""
        return self.relation == Outcome.UNKNOWN

    @property
    def derived(self) -> bool:
        """Is, or may, the model be made from another by what is said of it?"""
        return self.relation not in ("", FROM_NOTHING)

    @property
    def base_unknown(self) -> bool:
        """Does something bind the model that nobody knows: what its unknown base asks?"""
        return base_unknown(self.relation, self.base_named)

    @property
    def origin_open(self) -> bool:
        """Has nobody said what the model was made from, or that there was nothing before?"""
        return not self.base_named and self.relation != FROM_NOTHING

    def outcome(self, question: str) -> Outcome:
        """The outcome of one question; nobody having asked is `unknown`."""
        return Outcome(self.outcomes.get(question) or Outcome.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement of one repository's own last step.

    `floor` is the lowest rung the unknown parts leave possible: equal to `verdict_own` unless that is
    `not-determinable`. `osaid_missing` holds parts that were not found, `osaid_unknown` parts nobody could look at.
    """

    verdict_own: Verdict
    floor: Verdict
    osaid: Osaid
    osaid_missing: tuple[Part, ...]
    osaid_unknown: tuple[Part, ...]
    mof_class: MofClass
    because: tuple[str, ...]
    left_to_base: bool = False  # a step that trains nothing: only its ancestors can answer for training

    @property
    def published(self) -> Verdict:
        """The own verdict as readers are told it: a step that trains nothing is no open-source AI by itself.

        What its ancestors make of it is for the verdict along the family.
        """
        above = self.verdict_own is Verdict.OPEN_SOURCE_AI or self.floor is Verdict.OPEN_WEIGHTS
        return Verdict.OPEN_WEIGHTS if self.left_to_base and above else self.verdict_own

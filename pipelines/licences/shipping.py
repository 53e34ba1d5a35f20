"""May I ship it? One answer from the terms of a model and of all it was made from. Never legal advice.

The strictest model of the family decides: one `no` is a no; else what could not be read makes it unknown; else what is
asked of the user makes it conditional. Silence is never permission.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipelines.licences.clauses.caps import NAMING_ONLY
from pipelines.licences.territories import Excluded, excluded
from pipelines.licences.types import NON_LICENCES

Value = str | int | None
_UNREAD = {
    "use_restrictions": "whether purposes are forbidden",
    "geo_exclusion": "whether territories are excluded",
    "derivative_same_license": "what must travel with derivatives",
    "naming_duty": "whether a name must be displayed",
    "output_training_ban": "whether outputs may train other models",
}


class May(StrEnum):
    """The answer, from the strictest to the freest."""

    NO = "no"
    UNKNOWN = "unknown"
    CONDITIONAL = "conditional"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Use:
    """What somebody means to do: users a month, yearly revenue (in the currency of the text), where, and how."""

    users: int | None = None
    revenue: int | None = None
    territory: str = ""  # two letters of ISO 3166, EU or UK
    derivative: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """What one model of the family imposes. `terms` is empty where nothing is known of them.

    `multimodal` is None where the model does not say what it takes in: some texts exclude territories for such models.
    """

    model: str
    license_id: str = "unknown"
    terms: Mapping[str, Value] = field(default_factory=dict)
    multimodal: bool | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the answer is no freer than `may`; `term` is the column it comes from, `model` whose terms say so."""

    may: May
    says: str
    term: str
    model: str


def weigh(use: Use, family: Iterable[Bound]) -> tuple[Reason, ...]:
    """Everything that stands between the user and a plain yes, the strictest first, each said once."""
    found: dict[tuple[str, str], Reason] = {}
    for bound in family:
        for reason in _reasons(use, bound):
            found.setdefault((reason.says, reason.term), reason)
    return tuple(sorted(found.values(), key=lambda reason: list(May).index(reason.may)))


def strictest(reasons: Iterable[Reason]) -> May:
    """The answer that the reasons leave."""
    return min((reason.may for reason in reasons), key=list(May).index, default=May.YES)


def _reasons(use: Use, bound: Bound) -> Iterator[Reason]:
    def because(may: May, says: str, term: str) -> Reason:
        return Reason(may, says, term, bound.model)

    commercial = "no" if bound.license_id == "none" else bound.terms.get("commercial_use") or "unknown"
    if bound.license_id == "none":
        yield because(May.NO, "no licence was found, so all rights are reserved", "commercial_use")
    elif commercial == "no":
        yield because(May.NO, f"{_named(bound)} does not allow commercial use", "commercial_use")
    elif commercial == "unknown":
        yield because(May.UNKNOWN, f"what {_named(bound)} allows commercially", "commercial_use")
    else:
        conditions = [because(*reason) for reason in (*_limits(use, bound), *_duties(use, bound))]
        yield from conditions
        if commercial == "conditional" and not conditions and not _caps(bound):
            yield because(May.CONDITIONAL, f"you meet the conditions of {_named(bound)}", "commercial_use")


def _limits(use: Use, bound: Bound) -> Iterator[tuple[May, str, str]]:
    for term, number, unit in _caps(bound):
        asked = use.users if term == "user_cap" else use.revenue
        yield from _limit(term, number, unit, asked)
    yield from _territory(use, bound)
    if bound.terms.get("derivatives") == "no" and use.derivative:
        yield May.NO, f"{_named(bound)} allows no derivatives", "derivatives"
    elif bound.terms.get("derivatives") == "not-shared" and use.derivative:
        yield May.CONDITIONAL, "you keep derivatives to yourself", "derivatives"


def _limit(term: str, number: int, unit: str, asked: int | None) -> Iterator[tuple[May, str, str]]:
    """A cap that the use stays within asks nothing; nobody having said how large it is leaves it a condition."""
    limit = f"{number:,} {unit.removesuffix(NAMING_ONLY)}"
    if NAMING_ONLY in unit:
        if asked is None or asked >= number:
            yield May.CONDITIONAL, f"you display the name it asks for above {limit}", "naming_duty"
    elif asked is None:
        yield May.CONDITIONAL, f"you stay below {limit}", term
    elif asked >= number:
        yield May.NO, f"above {limit} a separate licence is needed", term


def _caps(bound: Bound) -> list[tuple[str, int, str]]:
    named = ((term, bound.terms.get(term), str(bound.terms.get(f"{term}_unit") or "")) for term in CAPS)
    return [(term, number, unit) for term, number, unit in named if isinstance(number, int) and number > 0]


CAPS = ("user_cap", "revenue_cap")


def _territory(use: Use, bound: Bound) -> Iterator[tuple[May, str, str]]:
    silent = "unknown" if bound.license_id in NON_LICENCES else ""  # a text nobody knows allows nothing by silence
    said = str(bound.terms.get("geo_exclusion") or silent)
    match excluded(said, use.territory, bound.multimodal):
        case Excluded.YES:
            yield May.NO, f"{_named(bound)} grants nothing in: {said}", "geo_exclusion"
        case Excluded.MAYBE if use.territory:
            yield May.UNKNOWN, f"whether {_named(bound)} excludes {use.territory} ({said})", "geo_exclusion"
        case Excluded.MAYBE:
            yield May.CONDITIONAL, f"you are not where it may grant nothing: {said}", "geo_exclusion"


def _duties(use: Use, bound: Bound) -> Iterator[tuple[May, str, str]]:
    terms = bound.terms
    if terms.get("use_restrictions") == "yes":
        yield May.CONDITIONAL, "you keep to the purposes it allows", "use_restrictions"
    if terms.get("derivative_same_license") == "yes":
        yield May.CONDITIONAL, f"what you pass on stays under {_named(bound)}", "derivative_same_license"
    elif terms.get("derivative_same_license") == "pass-through":
        yield May.CONDITIONAL, "its terms travel with what you pass on", "derivative_same_license"
    if terms.get("naming_duty") == "yes":
        yield May.CONDITIONAL, "you display the name it asks for", "naming_duty"
    if terms.get("output_training_ban") == "yes":
        yield May.CONDITIONAL, "its outputs train no other model", "output_training_ban"
    if terms.get("tiered_commercial") == "yes" and not _caps(bound):
        yield May.CONDITIONAL, "you are of the class of users it is free for", "tiered_commercial"
    if unread := [says for term, says in _UNREAD.items() if terms.get(term) == "unknown" and term != "geo_exclusion"]:
        yield May.CONDITIONAL, f"what could not be read asks nothing more ({'; '.join(unread)})", "commercial_use"


def _named(bound: Bound) -> str:
    return "a licence that could not be identified" if bound.license_id in ("", "unknown") else bound.license_id

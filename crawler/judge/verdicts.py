"""The columns of `models` that the policy fills, from everything that is known of a model and of its family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from crawler.judge.above import Above
from crawler.judge.term_sets import TermSets
from pipelines import verdict
from pipelines.verdict import Judgement, Osaid, Part
from pipelines.verdict.strictest import Terms, value_of


class Case(NamedTuple):
    """What a model's columns follow from, beside its terms."""

    own: int  # its judgement
    above: int  # what its ancestors leave
    drift: str
    claims: str
    copied: bool  # every claim of its card is an ancestor's


class Conclusions:
    """The policy's columns, once for every case and for every content of a set of terms that occurs."""

    def __init__(self, sets: TermSets, judgements: Sequence[Judgement], above: Above) -> None:
        self._sets, self._judgements, self._above = sets, judgements, above
        self._made: dict[tuple[Case, int, int], dict[str, Any]] = {}
        self._bound: dict[int, dict[str, Any]] = {}
        self._distinct: dict[tuple[Any, ...], dict[str, Any]] = {}
        self._missing: dict[tuple[tuple[Part, ...], frozenset[Part]], str] = {}

    def of(self, case: Case, terms: int, inherited: Mapping[str, str]) -> Mapping[str, Any]:
        """The columns of a case under a set of terms, by number, with those it inherits.

        Equal arguments give one and the same mapping. `inherited` is told by its identity, and must outlive this.
        """
        bound = self._bound_by(self._sets.content[terms])
        key = case, id(bound), id(inherited)
        if key not in self._made:
            self._made[key] = {**self._conclude(case, bound["commercial_use"]), **bound, **inherited}
        return self._made[key]

    def _bound_by(self, content: int) -> dict[str, Any]:
        if content not in self._bound:
            made = _bound(self._sets.terms_of(content))
            self._bound[content] = self._distinct.setdefault(tuple(made.values()), made)
        return self._bound[content]

    def _conclude(self, case: Case, use: str) -> dict[str, Any]:
        own, above = self._judgements[case.own], self._above.ranks(case.above)
        final = verdict.bound_by(verdict.verdict_of(own.verdict_own, above.cap, own.floor), use)
        osaid = verdict.osaid_of(own.osaid, above.osaid)
        if osaid is Osaid.MEETS and use == "unknown":
            osaid = Osaid.NOT_DETERMINABLE
        return {
            "verdict_own": own.published.value,
            "verdict": final.value,
            "osaid": osaid.value,
            "osaid_missing": self._missed(own.osaid_missing, above.missing),
            "mof_class": verdict.mof_of(own.mof_class, above.mof).value,
            "openwashing": verdict.openwashing(case.claims, final, copied=case.copied).value,
            "drift": case.drift,
        }

    def _missed(self, own: tuple[Part, ...], above: frozenset[Part]) -> str:
        if (own, above) not in self._missing:
            self._missing[own, above] = ",".join(verdict.missing_with_base(own, above))
        return self._missing[own, above]


def _bound(terms: Terms) -> dict[str, Any]:
    cap, where = value_of(terms, "user_cap"), value_of(terms, "geo_exclusion")
    return {
        "commercial_use": value_of(terms, "commercial_use"),
        "user_cap": int(cap) if cap.isdigit() else None,
        "geo_exclusion": "" if where == "no" else where,
        "derivative_same_license": value_of(terms, "derivative_same_license"),
    }


def contradict(db: Database, repo_id: str, license_id: str, concluded: Mapping[str, Any]) -> None:
    """Lay the parts that are missing beside every claim of a model."""
    parts = concluded["osaid_missing"].split(",") if concluded["osaid_missing"] else []
    against = ",".join(verdict.contradicted_by(parts, license_id or "unknown"))
    db.execute(
        "UPDATE claims SET contradicted_by = ?1 WHERE repo_id = ?2 AND contradicted_by IS NOT ?1", (against, repo_id)
    )

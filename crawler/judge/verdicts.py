"""The columns of `models` that the policy fills, from everything that is known of a model and of its family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from crawler.judge.above import Ranks
from crawler.judge.affected import Row
from crawler.judge.term_sets import TermSets
from crawler.store import models
from pipelines import verdict
from pipelines.verdict import Judgement, Osaid
from pipelines.verdict.strictest import Terms, value_of


@dataclass(frozen=True, slots=True)
class Case:
    """What a model's columns follow from: its own judgement, what its ancestors leave, the effective terms, drift."""

    own: Judgement
    above: Ranks
    content: int  # of the set of effective terms
    drift: str
    claims: str
    copied: bool  # every claim of its card is an ancestor's


class Conclusions:
    """The policy's columns, once for every case that occurs."""

    def __init__(self, sets: TermSets) -> None:
        self._sets = sets
        self._made: dict[tuple[object, ...], dict[str, Any]] = {}

    def of(self, case: Case, terms: int) -> dict[str, Any]:
        """The columns of a case; `terms` is its set, by number."""
        key = id(case.own), id(case.above), case.content, case.drift, case.claims, case.copied
        if key not in self._made:
            self._made[key] = _conclude(case, self._sets.terms(terms))
        return self._made[key]


def _conclude(case: Case, terms: Terms) -> dict[str, Any]:
    own, above, use = case.own, case.above, value_of(terms, "commercial_use")
    final = verdict.bound_by(verdict.verdict_of(own.verdict_own, above.cap, own.floor), use)
    osaid = verdict.osaid_of(own.osaid, above.osaid)
    if osaid is Osaid.MEETS and use == "unknown":
        osaid = Osaid.NOT_DETERMINABLE
    return {
        "verdict_own": own.verdict_own.value,
        "verdict": final.value,
        "osaid": osaid.value,
        "osaid_missing": ",".join(verdict.missing_with_base(own.osaid_missing, above.missing)),
        "mof_class": verdict.mof_of(own.mof_class, above.mof).value,
        "openwashing": verdict.openwashing(case.claims, final, copied=case.copied).value,
        "drift": case.drift,
        **_bound(terms, use),
    }


def _bound(terms: Terms, use: str) -> dict[str, Any]:
    cap, where = value_of(terms, "user_cap"), value_of(terms, "geo_exclusion")
    return {
        "commercial_use": use,
        "user_cap": int(cap) if cap.isdigit() else None,
        "geo_exclusion": "" if where == "no" else where,
        "derivative_same_license": value_of(terms, "derivative_same_license"),
    }


def store(
    db: Database, run_id: str, cause: str, row: Row, concluded: Mapping[str, Any], inherited: Mapping[str, str]
) -> None:
    """Write what differs; a claim is laid beside the parts that are missing."""
    if row["claims_open_source"] == "yes":
        parts = concluded["osaid_missing"].split(",") if concluded["osaid_missing"] else []
        against = ",".join(
            verdict.contradicted_by(parts, inherited.get("license_id") or row["license_id"] or "unknown")
        )
        db.execute(
            "UPDATE claims SET contradicted_by = ?1 WHERE repo_id = ?2 AND contradicted_by IS NOT ?1",
            (against, row["repo_id"]),
        )
    models.update(db, run_id, row, {**concluded, **inherited}, cause)

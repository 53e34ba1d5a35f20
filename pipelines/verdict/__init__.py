"""The verdict policy: outcomes and licence facts in, verdicts with reasons out. Pure; in prose: docs/verdicts.md."""

from __future__ import annotations

from pipelines.verdict.claims import contradicted_by, openwashing
from pipelines.verdict.drift import drift, worst
from pipelines.verdict.freedoms import Freedom, freedoms
from pipelines.verdict.ladder import judge
from pipelines.verdict.lineage import (
    CAP_RANK,
    MOF_RANK,
    NO_ANCESTOR,
    OSAID_RANK,
    UNKNOWN_ANCESTOR,
    UNKNOWN_ANCESTOR_MOF,
    UNKNOWN_ANCESTOR_OSAID,
    bound_by,
    cap_rank,
    missing_with_base,
    mof_of,
    osaid_of,
    verdict_of,
)
from pipelines.verdict.mof import Component, components
from pipelines.verdict.reasons import reasons
from pipelines.verdict.types import (
    Drift,
    Imposed,
    Judgement,
    LicenseFacts,
    MofClass,
    Osaid,
    OwnFacts,
    Part,
    Verdict,
    base_unknown,
)

VERSION = 11  # of the policy in code; raise it when a verdict may change: stored judgements are made anew

__all__ = [
    "CAP_RANK",
    "MOF_RANK",
    "NO_ANCESTOR",
    "OSAID_RANK",
    "UNKNOWN_ANCESTOR",
    "UNKNOWN_ANCESTOR_MOF",
    "UNKNOWN_ANCESTOR_OSAID",
    "VERSION",
    "Component",
    "Drift",
    "Freedom",
    "Imposed",
    "Judgement",
    "LicenseFacts",
    "MofClass",
    "Osaid",
    "OwnFacts",
    "Part",
    "Verdict",
    "base_unknown",
    "bound_by",
    "cap_rank",
    "components",
    "contradicted_by",
    "drift",
    "freedoms",
    "judge",
    "missing_with_base",
    "mof_of",
    "openwashing",
    "osaid_of",
    "reasons",
    "verdict_of",
    "worst",
]

"""The four freedoms of a version of the Open Source AI Definition, held against terms and against what is published.

Terms come first: one that denies a freedom decides. An OSI approval of every licence concerned grants what no term
speaks of; without one a term that is unknown leaves the freedom unknown. The rules are `osaid.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from crawler.model import Outcome

VERSIONS: Mapping[str, dict[str, Any]] = tomllib.loads(
    files("pipelines.verdict").joinpath("osaid.toml").read_text("utf-8")
)["version"]
CURRENT = "1.0"


@dataclass(frozen=True, slots=True)
class Freedom:
    """One freedom: yes, no or unknown, and what stands against it: terms by name, then parts."""

    name: str
    answer: Outcome
    against: tuple[str, ...] = ()


def freedoms(
    values: Mapping[str, str], missing: Collection[str] = (), unread: Collection[str] = (), version: str = CURRENT
) -> tuple[Freedom, ...]:
    """Every freedom under terms with these `values`, by name, where the parts `missing` and `unread` are not there.

    Raises KeyError for a version not known.
    """
    return tuple(_freedom(rule, values, missing, unread) for rule in VERSIONS[version]["freedom"])


def denied(values: Mapping[str, str], version: str = CURRENT) -> tuple[str, ...]:
    """The freedoms that terms with these values deny, whatever is published."""
    return tuple(rule["name"] for rule in VERSIONS[version]["freedom"] if _denying(rule, values))


def _freedom(
    rule: Mapping[str, Any], values: Mapping[str, str], missing: Collection[str], unread: Collection[str]
) -> Freedom:
    against = (*_denying(rule, values), *(part for part in rule["needs"] if part in missing))
    if against:
        return Freedom(rule["name"], Outcome.NO, against)
    approved = values.get("osi_approved") == "yes"
    open_terms = () if approved else (name for name in rule["denied"] if values.get(name, "unknown") == "unknown")
    unknown = (*open_terms, *(part for part in rule["needs"] if part in unread))
    return Freedom(rule["name"], Outcome.UNKNOWN if unknown else Outcome.YES, unknown)


def _denying(rule: Mapping[str, Any], values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name, bad in rule["denied"].items() if _is_one_of(values.get(name, ""), bad))


def _is_one_of(value: str, bad: Collection[str]) -> bool:
    return value in bad or ("*" in bad and value not in ("", "no", "unknown"))

"""Why a verdict is no higher, in sentences: what the effective terms allow first, then the parts that are wanting.

The effective terms are those of the whole family. So the first sentence says whose they are, the model's own licence is
called its own, and every ancestor that asks for something is named with the place of its clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from crawler.model import Outcome
from pipelines.verdict import terms
from pipelines.verdict.strictest import CONDITIONS
from pipelines.verdict.types import Imposed, Judgement, LicenseFacts, OwnFacts

_ASKS = {
    "user_cap": "a limit of users",
    "revenue_cap": "a limit of revenue",
    "geo_exclusion": "no use in {value}",
    "derivative_same_license": "terms that travel with derivatives",
    "use_restrictions": "keeping to the purposes it allows",
    "naming_duty": "a name that is displayed",
    "output_training_ban": "no training of other models with outputs",
    "tiered_commercial": "a separate licence from some users",
}
_GATES = {"manual": " once the publisher lets you in", "auto": " behind a gate"}
_UNKNOWN_BASE = {  # by what is known: something was there that could not be read, or nothing is named
    True: "what the model was made from could not be read, and its terms may bind",
    False: "what the model was made from is not named, and its terms bind",
}


def reasons(own: OwnFacts, judgement: Judgement, effective: Sequence[Imposed], *, silent: bool) -> tuple[str, ...]:
    """Sentences on one model under its effective terms; `silent` where it states no licence itself.

    Where no effective terms are stored, those of its licence are spoken of.
    """
    return (*_access(own, effective, silent), *judgement.because)


def _access(own: OwnFacts, effective: Sequence[Imposed], silent: bool) -> Iterator[str]:
    weights = own.outcome("weights")
    if weights is Outcome.NO:
        yield "no weights are published"
    elif weights not in (Outcome.YES, Outcome.PARTIAL):
        yield "whether weights are published could not be determined"
    else:
        yield f"weights can be downloaded{_GATES.get(own.gated, '')}, {_use(own, effective)}"
        if not silent:
            yield from _own_licence(own.license, effective)
        yield from _ancestors(effective)


def _use(own: OwnFacts, effective: Sequence[Imposed]) -> str:
    """What the strictest of the family lets everybody do."""
    deciding = next((one for one in effective if one.term.term == "commercial_use"), None)
    if deciding is None:
        return f"and {_allows(own.license, '', own)}"
    values = {one.term.term: one.term.value for one in effective}
    bound = LicenseFacts(deciding.term.license_id, commercial_use=deciding.term.value, terms=values)
    return f"and {_allows(bound, deciding.by, own)}"


def _allows(license: LicenseFacts, by: str, own: OwnFacts) -> str:
    whose, use = terms.whose(license, by), terms.commercial_use(license)
    if license.license_id == "none":
        return f"all rights are reserved: no licence was found{f' of its ancestor {by}' if by else ''}"
    if use is Outcome.NO:
        return f"{whose} does not let everybody use them"
    if own.base_unknown:
        return _UNKNOWN_BASE[own.base_unread]
    if use is Outcome.UNKNOWN:
        return f"what {whose} allows is not known"
    return f"{whose} allows commercial use {terms.how(license)}"


def _own_licence(license: LicenseFacts, effective: Sequence[Imposed]) -> Iterator[str]:
    """What the model's own licence would allow, where an ancestor asks for more."""
    allowed = terms.commercial_use(license) in (Outcome.YES, Outcome.PARTIAL)
    if allowed and any(one.by and one.term.term in ("commercial_use", *CONDITIONS) for one in effective):
        yield f"{terms.whose(license)} alone would allow commercial use {terms.how(license)}"


def _ancestors(effective: Sequence[Imposed]) -> Iterator[str]:
    """What each ancestor asks, and where: its clauses bind whatever the model's own licence says."""
    asked = [one for one in effective if one.by and one.term.term in terms.conditions({one.term.term: one.term.value})]
    for (by, license_id), ones in groupby(sorted(asked, key=_source), key=_source):
        said = "; ".join(_asked(one) for one in ones)
        yield f"{terms.whose(LicenseFacts(license_id), by)} asks for {said}"


def _source(one: Imposed) -> tuple[str, str]:
    return one.by, one.term.license_id


def _asked(one: Imposed) -> str:
    term = one.term
    says = f"at most {int(term.value):,} {term.unit}" if term.value.isdigit() else _ASKS[term.term]
    place = f" ({term.path}{f':{term.line_start}' if term.line_start else ''})" if term.path and term.quote else ""
    return f"{says.format(value=term.value)}{place}"

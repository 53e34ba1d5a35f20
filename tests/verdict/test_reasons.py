"""Whatever licence an ancestor is under, the first reason says what the answer box says."""

from __future__ import annotations

import pytest

from crawler.model import Term
from pipelines.licences import catalogue
from pipelines.licences.own_terms import stated_terms
from pipelines.licences.shipping import Bound, Use, strictest, weigh
from pipelines.verdict import Imposed, LicenseFacts, OwnFacts, judge, reasons
from pipelines.verdict.strictest import key, stricter
from tests.reading.test_agreement import SAYS
from tests.verdict.test_ladder import FULL


def stated(license_id):
    entry = catalogue()[license_id]
    terms = [Term(name, value, license_id, unit) for name, value, unit in stated_terms(license_id, entry.terms)]
    return {key(term): term for term in terms}


def facts(license_id):
    entry, terms = catalogue()[license_id], stated(license_id)
    values = {name: term.value for (name, _), term in terms.items()}
    return LicenseFacts(
        license_id, entry.license_class, entry.terms.osi_approved, values.get("commercial_use", ""), values
    )


@pytest.mark.parametrize("base", sorted(catalogue()))
@pytest.mark.parametrize("own", ["apache-2.0", "llama3.1"])
def test_reason_and_answer_agree_for_every_licence_of_a_base(own, base):
    held, met = stated(own), stated(base)
    effective = {name: Imposed(term) for name, term in held.items()}
    effective |= {name: Imposed(met[name], "heron/base") for name in stricter(held, met)}
    tune = OwnFacts(FULL, facts(own), relation="finetune", base_named=True)
    first, *rest = reasons(tune, judge(tune), tuple(effective.values()), silent=False)
    bounds = [
        Bound(name, id, catalogue()[id].terms.as_dict()) for name, id in (("gull/tune", own), ("heron/base", base))
    ]
    expected = next(answers for words, answers in SAYS if words in first)
    assert strictest(weigh(Use(), bounds)) in expected, first
    asks = [one for one in effective.values() if one.by and one.term.value.isdigit()]
    assert all(any(f"{int(one.term.value):,}" in reason and base in reason for reason in rest) for one in asks)

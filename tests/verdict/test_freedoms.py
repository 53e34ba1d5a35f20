from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.licences import catalogue
from pipelines.verdict import LicenseFacts, OwnFacts, Part, freedoms, judge
from tests.verdict.test_ladder import FULL

FREE = {"osi_approved": "yes", "commercial_use": "yes", "derivatives": "yes"}
UNREAD = dict.fromkeys(("osi_approved", "commercial_use", "derivatives", "use_restrictions", "user_cap"), "unknown")


def answers(values, missing=(), unread=()):
    return {one.name: one.answer.value for one in freedoms(values, missing, unread)}


def all_are(answer):
    return dict.fromkeys(("use", "study", "modify", "share"), answer)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (FREE, all_are("yes")),
        ({**FREE, "commercial_use": "no"}, {**all_are("yes"), "use": "no", "share": "no"}),
        ({**FREE, "commercial_use": "conditional"}, {**all_are("yes"), "use": "no"}),
        ({**FREE, "use_restrictions": "yes"}, {**all_are("yes"), "use": "no"}),
        ({**FREE, "user_cap": "700000000"}, {**all_are("yes"), "use": "no"}),
        ({**FREE, "user_cap": "no", "geo_exclusion": "no"}, all_are("yes")),
        ({**FREE, "geo_exclusion": "EU"}, {**all_are("yes"), "use": "no"}),
        ({**FREE, "derivatives": "no"}, {**all_are("yes"), "modify": "no", "share": "no"}),
        ({**FREE, "derivatives": "not-shared"}, {**all_are("yes"), "share": "no"}),
        ({**FREE, "naming_duty": "yes", "derivative_same_license": "yes"}, all_are("yes")),
        (UNREAD, {**all_are("unknown"), "study": "yes"}),
    ],
)
def test_terms_deny_freedoms_and_silence_grants_none(values, expected):
    assert answers(values) == expected


def test_without_the_form_to_modify_nobody_can_study_or_modify():
    assert answers(FREE, missing=["training-data"]) == {**all_are("yes"), "study": "no", "modify": "no"}
    assert answers(FREE, unread=["training-code"]) == {**all_are("yes"), "study": "unknown", "modify": "unknown"}
    assert answers(FREE, missing=["weights"]) == all_are("no")


def test_what_stands_against_a_freedom_is_named():
    use = freedoms({**FREE, "user_cap": "5000", "use_restrictions": "yes"}, ["weights"])[0]
    assert use.against == ("use_restrictions", "user_cap", "weights")


@pytest.mark.parametrize("term", [("use_restrictions", "yes"), ("derivatives", "no"), ("geo_exclusion", "EU")])
def test_an_approved_licence_with_a_term_against_a_freedom_is_no_open_licence(term):
    values = {**FREE, term[0]: term[1]}
    judged = judge(OwnFacts(FULL, LicenseFacts("apache-2.0", "permissive", "yes", "yes", values)))
    assert (judged.osaid, judged.osaid_missing, judged.verdict_own) == (
        "does-not-meet", (Part.LICENSE,), "open-weights",
    )  # fmt: skip
    assert any("denies the freedom to" in reason for reason in judged.because)


@given(st.sampled_from(sorted(catalogue())))
def test_every_licence_the_osi_approved_grants_all_four(license_id):
    entry = catalogue()[license_id]
    if entry.terms.osi_approved == "yes":
        values = {name: str(value or "") for name, value in entry.terms.as_dict().items()}
        assert answers(values) == all_are("yes")

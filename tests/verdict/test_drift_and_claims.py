from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.model import Term
from pipelines.licences import catalogue
from pipelines.licences.own_terms import NAMES
from pipelines.verdict import Verdict, contradicted_by, drift, openwashing, worst
from pipelines.verdict.strictest import key, stricter, strictness, value_of

FREE = {"commercial_use": "yes", "derivatives": "yes", "osi_approved": "yes", "derivative_same_license": "no"}
CAPPED = {
    "commercial_use": "conditional", "osi_approved": "no", "user_cap": "1000", "naming_duty": "yes",
    "derivative_same_license": "pass-through", "use_restrictions": "yes",
}  # fmt: skip


def terms(license_id, *territories, **said):
    """A set of terms: those not named are `no` for a known licence, and unknown for an unknown one."""
    silent = "unknown" if license_id == "unknown" else "no"
    values = {**dict.fromkeys(NAMES, silent), **({} if license_id == "unknown" else FREE), **said}
    rows = [Term(name, value, license_id) for name, value in values.items()]
    rows += [Term("geo_exclusion", where, license_id) for where in territories]
    return {key(term): term for term in rows}


MIT, APACHE, GPL = terms("mit"), terms("apache-2.0"), terms("gpl-3.0", derivative_same_license="yes")
GULL, TERN = terms("gull-1", **CAPPED), terms("tern-2", "EU", **{**CAPPED, "user_cap": "500"})
NC = terms("gull-nc", commercial_use="no", osi_approved="no")
NONE = terms("none", commercial_use="no", derivatives="no", osi_approved="no")
UNREAD = terms("unknown")
STRICTEST = {**dict.fromkeys(NAMES, "yes"), "osi_approved": "no", "commercial_use": "no", "derivatives": "no"}
ALL = (MIT, APACHE, GPL, GULL, TERN, NC, NONE, UNREAD)


@pytest.mark.parametrize(
    ("parent", "child", "word"),
    [
        (APACHE, APACHE, "same"),
        (APACHE, MIT, "same"),
        (GULL, APACHE, "dropped-terms"),
        (GPL, APACHE, "dropped-terms"),
        (TERN, GULL, "dropped-terms"),
        (GULL, TERN, "tighter"),
        (APACHE, GPL, "tighter"),
        (MIT, NC, "tighter"),
        (NC, GULL, "looser"),
        (NC, APACHE, "looser"),
        (NONE, MIT, "looser"),
        (APACHE, NONE, "tighter"),
        (UNREAD, APACHE, "unknown"),
        (APACHE, UNREAD, "unknown"),
        (UNREAD, UNREAD, "unknown"),
    ],
)
def test_drift(parent, child, word):
    assert drift(parent, child) == word


def test_a_model_without_a_word_on_licences_departs_by_having_none():
    assert drift(APACHE, NONE, child_silent=True) == "no-licence"


@given(*[st.sampled_from(ALL)] * 2)
def test_what_asks_less_one_way_asks_more_the_other(one, other):
    less = ("looser", "dropped-terms")
    if drift(one, other) == "tighter":
        assert drift(other, one) in less
    assert (drift(one, other) == "same") == (drift(other, one) == "same")


def test_the_drift_of_a_model_is_the_worst_of_its_edges():
    assert worst([drift(APACHE, MIT), drift(NC, MIT), drift(GULL, MIT)]) == "looser"
    assert worst([]) is None


def join(*sets):
    held = {}
    for met in sets:
        held = {**held, **{name: met[name] for name in stricter(held, met)}}
    return held


@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=5), st.randoms())
def test_neither_order_nor_repetition_changes_what_binds(sets, random):
    shuffled = sets * 2
    random.shuffle(shuffled)
    one, other = join(*sets), join(*shuffled)
    assert {name: strictness(term) for name, term in one.items()} == {n: strictness(t) for n, t in other.items()}


@pytest.mark.parametrize(
    ("sets", "name", "value"),
    [
        ((APACHE, GULL), "commercial_use", "conditional"),
        ((APACHE, UNREAD), "commercial_use", "unknown"),
        ((GULL, UNREAD), "commercial_use", "unknown"),
        ((NC, UNREAD), "commercial_use", "no"),
        ((GULL, UNREAD), "user_cap", "1000"),
        ((APACHE, UNREAD), "user_cap", "unknown"),
        ((GULL, TERN), "user_cap", "500"),
        ((GULL, UNREAD), "naming_duty", "yes"),
        ((APACHE, TERN), "geo_exclusion", "EU"),
        ((UNREAD, TERN), "geo_exclusion", "EU"),
        ((TERN, terms("gull-4", "EU (large models only)", "UK")), "geo_exclusion", "EU, UK"),
        ((MIT, GPL, GULL), "derivative_same_license", "yes"),
        ((MIT, APACHE), "geo_exclusion", "no"),
    ],
)
def test_the_strictest_binds_and_what_is_unknown_frees_nothing(sets, name, value):
    assert value_of(join(*sets), name) == value


def test_every_value_of_the_catalogue_has_its_place_in_the_order():
    """A value nobody ordered would count as the strictest."""
    for entry in catalogue().values():
        for name, value in entry.terms.as_dict().items():
            if name in NAMES and name not in ("user_cap", "revenue_cap", "geo_exclusion"):
                assert strictness(Term(name, str(value), entry.id)) <= strictness(Term(name, STRICTEST[name], ""))


@pytest.mark.parametrize(
    ("claims", "verdict", "word"),
    [
        ("yes", "open-weights", "yes"),
        ("yes", "open-access", "yes"),
        ("yes", "closed", "yes"),
        ("yes", "open-source-ai", "no"),
        ("yes", "not-determinable", "unknown"),
        ("no", "not-determinable", "no"),
        ("no", "open-weights", "no"),
        ("unknown", "open-weights", "unknown"),
        ("", "open-weights", "unknown"),
        ("error", "open-access", "unknown"),
    ],
)
def test_openwashing_is_a_claim_beside_a_lower_verdict(claims, verdict, word):
    assert openwashing(claims, Verdict(verdict)) == word


def test_a_sentence_copied_from_an_ancestor_is_the_ancestors_claim():
    assert openwashing("yes", Verdict.OPEN_WEIGHTS, copied=True) == "no"


def test_a_claim_is_contradicted_by_the_parts_that_are_missing():
    missing = ("training-data", "licence", "base:training-code")
    assert contradicted_by(missing, "llama3") == ("training-data", "licence:llama3", "base:training-code")
    assert contradicted_by((), "apache-2.0") == ()

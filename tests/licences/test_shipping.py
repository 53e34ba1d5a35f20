"""May I ship it, from terms alone: no ancestor and nothing unread can make an answer freer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.licences.shipping import Bound, May, Use, strictest, weigh
from pipelines.licences.territories import Excluded, excluded, normal

FREE = {"commercial_use": "yes", "use_restrictions": "no", "geo_exclusion": ""}
_OUTCOMES = st.sampled_from(["yes", "no", "unknown"])
BOUNDS = st.builds(
    Bound,
    st.sampled_from(["a/one", "b/two"]),
    st.sampled_from(["none", "unknown", "gull-1.0"]),
    st.fixed_dictionaries({}, optional={
        "commercial_use": st.sampled_from(["yes", "no", "conditional", "unknown"]), "use_restrictions": _OUTCOMES,
        "user_cap": st.integers(0, 10**9), "user_cap_unit": st.just("MAU"), "revenue_cap": st.integers(0, 10**9),
        "geo_exclusion": st.sampled_from(["", "EU", "EU, UK", "EU (multimodal models only)", "unknown"]),
        "derivative_same_license": st.sampled_from(["yes", "pass-through", "no", "unknown"]), "naming_duty": _OUTCOMES,
    }),
    st.sampled_from([True, False, None]),
)  # fmt: skip
USES = st.builds(
    Use, st.none() | st.integers(0, 10**10), st.none() | st.integers(0, 10**10), st.sampled_from(["", "EU", "DE", "US"])
)


def answer(use: Use, *family: Bound) -> May:
    return strictest(weigh(use, family))


@given(USES, st.lists(BOUNDS, min_size=1), BOUNDS)
def test_another_ancestor_never_makes_an_answer_freer(use, family, more):
    order = list(May)
    assert order.index(answer(use, *family, more)) == min(
        order.index(answer(use, *family)), order.index(answer(use, more))
    )


@given(USES, st.sampled_from(["unknown", "gull-1.0"]))
def test_nothing_known_is_never_a_yes(use, license_id):
    assert answer(use, Bound("a/one", license_id)) is May.UNKNOWN


@given(BOUNDS, USES)
def test_what_was_not_told_of_a_use_stays_a_condition(bound, use):
    told = answer(Use(), bound)
    if told in (May.NO, May.YES):
        assert answer(use, bound) in ((May.NO,) if told is May.NO else (May.YES, May.NO))


@pytest.mark.parametrize(
    ("terms", "use", "may"),
    [
        (FREE, Use(), May.YES),
        ({**FREE, "user_cap": 100, "user_cap_unit": "MAU"}, Use(users=99), May.YES),
        ({**FREE, "user_cap": 100, "user_cap_unit": "MAU"}, Use(users=100), May.NO),
        ({**FREE, "user_cap": 100, "user_cap_unit": "MAU (naming only)"}, Use(users=100), May.CONDITIONAL),
        ({**FREE, "revenue_cap": 100, "revenue_cap_unit": "USD/yr"}, Use(users=5), May.CONDITIONAL),
        ({**FREE, "geo_exclusion": "EU"}, Use(territory="DE"), May.NO),
        ({**FREE, "geo_exclusion": "unknown"}, Use(territory="DE"), May.UNKNOWN),
        ({**FREE, "geo_exclusion": "unknown"}, Use(), May.CONDITIONAL),
        ({**FREE, "use_restrictions": "unknown"}, Use(), May.CONDITIONAL),
        ({**FREE, "commercial_use": "conditional"}, Use(users=1), May.CONDITIONAL),
        ({**FREE, "derivatives": "no"}, Use(derivative=True), May.NO),
        ({**FREE, "derivatives": "no"}, Use(), May.YES),
    ],
)
def test_a_use_is_held_against_the_terms(terms, use, may):
    assert answer(use, Bound("a/one", "gull-1.0", terms)) is may


def test_an_unknown_text_that_is_silent_on_territories_excludes_them_perhaps():
    assert answer(Use(territory="DE"), Bound("a/one", "unknown", FREE)) is May.UNKNOWN
    assert answer(Use(), Bound("a/one", "unknown", FREE)) is May.CONDITIONAL


@pytest.mark.parametrize(
    ("said", "territory", "multimodal", "expected"),
    [
        ("EU, UK, KR", "GB", None, Excluded.YES),
        ("EU, UK, KR", "US", None, Excluded.NO),
        ("EU (multimodal models only)", "EU", True, Excluded.YES),
        ("EU (multimodal models only)", "EU", False, Excluded.NO),
        ("EU (multimodal models only)", "FR", None, Excluded.MAYBE),
        ("DE", "EU", None, Excluded.MAYBE),
    ],
)  # fmt: skip
def test_territories_and_their_notes(said, territory, multimodal, expected):
    assert excluded(said, normal(territory), multimodal) is expected

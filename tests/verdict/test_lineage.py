from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.verdict import (
    CAP_RANK,
    NO_ANCESTOR,
    UNKNOWN_ANCESTOR,
    Judgement,
    MofClass,
    Osaid,
    Verdict,
    cap_rank,
    missing_with_base,
    mof_of,
    osaid_of,
    verdict_of,
)

RUNGS = ("closed", "open-access", "open-weights", "open-source-ai")
verdicts = st.sampled_from(Verdict)
ancestries = st.lists(verdicts, max_size=6)


def capped(own, ancestors):
    return verdict_of(own, min((CAP_RANK[a] for a in ancestors), default=NO_ANCESTOR))


def judgement(verdict, osaid):
    return Judgement(Verdict(verdict), Verdict.CLOSED, Osaid(osaid), (), (), MofClass.UNCLASSIFIED, ())


@pytest.mark.parametrize(
    ("own", "ancestor", "verdict"),
    [
        ("open-source-ai", "open-source-ai", "open-source-ai"),
        ("open-source-ai", "open-weights", "open-weights"),
        ("open-source-ai", "open-access", "open-access"),
        ("open-source-ai", "closed", "open-weights"),
        ("open-source-ai", "not-determinable", "not-determinable"),
        ("open-weights", "not-determinable", "open-weights"),
        ("open-weights", "closed", "open-weights"),
        ("open-weights", "open-access", "open-access"),
        ("open-access", "open-source-ai", "open-access"),
        ("closed", "open-source-ai", "closed"),
        ("not-determinable", "open-source-ai", "not-determinable"),
    ],
)
def test_an_ancestor_caps(own, ancestor, verdict):
    assert capped(Verdict(own), [Verdict(ancestor)]) == verdict


def test_a_base_nobody_could_look_at_withholds_the_top_rung_only():
    assert verdict_of(Verdict.OPEN_SOURCE_AI, UNKNOWN_ANCESTOR) == "not-determinable"
    assert verdict_of(Verdict.OPEN_WEIGHTS, UNKNOWN_ANCESTOR) == "open-weights"


@pytest.mark.parametrize(
    ("floor", "ancestor", "verdict"),
    [
        ("open-weights", "open-weights", "open-weights"),
        ("open-weights", "open-access", "open-access"),
        ("open-access", "open-access", "open-access"),
        ("open-access", "open-weights", "not-determinable"),
        ("closed", "open-access", "not-determinable"),
        ("open-weights", "not-determinable", "not-determinable"),
    ],
)
def test_a_cap_decides_what_the_unknown_parts_no_longer_can(floor, ancestor, verdict):
    assert verdict_of(Verdict.NOT_DETERMINABLE, CAP_RANK[Verdict(ancestor)], Verdict(floor)) == verdict


@given(verdicts, ancestries, st.randoms())
def test_order_and_repetition_do_not_matter(own, ancestors, random):
    shuffled = ancestors * 2
    random.shuffle(shuffled)
    assert capped(own, ancestors) == capped(own, shuffled)


@given(verdicts, ancestries)
def test_a_model_that_is_its_own_ancestor_is_not_lowered_by_itself(own, ancestors):
    assert capped(own, [*ancestors, own]) == capped(own, ancestors)


@given(verdicts, ancestries, verdicts)
def test_one_more_ancestor_never_raises(own, ancestors, more):
    before, after = capped(own, ancestors), capped(own, [*ancestors, more])
    if Verdict.NOT_DETERMINABLE not in (before, after):
        assert RUNGS.index(after) <= RUNGS.index(before)
    if after is Verdict.OPEN_SOURCE_AI:
        assert before is Verdict.OPEN_SOURCE_AI


@given(verdicts, ancestries)
def test_capping_twice_is_capping_once(own, ancestors):
    rank = min((CAP_RANK[a] for a in ancestors), default=NO_ANCESTOR)
    assert verdict_of(verdict_of(own, rank), rank) == verdict_of(own, rank)


def test_an_undetermined_ancestor_that_surely_misses_a_part_ranks_as_open_weights():
    assert cap_rank(judgement("not-determinable", "does-not-meet")) == CAP_RANK[Verdict.OPEN_WEIGHTS]
    assert cap_rank(judgement("not-determinable", "not-determinable")) == CAP_RANK[Verdict.NOT_DETERMINABLE]


def test_a_part_missing_anywhere_in_the_lineage_is_missing():
    assert osaid_of(Osaid.MEETS, 0) == "does-not-meet"
    assert osaid_of(Osaid.MEETS, 1) == "not-determinable"
    assert osaid_of(Osaid.DOES_NOT_MEET, 2) == "does-not-meet"
    assert missing_with_base(["licence", "weights"], ["training-data", "training-data", "licence"]) == (
        "weights",
        "licence",
        "base:training-data",
        "base:licence",
    )


def test_the_openness_class_is_that_of_the_least_complete_ancestor():
    assert mof_of(MofClass.I, 1) is MofClass.III
    assert mof_of(MofClass.II, 3) is MofClass.II
    assert mof_of(MofClass.I, 0) is MofClass.UNCLASSIFIED

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.verdict import LicenseFacts, MofClass, Osaid, OwnFacts, Part, Verdict, judge, mof, osaid, reasons

APACHE = LicenseFacts("apache-2.0", "permissive", "yes", "yes")
LLAMA = LicenseFacts("llama3", "custom", "no", "conditional")
NC = LicenseFacts("cc-by-nc-4.0", "non-commercial", "no", "no")
CC_BY = LicenseFacts("cc-by-4.0", "data", "no", "yes")
RAIL = LicenseFacts("openrail", "rail", "no", "unknown")
NONE = LicenseFacts("none")
UNREAD = LicenseFacts("unknown")
LICENSES = (APACHE, LLAMA, NC, CC_BY, RAIL, NONE, UNREAD)
OUTCOMES = ("yes", "partial", "no", "unknown", "not-applicable", "error")
QUESTIONS = ("weights", "inference_code", "training_code", "training_data", "data_card", "model_card")

FULL = dict.fromkeys(QUESTIONS, "yes")


def facts(license=APACHE, *, gated="", relation="none", base_named=False, **outcomes):
    return OwnFacts({**FULL, **outcomes}, license, gated, relation, base_named)


everything = st.builds(
    lambda outcomes, license, gated, relation, named: OwnFacts(
        dict(zip(QUESTIONS, outcomes, strict=True)), license, gated, relation, named
    ),
    st.tuples(*[st.sampled_from(OUTCOMES)] * len(QUESTIONS)),
    st.sampled_from(LICENSES),
    st.sampled_from(("", "auto", "manual")),
    st.sampled_from(("", "none", "finetune", "adapter", "quantized", "merge")),
    st.booleans(),
)


@pytest.mark.parametrize("relation", ["merge", "quantized"])
def test_what_a_card_tells_of_its_parents_training_makes_no_open_source_ai(relation):
    told = facts(relation=relation, base_named=True, training_code="partial", data_information="yes")
    assert judge(told).published in (Verdict.OPEN_WEIGHTS, Verdict.NOT_DETERMINABLE)
    trained = facts(relation=relation, base_named=True)
    assert judge(trained).published is Verdict.OPEN_SOURCE_AI


@pytest.mark.parametrize(
    ("own", "verdict", "missing"),
    [
        (facts(), "open-source-ai", ()),
        (facts(weights="no"), "closed", ("weights",)),
        (facts(weights="partial"), "open-weights", ("weights",)),
        (facts(NONE), "open-access", ("licence",)),
        (facts(NC), "open-access", ("licence",)),
        (facts(LLAMA), "open-weights", ("licence",)),
        (facts(RAIL), "not-determinable", ("licence",)),
        (facts(CC_BY), "open-weights", ("licence",)),
        (facts(training_data="no", training_code="no"), "open-weights", ("training-code", "training-data")),
        (facts(training_code="partial"), "open-weights", ("training-code",)),
        (facts(inference_code="partial"), "open-weights", ("inference-code",)),
        (facts(training_data="partial", data_card="no"), "open-weights", ("training-data",)),
        (facts(training_data="partial", data_information="yes"), "open-source-ai", ()),
        (facts(training_data="partial", data_information="partial"), "not-determinable", ()),
        (facts(training_data="no", data_information="yes"), "open-weights", ("training-data",)),
        (facts(gated="auto"), "open-source-ai", ()),
    ],
)
def test_the_rung_and_what_is_missing(own, verdict, missing):
    judgement = judge(own)
    assert (judgement.verdict_own, judgement.osaid_missing) == (verdict, missing)


@pytest.mark.parametrize(
    ("own", "verdict", "floor", "osaid"),
    [
        (facts(training_code="unknown"), "not-determinable", "open-weights", "not-determinable"),
        (facts(training_code="unknown", training_data="no"), "open-weights", "open-weights", "does-not-meet"),
        (facts(LLAMA, training_code="unknown"), "open-weights", "open-weights", "does-not-meet"),
        (facts(NC, training_code="unknown", training_data="unknown"), "open-access", "open-access", "does-not-meet"),
        (facts(UNREAD), "not-determinable", "open-access", "not-determinable"),
        (facts(UNREAD, training_data="no"), "not-determinable", "open-access", "does-not-meet"),
        (facts(weights="unknown"), "not-determinable", "closed", "not-determinable"),
        (facts(weights="error", training_data="no"), "not-determinable", "closed", "does-not-meet"),
        (facts(weights="not-applicable"), "not-determinable", "closed", "not-determinable"),
        (facts(training_data="partial"), "not-determinable", "open-weights", "not-determinable"),
        (facts(gated="manual"), "not-determinable", "open-weights", "not-determinable"),
        (facts(LLAMA, gated="manual"), "open-weights", "open-weights", "does-not-meet"),
        (OwnFacts(), "not-determinable", "closed", "not-determinable"),
    ],
)
def test_an_unknown_counts_only_where_it_decides(own, verdict, floor, osaid):
    judgement = judge(own)
    assert (judgement.verdict_own, judgement.floor, judgement.osaid) == (verdict, floor, osaid)


@pytest.mark.parametrize("relation", ["quantized", "merge"])
@pytest.mark.parametrize("training_code", ["not-applicable", "partial"])
def test_a_step_that_trains_nothing_is_complete_once_its_tool_is_known(relation, training_code):
    own = facts(relation=relation, base_named=True, training_code=training_code, training_data="not-applicable")
    assert judge(own).verdict_own == "open-source-ai"


def test_a_finetune_needs_the_code_that_trained_it():
    assert judge(facts(relation="finetune", base_named=True, training_code="partial")).verdict_own == "open-weights"


def test_a_conversion_of_a_model_it_does_not_name_cannot_be_called_open_source():
    own = facts(relation="quantized", training_code="not-applicable", training_data="not-applicable")
    judgement = judge(own)
    assert judgement.verdict_own == "not-determinable"
    assert any("does not name" in reason for reason in judgement.because)


def test_a_model_that_says_nothing_of_where_it_came_from_cannot_be_called_open_source():
    judgement = judge(facts(relation=""))
    assert (judgement.verdict_own, judgement.floor) == ("not-determinable", "open-weights")
    assert judgement.osaid == "not-determinable" and not judgement.osaid_missing
    assert any(reason.startswith("nothing says which model") for reason in judgement.because)


def test_silence_on_the_origin_is_no_reason_where_a_missing_part_decides():
    assert judge(facts(relation="", training_data="no")).because == judge(facts(training_data="no")).because


def test_a_base_that_could_not_be_read_may_bind_and_lifts_nothing():
    judgement = judge(facts(relation="unknown"))
    assert (judgement.verdict_own, judgement.floor) == ("not-determinable", "open-access")
    assert judge(facts(NC, relation="unknown")).verdict_own == "open-access"
    assert "could not be read" in reasons(facts(relation="unknown"), judgement, (), silent=False)[0]


def test_without_a_base_a_question_that_does_not_apply_is_answered_by_nobody():
    assert judge(facts(training_code="not-applicable")).osaid_unknown == (Part.TRAINING_CODE,)


def test_reasons_name_what_was_found_wanting():
    own = facts(LLAMA, training_code="no", training_data="unknown")
    assert reasons(own, judge(own), (), silent=False) == (
        "weights can be downloaded, and its own licence llama3 allows commercial use under conditions",
        "training code: not found",
        "training data: could not be looked at",
        "licence: the licence llama3 is not OSI-approved",
    )


@given(everything)
def test_open_source_ai_and_meeting_the_osaid_are_one(own):
    judgement = judge(own)
    assert (judgement.verdict_own is Verdict.OPEN_SOURCE_AI) == (
        judgement.osaid is Osaid.MEETS and own.outcome("weights") == "yes"
    )


@given(everything)
def test_a_missing_part_and_a_definition_not_met_are_one(own):
    judgement = judge(own)
    assert bool(judgement.osaid_missing) == (judgement.osaid is Osaid.DOES_NOT_MEET)
    assert not set(judgement.osaid_missing) & set(judgement.osaid_unknown)


@given(everything)
def test_no_answer_the_unknown_parts_may_get_contradicts_the_verdict(own):
    """Replace every unknown by every possible answer: the verdict stays, or nothing falls below its floor."""
    judgement = judge(own)
    blind = [q for q in QUESTIONS[:4] if own.outcome(q) in ("unknown", "error")]
    licenses = (APACHE, LLAMA, NC) if own.license is UNREAD else (own.license,)
    rungs = ("closed", "open-access", "open-weights", "open-source-ai")
    results = {
        judge(
            OwnFacts({**own.outcomes, **dict(zip(blind, filled, strict=True))}, license, own.gated, own.relation, True)
        ).verdict_own
        for filled in itertools.product(("yes", "no"), repeat=len(blind))
        for license in licenses
    } - {Verdict.NOT_DETERMINABLE}
    if judgement.verdict_own is not Verdict.NOT_DETERMINABLE:
        assert results <= {judgement.verdict_own}
    elif results:
        assert min(map(rungs.index, results)) >= rungs.index(judgement.floor)


@pytest.mark.parametrize(
    ("own", "mof_class"),
    [
        (facts(), "I"),
        (facts(CC_BY), "I"),
        (facts(training_data="partial"), "II"),
        (facts(training_code="partial"), "III"),
        (facts(data_card="partial"), "unclassified"),
        (facts(LLAMA), "unclassified"),
        (facts(UNREAD), "unclassified"),
        (facts(weights="unknown"), "unclassified"),
        (facts(relation="quantized", base_named=True, training_code="not-applicable"), "I"),
        (facts(training_code="not-applicable"), "III"),
        (facts(relation="merge", training_code="not-applicable", training_data="not-applicable"), "III"),
    ],
)
def test_the_class_of_the_model_openness_framework(own, mof_class):
    assert judge(own).mof_class is MofClass(mof_class)


def test_the_framework_has_seventeen_components_and_those_not_looked_for_are_unknown():
    tune = mof.components(facts(relation="quantized", base_named=True, training_code="not-applicable"))
    answers = {component.name: component.answer.value for component in tune}
    assert len(tune) == 17 and sum(component.optional for component in tune) == 3
    assert (answers["model parameters (final)"], answers["training code"]) == ("yes", "not-applicable")
    assert answers["evaluation code"] == answers["research paper"] == "unknown"
    alone = mof.components(facts(relation="merge", training_code="not-applicable"))
    assert {c.name: c.answer.value for c in alone}["training code"] == "unknown"


def test_versions_of_the_definition_stand_side_by_side(monkeypatch):
    lenient = [{"name": "weights", "question": "weights", "there": ["yes", "partial"], "missing": ["no"]}]
    monkeypatch.setitem(osaid.VERSIONS, "0.0.1", {"part": lenient})
    own = facts(weights="partial")
    assert osaid.parts(own, "0.0.1")[Part.WEIGHTS].answer == "yes"
    assert osaid.parts(own)[Part.WEIGHTS].answer == "no"

"""One model, one answer: the answer box, the reasons below it and the effective terms agree, over the sample hub."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest
from bs4 import BeautifulSoup
from datasette.utils import tilde_encode

from crawler.audit.stored import audit_stored
from crawler.web.app import build
from pipelines.licences.shipping import Bound, May, Use, strictest, weigh
from tests.reading.pages import MODELS, words

SAYS = (  # words of the first reason, and the answers that it goes with; the first that stand there count
    ("no weights are published", {May.NO}),
    ("could not be determined", {May.UNKNOWN}),
    ("could not be read, and its terms may bind", {May.UNKNOWN}),
    ("is not known", {May.UNKNOWN}),
    ("all rights are reserved", {May.NO}),
    ("does not let everybody use them", {May.NO}),
    ("under conditions", {May.CONDITIONAL}),
    ("by everybody", {May.YES}),
)
ACCESS = ("weights", "gated")  # what stands between a reader and the files is no term


@pytest.fixture(scope="module")
def reports(scanned):
    with sqlite3.connect(scanned) as db:
        db.row_factory = sqlite3.Row
        return [audit_stored(db, row) for row in db.execute("SELECT * FROM models ORDER BY repo_id")]


def may(report, but: tuple[str, ...] = ("gated",)) -> May:
    return strictest(reason for reason in report.may().reasons if reason.term not in but)


def bound(report) -> Bound:
    """The effective terms as if one licence stated them all."""
    values: dict[str, str | int | None] = {one.term.term: one.term.value for one in report.terms}
    units = {f"{one.term.term}_unit": one.term.unit for one in report.terms if one.term.unit}
    caps = {name: int(v) if str(v := values.get(name)).isdigit() else None for name in ("user_cap", "revenue_cap")}
    where = ", ".join(o.term.value for o in report.terms if o.term.term == "geo_exclusion" and o.term.value != "no")
    return Bound(report.repo_id, "effective", {**values, **units, **caps, "geo_exclusion": where})


def test_no_reason_contradicts_the_answer_box(reports):
    assert len(reports) > 60
    for report in reports:
        first = report.because[0]
        expected = next(answers for words, answers in SAYS if words in first)
        assert may(report) in expected, (report.repo_id, first, report.may().line)
        assert not any("by everybody" in reason and " alone " not in reason for reason in report.because[1:])


def test_effective_terms_and_the_answer_are_one(reports):
    for report in reports:
        assert strictest(weigh(Use(), [bound(report)])) is may(report, but=ACCESS), report.repo_id


def test_whatever_an_ancestor_asks_is_told_with_its_name(reports):
    for report in reports:
        for one in report.terms:
            if one.by and one.term.term == "user_cap" and one.term.value.isdigit():
                told = next(reason for reason in report.because if f"{int(one.term.value):,} {one.term.unit}" in reason)
                assert one.by in told and one.term.license_id in told


def test_a_freely_tagged_tune_is_told_whose_terms_bind(reports):
    tune = next(report for report in reports if report.repo_id == "sample-tuners/harbour-8b-apache")
    first, own, clause = tune.because[:3]
    assert "llama3.1 of its ancestor sample-tuners/Llama-3.1-8B-Harbour-Instruct" in first and "conditions" in first
    assert own == "its own licence apache-2.0 alone would allow commercial use by everybody"
    assert "at most 700,000,000 MAU (LICENSE:30)" in clause


def test_a_model_whose_base_could_not_be_read_is_not_called_free(reports):
    unread = [report for report in reports if report.base_unknown]
    assert unread and {may(report) for report in unread} == {May.UNKNOWN}


def test_the_page_tells_the_four_freedoms_that_the_audit_tells(scanned, reports):
    datasette = build(scanned)
    merge = next(report for report in reports if report.repo_id == "sample-merges/Zephyr-Ledger-7B-slerp")
    answer = asyncio.run(datasette.client.get(f"{MODELS}/{tilde_encode(merge.repo_id)}"))
    said = words(BeautifulSoup(answer.text, "lxml").find(class_="figures"))
    assert "use: no; study: no; modify: no; share: no" in said
    assert [one["answer"] for one in merge.as_json()["freedoms"]] == ["no"] * 4

"""The labelled licence files kept beside the project: identification, terms, quotes."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from pipelines.licences import Reading, read_licence

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "licences"
LABELS = CORPUS / "labels.csv"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not LABELS.exists(), reason="the labelled licence files are not beside the project"),
]
FLAGS = ("use_restrictions", "naming_duty", "attribution_duty", "output_training_ban", "tiered_commercial")
NOT_TEXTS = ("pointer", "garbage", "policy", "readme")


@cache
def rows() -> tuple[dict[str, str], ...]:
    if not LABELS.exists():
        return ()
    with LABELS.open(newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def reading(file: str) -> Reading:
    return read_licence((CORPUS / file).read_bytes(), file)


def test_every_quote_stands_within_its_lines() -> None:
    for row in rows():
        lines = (CORPUS / row["file"]).read_bytes().decode("utf-8", "replace").split("\n")
        for clause in reading(row["file"]).clauses:
            assert clause.quote in "\n".join(lines[clause.line_start - 1 : clause.line_end]), (row["file"], clause)


@pytest.mark.parametrize("term", FLAGS)
def test_terms_are_found(term: str) -> None:
    cells = Counter(
        (row[term], getattr(reading(row["file"]).terms, term)) for row in rows() if row[term] in ("yes", "no")
    )
    right, wrong = cells["yes", "yes"], cells["yes", "no"] + cells["no", "yes"]
    assert 2 * right / (2 * right + wrong) >= 0.95


@pytest.mark.parametrize("term", ["user_cap", "revenue_cap"])
def test_caps_are_exact(term: str) -> None:
    for row in rows():
        stated = re.match(r"\d+", row[term])
        if row[term] != "?":
            assert getattr(reading(row["file"]).terms, term) == (int(stated.group()) if stated else None), row["file"]


def test_no_unapproved_text_is_called_approved() -> None:
    assert [
        r["file"] for r in rows() if r["osi_approved"] == "no" and reading(r["file"]).terms.osi_approved == "yes"
    ] == []


def test_garbage_and_policies_are_no_licence() -> None:
    for row in rows():
        if row["kind"] in ("garbage", "policy"):
            assert reading(row["file"]).license_id == "unknown", row["file"]


@pytest.mark.parametrize(
    ("family", "share"), [("yes", 0.97), ("no", 0.98)], ids=["AI and custom texts", "standard texts"]
)
def test_licences_are_named(family: str, share: float) -> None:
    texts = [row for row in rows() if row["ai_or_custom"] == family and row["kind"] not in NOT_TEXTS]
    named = [row for row in texts if reading(row["file"]).license_id != "unknown"]
    assert len(named) / len(texts) >= share

"""The page of one model: verdict, layers, licence, claims, lineage and changes, each as a reader sees it."""

from __future__ import annotations

import sqlite3

import pytest
from datasette.utils import tilde_encode

from tests.published import insert
from tests.reading.pages import MODELS, section, words
from tests.reading.sample_rows import CAPPED, DERIVED, FORMULAS, GATED, GONE, HOSTILE, OPEN, SCRIPT, SHA


@pytest.fixture
def model(page):
    return lambda repo_id: page(f"{MODELS}/{tilde_encode(repo_id)}")


def test_a_model_page_shows_verdict_layers_and_quotes_with_their_place(model):
    soup = model(CAPPED)
    assert "Verdict: open-weights" in words(soup)
    assert soup.find(attrs={"aria-current": "step"}).get_text().startswith("open-weights")
    missing = "training code training data license training data of a base model"
    assert f"Missing for the OSAID {missing}" in section(soup, "Verdict")
    card = soup.find("article", attrs={"aria-labelledby": "q-training_data"})
    assert "Training data partial" in words(card) and "the data is described but not named" in words(card)
    assert card.blockquote.get_text() == "public online data"
    assert card.find("a", string="README.md:7")["href"].startswith(f"https://huggingface.co/{CAPPED}/blob/")


def test_a_model_page_shows_terms_beside_their_clauses(model):
    said = section(model(CAPPED), "Licence")
    assert "Declared other Effective Capped Community License read in the licence file" in said
    assert "Declaration and text do not agree: tag-body. Noticed: no licence text in the repository." in said
    cap = "Up to 700,000,000 MAU. more than 700 million monthly active users the licence:40-42"
    assert f"Up to which size? {cap}" in said
    assert "May I use it commercially? Only under conditions. no clause of its own" in said


def test_a_model_page_shows_claim_lineage_and_changes(model):
    soup = model(CAPPED)
    claim = "Our open source model <i>for all</i>."
    assert f"{claim} README.md:7 open-source-model license" in section(soup, "Claims")
    assert soup.find("blockquote", string=claim).find_next("a")["href"].endswith(f"{CAPPED}/blob/{SHA}/README.md#L7")
    assert "1 model names it as base" in section(soup, "Lineage")
    assert soup.find("a", string=DERIVED)["href"] == f"{MODELS}/{tilde_encode(DERIVED)}"
    assert "2026-11-22 license_id apache-2.0 capped the model" in section(soup, "Changes")


def test_many_children_are_found_as_few_are(model, monkeypatch):
    monkeypatch.setattr("crawler.web.model_page.MANY", 0)
    soup = model(CAPPED)
    assert "1 model names it as base" in section(soup, "Lineage")
    assert soup.find("a", string=DERIVED)["href"] == f"{MODELS}/{tilde_encode(DERIVED)}"


def test_a_derivative_says_what_its_ancestors_cost_it(model):
    soup = model(DERIVED)
    assert "Its own last step alone would be open-source-ai ; its ancestors cap it." in section(soup, "Verdict")
    assert f"{CAPPED} quantized (tag) capped looser open-weights" in section(soup, "Lineage")
    assert "It has moved on" in words(soup)


def test_what_could_not_be_looked_at_is_unknown_and_not_absent(model):
    soup = model(GATED)
    assert "Gated (auto)" in words(soup) and "Not read yet" in words(soup)
    card = words(soup.find("article", attrs={"aria-labelledby": "q-training_code"}))
    assert "Training code unknown" in card and "the card is gated" in card and "on the Hub" in card


def test_a_long_list_of_evidence_is_folded_and_then_left_to_the_table(database, model):
    shard = {"repo_id": OPEN, "question": "weights", "outcome": "yes", "reason": "files are listed"}
    with sqlite3.connect(database) as db:
        for n in range(20):
            insert(db, "evidence", {**shard, "path": f"{n}.safetensors", "quote": f"{n}.safetensors"})
    card = model(OPEN).find("article", attrs={"aria-labelledby": "q-weights"})
    assert card.summary.get_text() == "9 more"
    assert "9 more in the evidence table" in words(card.details)
    assert len(card.find_all("li")) == 12


def test_a_model_that_is_gone_says_since_when(model):
    assert "Gone: not on the Hub since 2026-11-20" in words(model(GONE))


def test_a_hostile_model_is_still_shown(model):
    soup = model(HOSTILE)
    assert soup.h1.get_text() == HOSTILE
    assert soup.find("blockquote").get_text() == f"{SCRIPT}\"'&"


def test_json_of_a_model_is_the_row(get):
    row = get(f"{MODELS}/sheet~2F0.json?_shape=objects").json()["rows"][0]
    assert row["license_tag"] == FORMULAS[0]


def test_an_unknown_model_is_not_found(get):
    assert get(f"{MODELS}/no~2Fsuch").status_code == 404


def test_an_answer_that_rests_on_the_catalogue_alone_says_so(model):
    told = section(model(OPEN), "May I ship it?")
    assert "By the catalogue of licences; no text of this model was read." in told
    assert "By the catalogue" not in section(model(CAPPED), "May I ship it?")

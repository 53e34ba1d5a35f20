"""The audit as a document with its schema, the badge, and the prefilled report."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from datasette.utils import tilde_encode
from jsonschema import Draft202012Validator

from crawler.cli import run
from crawler.web.app import build
from tests.reading.pages import MODELS, section
from tests.reading.sample_rows import CAPPED, GATED, HOSTILE

MODEL = "sample-tuners/harbour-8b-apache"


@pytest.fixture(scope="module")
def fetch(scanned):
    datasette = build(scanned)
    return lambda path: asyncio.run(datasette.client.get(path))


def test_the_schema_holds_for_every_model(fetch):
    schema = fetch("/-/api/schema.json").json()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    rows = fetch(f"{MODELS}.json?_size=max&_shape=objects&_col=repo_id").json()["rows"]
    for repo_id in (row["repo_id"] for row in rows):
        answer = fetch(f"/-/api/models/{repo_id}.json")
        assert not list(validator.iter_errors(answer.json())), repo_id


def test_the_schema_refuses_what_is_no_audit(fetch):
    document = fetch(f"/-/api/models/{MODEL}.json").json()
    validator = Draft202012Validator(fetch("/-/api/schema.json").json())
    assert not validator.is_valid({**document, "verdict": "free"})
    assert not validator.is_valid({name: value for name, value in document.items() if name != "license"})


def test_the_document_is_what_audit_prints(fetch, scanned, capsys):
    capsys.readouterr()
    assert run(["audit", MODEL, "--db", str(scanned), "--json"]) == 0
    answer = fetch(f"/-/api/models/{MODEL}.json")
    assert answer.json() == json.loads(capsys.readouterr().out)
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/-/api/models/no/body.json", "/-/badge/no/body.svg"])
def test_an_unknown_model_is_not_found(fetch, path):
    assert fetch(path).status_code == 404


def test_the_badge_tells_layers_and_verdict(get):
    answer = get(f"/-/badge/{CAPPED}.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    title = BeautifulSoup(answer.text, "xml").title.get_text()
    layers = "Weights yes, Inference code yes, Training code no, Training data partial"
    assert title == f"{CAPPED}: open-weights; {layers}"
    assert "<b>" not in get(f"/-/badge/{HOSTILE}.svg").text


def test_an_answer_can_be_called_wrong(database, page):
    path = f"{MODELS}/{tilde_encode(CAPPED)}"
    text = page(path).find(id="wrong-text").get_text()
    assert f"Model: {CAPPED}" in text and "Verdict: open-weights" in text and "training_code: no" in text
    datasette = build(database, "https://reports.example/new?template=wrong")
    soup = BeautifulSoup(asyncio.run(datasette.client.get(path)).text, "lxml")
    form = urlsplit(soup.find("a", string="Report it")["href"])
    assert form.netloc == "reports.example"
    assert parse_qs(form.query)["body"][0].startswith(f"Model: {CAPPED}")


def test_a_page_says_what_to_publish_next(page, fetch):
    said = section(page(f"{MODELS}/{tilde_encode(CAPPED)}"), "What to publish to reach open-source-ai")
    assert "training-code the code that trained this model" in said and "only the publisher of an ancestor can" in said
    assert "nobody could look" in section(page(f"{MODELS}/{tilde_encode(GATED)}"), "What to publish to reach a verdict")


def test_the_chain_says_who_imposes_what(fetch):
    soup = BeautifulSoup(fetch(f"{MODELS}/{tilde_encode(MODEL)}").text, "lxml")
    rows = {
        row.th.get_text(): [cell.get_text() for cell in row.find_all("td")] for row in soup.select(".chain tbody tr")
    }
    licence, cap, territory, imposed = rows["meta-llama/Llama-3.1-8B"]
    assert (licence, cap, territory) == ("llama3.1", "700,000,000 MAU", "none")
    assert "you display the name it asks for" in imposed
    orphan = fetch(f"{MODELS}/{tilde_encode('sample-tuners/orphan-tune-7b')}")
    assert "not known: no scan has read it" in orphan.text

"""The page of a model and `audit --json` say the same, for every model of the sample hub."""

from __future__ import annotations

import asyncio
import json
import sqlite3

import pytest
from bs4 import BeautifulSoup
from datasette.utils import tilde_encode

from crawler.cli import run
from crawler.schema import CARDS, LAYERS
from crawler.web.app import build
from tests.reading.pages import MODELS, section, words


@pytest.fixture(scope="module")
def datasette(scanned):
    return build(scanned)


def models(path) -> list[str]:
    with sqlite3.connect(path) as db:
        return [repo_id for (repo_id,) in db.execute("SELECT repo_id FROM models ORDER BY repo_id")]


def said_by_audit(document: dict) -> dict[str, object]:
    """What of the document the page shows."""
    license = document["license"]
    return {
        "outcomes": [document[name]["outcome"] for name in (*LAYERS, *CARDS)],
        "reasons": [" ".join(document[name]["reason"].split()) for name in (*LAYERS, *CARDS)],
        "addresses": {piece["url"] for name in (*LAYERS, *CARDS) for piece in document[name]["evidence"][:12]} - {""},
        "verdict": document["verdict"],
        "declared": license["declared"] or "nothing",
        "clauses": {" ".join(clause["quote"].split()) for clause in license["clauses"]},
        "claims": [" ".join(claim["quote"].split()) for claim in document["claims"]],
        "lineage": [
            (edge["parent"], edge["parent_license"] or "unknown", edge["drift"], edge["parent_verdict"])
            for edge in document["lineage"]
        ],
    }


def said_by_page(soup: BeautifulSoup) -> dict[str, object]:
    cards = soup.find_all("article", class_="card")
    license = soup.find(id="license-title").find_parent("section")
    claims = soup.find(id="claims-title").find_parent("section")
    edges = [
        row.find_all("td")
        for row in soup.find(id="lineage-title").find_parent("section").select("table:not(.chain) tbody tr")
    ]
    return {
        "outcomes": [card.find(class_="outcome").get_text() for card in cards],
        "reasons": [words(card.find(class_="reason")) for card in cards],
        "addresses": {link["href"] for card in cards for link in card.select(".evidence .place a")},
        "verdict": soup.find(id="verdict-title").get_text().removeprefix("Verdict: "),
        "declared": license.dd.get_text(),
        "clauses": {words(quote) for quote in license.select(".terms blockquote")},
        "claims": [words(quote) for quote in claims.find_all("blockquote")],
        "lineage": [(words(row[1]).removesuffix(" (not in this database)"), *map(words, row[3:])) for row in edges],
    }


def test_page_and_audit_agree_on_every_model(scanned, datasette, capsys):
    assert len(models(scanned)) > 60
    for repo_id in models(scanned):
        capsys.readouterr()
        assert run(["audit", repo_id, "--db", str(scanned), "--json"]) == 0
        document = json.loads(capsys.readouterr().out)
        answer = asyncio.run(datasette.client.get(f"{MODELS}/{tilde_encode(repo_id)}"))
        soup = BeautifulSoup(answer.text, "lxml")
        assert said_by_page(soup) == said_by_audit(document), repo_id
        if document["license"]["effective"] == "none":
            assert "all rights are reserved" in section(soup, "Licence")

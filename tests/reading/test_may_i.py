"""May I ship it? Builders' questions about the models of the sample hub, answered on the first screen."""

from __future__ import annotations

import asyncio
import hashlib
import json
from importlib.resources import files
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from datasette.utils import tilde_encode

from crawler.cli import run
from crawler.commands.may_i import command
from crawler.web.app import build
from tests.reading.pages import MODELS, words

SAMPLE = Path(str(files("crawler").joinpath("sample_hub", "models")))
HARBOUR = "sample-tuners/Llama-3.1-8B-Harbour-Instruct"
QUESTIONS = {  # what is asked: the answer and words of its line
    ("meta-llama/Llama-4-Scout-17B-16E", "--in", "EU", "--users", "10000000"): ("no", "grants nothing in: EU"),
    ("google/gemma-2-9b",): ("conditional", "keep to the purposes it allows"),
    ("mistralai/Ministral-8B-Instruct-2410",): ("no", "does not allow commercial use"),
    ("sample-tuners/harbour-8b-apache",): ("conditional", f"below 700,000,000 MAU; .*by its ancestor {HARBOUR}"),
    ("CompVis/stable-diffusion-v1-4",): ("conditional", "keep to the purposes it allows"),
    ("sample-lab/OpenLedger-7B",): ("no", "cc-by-nc-4.0 does not allow commercial use"),
    ("sample-lab/no-licence-7b",): ("no", "no licence was found, so all rights are reserved"),
    ("sample-lab/Lockbox-13B",): ("unknown", "Ask sample-lab"),
    ("openai/gpt-oss-20b",): ("yes", "Yes"),
    ("sample-tuners/orphan-tune-7b",): ("unknown", "sample-lab/deleted-parent-7b"),
    ("meta-llama/Llama-3.1-8B", "--users", "700000001"): ("no", "a separate licence is needed"),
    ("meta-llama/Llama-4-Scout-17B-16E", "--in", "us", "--users", "10"): ("conditional", "lets you in"),
}


@pytest.fixture(scope="module")
def ask(scanned):
    def asked(*args: str) -> dict:
        result = CliRunner().invoke(command, [*args, "--db", str(scanned), "--json"], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return json.loads(result.output)

    return asked


@pytest.mark.parametrize("asked", QUESTIONS, ids=" ".join)
def test_a_builder_is_answered_in_one_line(ask, asked):
    answer, line = QUESTIONS[asked]
    said = ask(*asked)
    assert said["answer"] == answer, said["line"]
    first, *rest = line.split(".*")
    assert first in said["line"] and all(words in said["line"] for words in rest), said["line"]


def test_page_and_audit_begin_with_the_same_line(scanned, ask, capsys):
    datasette = build(scanned)
    for repo_id in {asked[0] for asked in QUESTIONS}:
        line = ask(repo_id)["line"]
        answer = asyncio.run(datasette.client.get(f"{MODELS}/{tilde_encode(repo_id)}"))
        section = BeautifulSoup(answer.text, "lxml").find("main").find("section")
        assert " ".join(line.split()) in words(section)
        capsys.readouterr()
        assert run(["audit", repo_id, "--db", str(scanned)]) == 0
        screen = " ".join(capsys.readouterr().out.split())
        assert f"May I ship it? {' '.join(line.split())}" in screen
        assert screen.index("Licence") < screen.index("What is released")


def test_every_answer_has_its_clause_with_place_origin_and_date(ask):
    questions = ask("sample-tuners/harbour-8b-apache")["questions"]
    size = next(one for one in questions if one["question"] == "Up to which size?" and one["model"] == HARBOUR)
    assert size["answer"] == "Up to 700,000,000 MAU." and size["read_at"]
    (clause,) = size["clauses"]
    assert clause["path"] == "LICENSE" and clause["quote"].startswith("If on the release date")
    assert f"/{HARBOUR}/blob/" in clause["url"] and clause["url"].endswith("/LICENSE#L30")
    text = (SAMPLE / HARBOUR / "LICENSE").read_text("utf-8")
    assert clause["sha256"] == size["sha256"] == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "named",
    [
        "https://huggingface.co/EleutherAI/pythia-1.4b", "hf.co/EleutherAI/pythia-1.4b/tree/main?x=1",
        "eleutherai/PYTHIA-1.4B",
        "https://huggingface.co/api/models/EleutherAI/pythia-1.4b",
    ],
)  # fmt: skip
def test_a_model_is_found_however_it_is_named(ask, named):
    assert ask(named)["repo_id"] == "EleutherAI/pythia-1.4b"


def test_a_former_name_leads_to_the_model(ask):
    assert ask("meta-llama/Meta-Llama-3.1-8B-Instruct")["repo_id"] == "meta-llama/Llama-3.1-8B-Instruct"


def test_an_unknown_model_names_the_next_command(scanned, capsys):
    assert run(["may-i", "https://hf.co/no/body", "--db", str(scanned)]) == 2
    said = capsys.readouterr()
    assert said.out == "" and "`hub-openness scan no/body --db" in said.err and said.err.count("\n") == 1


@pytest.mark.parametrize("wrong", [("--in", "Europe"), ("--users", "-1"), ("--users", "many")])
def test_a_use_that_makes_no_sense_is_one_line(scanned, capsys, wrong):
    assert run(["may-i", "gpt2", *wrong, "--db", str(scanned)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_people_read_the_line_the_questions_and_whose_terms_they_are(scanned):
    said = CliRunner().invoke(command, ["sample-tuners/harbour-8b-apache", "--db", str(scanned)]).output
    expected = (
        "May I ship it? Yes, if you stay below",
        f"llama3.1, of its ancestor {HARBOUR}",
        "apache-2.0, of this model",
        'LICENSE:30-31 "If on the release date',
        "not legal advice",
    )
    assert [words for words in expected if words not in said] == []

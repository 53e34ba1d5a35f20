from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from crawler import cli
from crawler.commands.report import command
from tests.published import database

OPEN = {
    "weights": "yes", "inference_code": "yes", "training_code": "yes", "training_data": "yes",
    "license_id": "apache-2.0", "osi_approved": "yes", "verdict": "open-source-ai", "osaid": "meets",
}  # fmt: skip
LLAMA = {
    "weights": "yes", "inference_code": "yes", "training_code": "no", "training_data": "no", "license_id": "llama3",
    "osi_approved": "no", "verdict": "open-weights", "osaid": "does-not-meet",
}  # fmt: skip


def model(repo_id, base, **more):
    return {"repo_id": repo_id, "author": repo_id.rpartition("/")[0], "downloads": 10, **base, **more}


@pytest.fixture
def rows(tmp_path):
    """Give models and systems; get the rows of a table by name."""

    def table(by, models, lineage=(), systems=(), evidence=()):
        path = database(
            tmp_path / "x.db", models=models, systems=systems, evidence=evidence,
            lineage=[{"child": child, "parent": parent} for child, parent in lineage],
        )  # fmt: skip
        result = CliRunner().invoke(command, ["--db", str(path), "--json", "--by", by], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        document = json.loads(result.output)
        assert list(document) == [by]
        return {row["name"]: row for row in document[by]}

    return table


def test_a_family_is_its_makers_own_releases(rows):
    found = rows(
        "family",
        [
            model("meta-llama/Meta-Llama-3-8B", LLAMA),
            model("meta-llama/Llama-3.1-8B-Instruct", LLAMA, downloads=99),
            model("someone/Llama-3-8B-uncensored", OPEN, downloads=500),
            model("meta-llama/Llama-3.2-gone", OPEN, removed_at="2026-01-01"),
        ],
        lineage=[("someone/Llama-3-8B-uncensored", "meta-llama/Meta-Llama-3-8B")],
        evidence=[
            {"repo_id": "meta-llama/Llama-3.1-8B-Instruct", "question": "training_data", "url": "https://x/README"}
        ],
    )
    assert list(found) == ["Llama 3"]
    row = found["Llama 3"]
    assert (row["repositories"], row["weights"], row["training_data"], row["license"]) == (2, "yes", "no", "llama3")
    assert row["open_source_ai"] == "no, training code and data not found"
    assert row["representative"] == "meta-llama/Llama-3.1-8B-Instruct"
    assert row["evidence"] == {"training_data": "https://x/README"}


def test_a_release_made_from_somebody_elses_model_is_not_the_familys_own(rows):
    found = rows(
        "family",
        [
            model("deepseek-ai/DeepSeek-R1", LLAMA, license_id="mit", osi_approved="yes"),
            model("deepseek-ai/DeepSeek-R1-Distill-Llama-8B", OPEN),
            model("meta-llama/Llama-3.1-8B", LLAMA),
        ],
        lineage=[("deepseek-ai/DeepSeek-R1-Distill-Llama-8B", "meta-llama/Llama-3.1-8B")],
    )
    assert (found["DeepSeek R1"]["repositories"], found["DeepSeek R1"]["license"]) == (1, "mit (OSI)")


def test_members_that_differ_are_counted_and_the_cautious_value_wins_a_tie(rows):
    found = rows(
        "family",
        [
            model("allenai/OLMo-2-1B", OPEN),
            model("allenai/OLMo-2-7B", {**OPEN, "training_data": "partial"}),
            model(
                "allenai/OLMo-2-7B-Instruct",
                {**OPEN, "training_data": "partial", "training_code": "no", "osaid": "does-not-meet"},
            ),
            model("allenai/OLMo-2-7B-GGUF", {**OPEN, "training_code": "not-applicable", "training_data": "yes"}),
        ],
    )
    row = found["OLMo 2"]
    assert (row["training_code"], row["training_data"]) == ("yes (2 of 3)", "partial (2 of 4)")
    assert row["open_source_ai"] == "closest to yes (3 of 4)"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "closest to yes"),
        ({"osaid": "not-determinable", "training_data": "partial"}, "closest to yes"),
        ({"osaid": "not-determinable", "inference_code": "unknown"}, "closest to yes"),
        ({"osaid": "does-not-meet", "training_code": "no"}, "no, training code not found"),
        ({"osaid": "does-not-meet", "training_data": "no"}, "no, data not found"),
        ({"osaid": "does-not-meet", "osi_approved": "no"}, "no, by its licence"),
        ({"osaid": "does-not-meet", "osaid_missing": "base:training-data"}, "no, its base is not"),
        ({"osaid": "does-not-meet", "weights": "no"}, "no, weights not found"),
        ({"osaid": "not-determinable", "training_data": "unknown"}, "not determinable"),
        ({"osaid": "not-determinable", "osi_approved": "unknown"}, "not determinable"),
    ],
)
def test_the_answer_names_what_stands_in_the_way(rows, changes, words):
    found = rows("organisation", [model("allenai/x", {**OPEN, **changes})])
    assert found["allenai"]["open_source_ai"] == words


def test_roots_gather_what_their_makers_made_of_them(rows):
    found = rows(
        "family",
        [model("lab/base", OPEN), model("lab/base-chat", OPEN), model("fan/base-gguf", LLAMA, downloads=999)],
        lineage=[("lab/base-chat", "lab/base"), ("fan/base-gguf", "lab/base")],
    )
    assert {name: row["repositories"] for name, row in found.items()} == {"lab/base": 2}


def test_a_watched_system_found_nowhere_publishes_nothing(rows):
    systems = [
        {
            "name": "Claude",
            "developer": "Anthropic",
            "found": "",
            "url": "https://hub.example/api/models?search=claude",
        },
        {"name": "Tiny", "developer": "Lab", "found": "lab/tiny, lab/tiny-2", "url": "https://hub.example/x"},
    ]
    models = [model("lab/tiny", OPEN), model("lab/tiny-2", OPEN)]
    found = rows("family", models, systems=systems)
    row = found["Claude"]
    assert (row["weights"], row["training_code"], row["training_data"]) == ("no", "no", "no")
    assert (row["license"], row["open_source_ai"]) == ("proprietary API", "no, weights not found")
    assert row["evidence"] == {"Claude": "https://hub.example/api/models?search=claude"}
    assert found["Tiny"]["repositories"] == 2 and list(found) == ["Tiny", "Claude"]


def test_organisations_show_what_they_made_themselves(rows):
    found = rows(
        "organisation",
        [model("lab/own", OPEN), model("lab/borrowed", LLAMA), model("quantiser/q", LLAMA, downloads=9999)],
        lineage=[("lab/borrowed", "meta-llama/Llama-3.1-8B"), ("quantiser/q", "lab/own")],
        systems=[{"name": "A", "developer": "Co", "found": "", "url": "u1"},
                 {"name": "B", "developer": "Co", "found": "", "url": "u2"}],
    )  # fmt: skip
    assert list(found) == ["lab", "Co: A, B"]
    assert found["lab"]["repositories"] == 1
    assert found["Co: A, B"]["evidence"] == {"A": "u1", "B": "u2"}


def test_people_see_both_tables_and_where_the_evidence_is(tmp_path):
    path = database(
        tmp_path / "x.db", models=[model("meta-llama/Llama-4-Scout", LLAMA), model("allenai/OLMo-2-7B", OPEN)]
    )
    said = CliRunner().invoke(command, ["--db", str(path)], catch_exceptions=False).output
    for words in (
        "By family",
        "By organisation",
        "Llama 4",
        "Llama 4: hub-openness audit meta-llama/Llama-4-Scout\n",
        "closest to yes",
    ):
        assert words in said, said
    assert said.index("OLMo 2") < said.index("Llama 4")
    table = said[: said.index("Evidence")]
    assert max(map(len, table.splitlines())) <= 110 and "\x1b" not in said


def test_an_empty_database_gives_empty_tables(tmp_path):
    path = database(tmp_path / "x.db")
    said = CliRunner().invoke(command, ["--db", str(path), "--json"], catch_exceptions=False).output
    assert json.loads(said) == {"family": [], "organisation": []}
    said = CliRunner().invoke(command, ["--db", str(path), "--by", "family"], catch_exceptions=False).output
    assert "No family to report yet" in said


def test_no_database_is_wrong_usage(tmp_path, capsys):
    assert cli.run(["report", "--db", str(tmp_path / "no.db")]) == 2
    assert capsys.readouterr().err.count("\n") == 1

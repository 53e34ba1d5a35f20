"""The bill of materials of any model, also one that means harm, passes the schemas of both formats."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation import make_schemabased_validator
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

from crawler.cli import cli, run
from tests import published
from tests.reading import sample_rows
from tests.reading.sample_rows import CAPPED, DERIVED, OPEN

NAMES = [row["repo_id"] for row in sample_rows.MODELS]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    path = published.database(tmp_path_factory.mktemp("bom") / "night.db", **sample_rows.ROWS)
    with closing(sqlite3.connect(path)) as db:  # a circle, as strangers can name one
        published.insert(db, "lineage", {"child": CAPPED, "parent": DERIVED, "relation": "finetune", "source": "card"})
        cap = {"clause_no": 1, "term": "user_cap", "value": "700000000", "unit": "MAU", "license_id": "capped"}
        published.insert(db, "term_clauses", {**cap, "quote": "", "path": "", "text_sha256": ""})
        published.insert(db, "term_sets", {"set_no": 1, "clause_no": 1, "imposed_by": CAPPED})
        db.execute("UPDATE models SET terms = 1 WHERE repo_id IN (?, ?)", (CAPPED, DERIVED))
        db.commit()
    return path


@pytest.fixture(scope="module")
def bill(source):
    def printed(repo_id: str, form: str) -> dict:
        done = CliRunner().invoke(cli, ["export", "--bom", repo_id, "--format", form, "--db", str(source)])
        assert done.exit_code == 0, done.exception
        return json.loads(done.stdout)

    return printed


@pytest.mark.parametrize("repo_id", NAMES)
def test_cyclonedx_is_valid(bill, repo_id):
    validator = make_schemabased_validator(OutputFormat.JSON, SchemaVersion.V1_6)
    assert validator.validate_str(json.dumps(bill(repo_id, "cyclonedx"))) is None


@pytest.mark.parametrize("repo_id", NAMES)
def test_spdx_is_valid(bill, repo_id, tmp_path):
    file = tmp_path / "bill.spdx.json"
    file.write_text(json.dumps(bill(repo_id, "spdx")))
    assert validate_full_spdx_document(parse_file(str(file))) == []


def test_cyclonedx_says_what_was_concluded_on_what_evidence_and_what_it_was_made_from(bill):
    model = bill(CAPPED, "cyclonedx")["metadata"]["component"]
    assert model["type"] == "machine-learning-model"
    assert model["purl"] == f"pkg:huggingface/{CAPPED}@{sample_rows.SHA}"
    said = {p["name"].removeprefix("hub-openness:"): p["value"] for p in model["properties"]}
    assert (said["verdict"], said["user_cap"], said["license_id"]) == ("open-weights", "700000000 MAU", "capped")
    proofs = [r for r in model["externalReferences"] if r["type"] == "evidence"]
    assert any("public online data" in r["comment"] and r["url"].startswith("https://") for r in proofs)
    derived = bill(DERIVED, "cyclonedx")["metadata"]["component"]
    (parent,) = derived["pedigree"]["ancestors"]
    assert {"name": "hub-openness:user_cap", "value": f"700000000 MAU by {CAPPED}"} in derived["properties"]
    assert parent["purl"] == f"pkg:huggingface/{CAPPED}" and "pedigree" not in parent
    assert {entry["license"]["acknowledgement"]: entry["license"].get("id") for entry in derived["licenses"]} == {
        "declared": "Apache-2.0",
        "concluded": "Apache-2.0",
    }


def test_no_address_of_a_stranger_runs_anything(bill):
    for form in ("cyclonedx", "spdx"):
        assert "javascript:" not in json.dumps(bill(sample_rows.HOSTILE, form))


def test_spdx_names_licences_of_its_own_with_their_clauses(bill):
    document = bill(CAPPED, "spdx")
    described = document["packages"][0]
    assert described["licenseConcluded"] == "LicenseRef-capped"
    (own,) = (one for one in document["hasExtractedLicensingInfos"] if one["licenseId"] == "LicenseRef-capped")
    assert "700 million monthly active users" in own["extractedText"]
    assert any("public online data" in one["comment"] for one in described["annotations"])


def test_spdx_tells_the_descent(bill):
    document = bill(DERIVED, "spdx")
    names = {package["SPDXID"]: package["name"] for package in document["packages"]}
    edges = [r for r in document["relationships"] if r["relationshipType"] == "DESCENDANT_OF"]
    assert {(names[r["spdxElementId"]], names[r["relatedSpdxElement"]]) for r in edges} == {
        (DERIVED, CAPPED),
        (CAPPED, DERIVED),
    }


def test_the_same_state_gives_the_same_bill(bill):
    for form in ("cyclonedx", "spdx"):
        assert bill(OPEN, form) == bill(OPEN, form)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--bom", "never/seen"], "not a model that a finished scan has seen"),
        ([], "say where to write"),
        (["out", "--bom", OPEN], "say where to write"),
    ],
)
def test_wrong_usage_is_one_line(source, capsys, arguments, says):
    assert run(["export", *arguments, "--db", str(source)]) == 2
    told = capsys.readouterr().err
    assert says in told and told.count("\n") == 1

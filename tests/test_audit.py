from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from crawler import cli
from crawler.audit import folder as audit_folder
from crawler.commands.audit import command
from crawler.model import Edge, Evidence, Finding, Outcome, Relation, Term
from pipelines import detection
from pipelines.licences import Clause, Reading, Terms
from pipelines.licences.effective import Effective
from pipelines.licences.own_terms import stated_terms
from pipelines.licences.texts_read import Read
from tests.published import database

KEYS = [
    "repo_id", "sha", "gated", "weights", "inference_code", "training_code", "training_data", "data_card", "model_card",
    "license", "claims", "lineage", "verdict_own", "verdict", "osaid", "osaid_missing", "mof_class", "openwashing",
]  # fmt: skip
TERMS = {"osi_approved": "no", "commercial_use": "conditional", "user_cap": 700_000_000, "user_cap_unit": "MAU"}


def evidence(repo, question, outcome, reason, **more):
    blank = {"url": "", "path": "README.md", "line_start": 1, "line_end": 1, "quote": "words", "rule": "rule"}
    return {"repo_id": repo, "question": question, "outcome": outcome, "reason": reason, **blank, **more}


@pytest.fixture
def db(tmp_path):
    base = {
        "repo_id": "meta/base", "verdict_own": "open-weights", "verdict": "open-weights", "license_id": "llama3",
    }  # fmt: skip
    child = {
        "repo_id": "org/child", "sha": "f" * 40, "read_sha": "e" * 40, "read_at": "2026-11-20", "gated": "auto",
        "license_tag": "apache-2.0", "license_id": "llama3", "license_source": "file", "license_class": "custom",
        "license_conflict": "tag-file", "license_text": "oid1", "osi_approved": "no", "weights": "yes",
        "inference_code": "yes", "training_code": "no", "training_data": "partial", "model_card": "yes",
        "claims_open_source": "yes", "openwashing": "yes", "base_model": "meta/base", "relation": "finetune",
        "verdict_own": "open-source-ai", "verdict": "open-weights", "osaid": "does-not-meet",
        "osaid_missing": "training-code,licence,base:training-data", "mof_class": "unclassified",
    }  # fmt: skip
    edge = {"relation": "finetune", "source": "tag", "parent_license": "llama3", "drift": "looser"}
    return database(
        tmp_path / "hub-openness.db",
        models=[base, child],
        evidence=[
            evidence("org/child", "weights", "yes", "parameter files are listed", path="w.safetensors",
                     quote="w.safetensors", line_start=None, line_end=None),
            evidence("org/child", "training_data", "partial", "a data set is named",
                     quote="trained on \x1b[31mMine\n[b]",
                     url="https://hub.example/org/child/blob/eee/README.md#L7-L8", line_start=7, line_end=8),
            evidence("org/child", "license_id", "yes", "the file is the Llama 3 licence", path="LICENSE"),
        ],
        license_texts=[{"oid": "oid1", "license_id": "llama3", **TERMS}],
        license_clauses=[{"oid": "oid1", "term": "user_cap", "quote": "700 million", "line_start": 40, "line_end": 41}],
        lineage=[{"child": "org/child", "parent": "meta/base", **edge},
                 {"child": "meta/base", "parent": "org/child", **edge}],
        claims=[{"repo_id": "org/child", "quote": "Child is an open-source model", "line_start": 3, "strength": "self",
                 "contradicted_by": "training-code,licence:llama3"}],
    )  # fmt: skip


def audit(*args):
    result = CliRunner().invoke(command, [str(a) for a in args], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_json_document_has_the_promised_keys(db):
    said = json.loads(audit("org/child", "--db", db, "--json"))
    assert [key for key in said if key in KEYS] == KEYS  # further questions may stand between them
    assert said["training_data"]["evidence"] == [
        {
            "path": "README.md",
            "url": "https://hub.example/org/child/blob/eee/README.md#L7-L8",
            "line_start": 7,
            "line_end": 8,
            "quote": "trained on \x1b[31mMine\n[b]",
            "rule": "rule",
        }
    ]
    assert said["data_card"] == {"outcome": "unknown", "reason": "nobody has looked yet", "evidence": []}
    assert said["license"]["declared"] == "apache-2.0" and said["license"]["effective"] == "llama3"
    assert said["license"]["terms"]["user_cap"] == 700_000_000
    assert said["sha"] == "e" * 40
    assert [edge["parent_verdict"] for edge in said["lineage"]] == ["open-weights", "open-source-ai"]
    assert said["osaid_missing"] == ["training-code", "licence", "base:training-data"]


def test_people_read_outcomes_with_quotes_and_addresses(db):
    said = audit("org/child", "--db", db)
    for words in (
        "org/child at eeeeeeeeeeee (read 2026-11-20, gated: auto)",
        "closed < open-access < [open-weights] < open-source-ai",
        "missing: training-code, licence, base:training-data",
        "- training code: not found",
        'README.md:7-8 "trained on  [31mMine [b]"',
        "      https://hub.example/org/child/blob/eee/README.md#L7-L8",
        "declaration and text do not agree: tag-file",
        "Up to which size? Up to 700,000,000 MAU.",
        'the licence:40-41 "700 million"',
        'README.md:3 "Child is an open-source model"',
        "evidence lacks: training-code, licence:llama3",
        "finetune of meta/base (by tag): open-weights, licence llama3 (drift: looser)",
        "Evidence, not a certificate",
        "Not legal advice",
    ):
        assert words in said, f"{words!r} is not in\n{said}"
    assert "\x1b" not in said


def test_the_letter_case_of_an_id_does_not_matter(db):
    assert json.loads(audit("ORG/Child", "--db", db, "--json"))["repo_id"] == "org/child"


@pytest.mark.parametrize("args", [["no/body"], ["no/body", "--json"]])
def test_an_unknown_model_is_one_line_and_exit_code_2(db, args, capsys):
    assert cli.run(["audit", *args, "--db", str(db)]) == 2
    out = capsys.readouterr()
    assert out.out == "" and out.err.count("\n") == 1 and "no/body" in out.err


def test_no_database_is_wrong_usage(tmp_path, capsys):
    assert cli.run(["audit", "a/b", "--db", str(tmp_path / "none.db")]) == 2
    (tmp_path / "bad.db").write_text("not a database at all, but long enough to be looked at")
    assert cli.run(["audit", "a/b", "--db", str(tmp_path / "bad.db")]) == 2
    assert capsys.readouterr().err.count("\n") == 2


@pytest.fixture
def judged_folder(tmp_path, monkeypatch):
    """A folder with fake detectors in place of the package's: the audit uses whatever is registered."""
    folder = tmp_path / "draft"
    folder.mkdir()
    (folder / "README.md").write_text("# Draft\nDraft is an open-source model.\n")
    (folder / "LICENSE").write_text("Do as you like.\n")
    line = Evidence("README.md", "Draft is an open-source model.", "self", 2, 2)
    columns = {"license_tag": "mit", "license_id": "mit", "license_source": "file", "license_class": "permissive",
               "osi_approved": "yes"}  # fmt: skip
    findings = {
        name: Finding(Outcome.YES, "it is there", (line,))
        for name in ("weights", "inference_code", "training_code", "training_data", "data_card", "model_card")
    } | {
        "base_model": Finding(Outcome.NO, "made from no other", (line,), {"base_model": "", "relation": "none"}),
        "claims_open_source": Finding(Outcome.YES, "the card says so", (line,)),
        "license_id": Finding(Outcome.YES, "a file", (Evidence("LICENSE", "Do as you like.", "r", 1, 1),), columns),
    }
    detectors = {}

    def registered():
        return tuple(
            detection.Detector(name, 1, "Is it?", lambda _, finding=finding: finding)
            for name, finding in {**findings, **detectors}.items()
        )

    monkeypatch.setattr(detection, "load", registered)
    clause = Clause("commercial_use", "Do as you like.", 1, 1)
    reading = Reading("mit", "MIT", "MIT", "mit", 1.0, "permissive", "full", Terms(commercial_use="yes"), (clause,))
    found = Effective("mit", "file", "permissive", reading.terms, "LICENSE")
    monkeypatch.setattr(audit_folder, "texts_read", lambda snapshot: (Read("LICENSE", reading),))
    monkeypatch.setattr(audit_folder, "effective", lambda snapshot: found)
    stated = tuple(Term(*said[:2], "mit", said[2]) for said in stated_terms("mit", reading.terms))
    monkeypatch.setattr(audit_folder, "own_terms", lambda snapshot: stated)
    return folder, detectors


def test_a_folder_is_judged_before_it_is_published(judged_folder):
    folder, _ = judged_folder
    said = json.loads(audit(folder, "--json"))
    assert [key for key in said if key in KEYS] == KEYS  # further questions may stand between them
    assert (said["repo_id"], said["verdict"], said["osaid"], said["mof_class"]) == (
        "draft",
        "open-source-ai",
        "meets",
        "I",
    )
    assert said["openwashing"] == "no"
    assert said["weights"]["evidence"][0]["url"] == (folder / "README.md").as_uri()
    assert said["license"]["terms"]["commercial_use"] == "yes"
    assert 'LICENSE:1 "Do as you like."' in audit(folder)


def test_parents_of_a_folder_are_unknown_and_withhold_the_top_rung(judged_folder):
    folder, detectors = judged_folder
    edge = Edge("some/base", Relation.FINETUNE, "card")
    detectors["base_model"] = Finding(Outcome.YES, "named", (), {"relation": "finetune"}, (edge,))
    said = json.loads(audit(folder, "--json"))
    assert (said["verdict_own"], said["verdict"], said["osaid"]) == (
        "open-source-ai",
        "not-determinable",
        "not-determinable",
    )
    assert said["openwashing"] == "unknown"
    assert said["lineage"][0]["parent_verdict"] == "unknown"
    assert "finetune of some/base (by card): unknown" in audit(folder)


def test_a_folder_that_declares_no_licence_is_under_that_of_its_base(judged_folder):
    folder, detectors = judged_folder
    none = {"license_id": "none", "license_source": "none", "license_class": "none", "osi_approved": "no"}
    detectors["license_id"] = Finding(Outcome.NO, "nothing is said", (), none)
    assert json.loads(audit(folder, "--json"))["verdict"] == "open-access"
    detectors["base_model"] = Finding(Outcome.YES, "named", (), {}, (Edge("a/b", Relation.FINETUNE, "card"),))
    said = json.loads(audit(folder, "--json"))
    assert (said["license"]["effective"], said["license"]["source"]) == ("unknown", "base-model")
    assert said["verdict"] == "not-determinable"


def test_a_detector_that_fails_costs_its_own_answer_only(judged_folder):
    folder, detectors = judged_folder
    detectors["training_data"] = Finding(Outcome.ERROR, "the detector failed", (Evidence("", "ValueError: x", "e"),))
    said = json.loads(audit(folder, "--json"))
    assert said["training_data"]["outcome"] == "error"
    assert said["verdict"] == "not-determinable"


def test_a_folder_that_holds_nothing_is_wrong_usage(tmp_path, capsys):
    assert cli.run(["audit", str(tmp_path)]) == 2
    assert "no files" in capsys.readouterr().err

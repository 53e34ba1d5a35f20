"""Judging again what is stored, without any Hub."""

import sqlite3

import pytest

from crawler.cli import run
from crawler.errors import Unhealthy
from crawler.judge import judge
from crawler.judge.workers import detect
from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from pipelines import detection
from tests.crawl.conftest import SAMPLE, rows, scan, tables


def test_the_same_rules_conclude_the_same_from_what_is_stored(scanned):
    before = tables(scanned)
    assert run(["judge", "--db", str(scanned)]) == 0
    assert tables(scanned) == before


def test_what_a_changed_rule_changes_is_history_with_cause_rules(scanned):
    before = tables(scanned)["models"]
    connection = sqlite3.connect(scanned)
    with connection:  # as an older version of the detector might have left it
        connection.execute("UPDATE models SET training_code = 'no' WHERE repo_id = 'allenai/OLMo-2-1124-7B'")
    connection.close()
    assert run(["judge", "--db", str(scanned)]) == 0
    assert tables(scanned)["models"] == before
    found = rows(scanned, "SELECT repo_id, field, old, new, cause FROM changes")
    assert found == [("allenai/OLMo-2-1124-7B", "training_code", "no", "yes", "rules")]


@pytest.mark.parametrize("name", ["versions", "rules_digest"])
def test_a_scan_judges_everything_again_when_a_rule_is_a_new_one(scanned, monkeypatch, name):
    changed = {"versions": lambda: {"weights": 99}, "rules_digest": lambda: "another"}
    with running(Options(SAMPLE)) as hub:
        assert scan(scanned, hub) == 0
        quiet = rows(scanned, "SELECT value FROM about WHERE key = 'rules'")
        monkeypatch.setattr(detection, name, changed[name])
        assert scan(scanned, hub) == 0
    assert rows(scanned, "SELECT value FROM about WHERE key = 'rules'") != quiet


def test_something_else_than_a_database_is_wrong_usage(tmp_path, capsys):
    path = tmp_path / "notes.db"
    path.write_text("These are my notes, and no database at all.")
    for command in ("scan", "judge", "nightly"):
        assert run([command, "--db", str(path)]) == 2
    assert capsys.readouterr().err.count("is not a database") == 3
    assert path.read_text().startswith("These are my notes")
    assert [file.name for file in tmp_path.iterdir() if file.suffix != ".lock"] == ["notes.db"]


def test_each_part_of_a_model_has_its_licence_with_the_place_it_stands_in(scanned):
    repo = "sample-tuners/Llama-4-Scout-Postcards"
    sql = "SELECT part, license_id, source, path, line_start FROM model_licenses WHERE repo_id = ? ORDER BY part"
    assert rows(scanned, sql, repo) == [
        ("third-party", "llama4", "file", "NOTICE", 1), ("weights", "llama4", "file", "LICENSE", 1),
    ]  # fmt: skip
    differing = (
        "SELECT count(*) FROM model_licenses AS l JOIN models AS m USING (repo_id) WHERE l.part = 'weights'"
        " AND m.license_source <> 'base-model' AND (l.license_id, l.source) <> (m.license_id, m.license_source)"
    )
    assert rows(scanned, differing) == [(0,)]


def test_a_judging_that_was_broken_off_goes_on_where_it_was(scanned, monkeypatch):
    """As when a scheduler is lost in the middle: what is stored by then is not asked for again."""
    before, asked, lost = tables(scanned), [], True

    def counting(engine, snapshots):
        asked.append(len(snapshots))
        if lost and sum(asked) > 50:
            raise Unhealthy("the scheduler was lost")
        return detect(engine, snapshots)

    monkeypatch.setattr(judge, "BATCH", 10)
    monkeypatch.setattr(judge, "detect", counting)
    command = ["judge", "--db", str(scanned)]
    assert run(command) == 1
    lost, asked = False, []
    assert run(command) == 0
    assert tables(scanned) == before
    rest, asked = sum(asked), []
    assert run(command) == 0, "asked for once more, it judges all"
    assert 0 < rest < sum(asked)


def test_a_scan_that_finishes_a_broken_off_judging_leaves_nothing_of_it(scanned, monkeypatch):
    def lost(engine, snapshots):
        raise Unhealthy("the scheduler was lost")

    with monkeypatch.context() as patch:
        patch.setattr(judge, "detect", lost)
        assert run(["judge", "--db", str(scanned)]) == 1
    with running(Options(SAMPLE)) as hub:
        assert scan(scanned, hub) == 0
    asked = []
    monkeypatch.setattr(
        judge, "detect", lambda engine, snapshots: asked.append(len(snapshots)) or detect(engine, snapshots)
    )
    assert run(["judge", "--db", str(scanned)]) == 0
    assert sum(asked) > 50, "asked for by itself, it judges all"

"""The unattended night: published when it is healthy, and only then."""

import json
import re
import resource
import shutil
import sqlite3
import subprocess
import sys

import pytest

import spiders.base
from crawler.cli import run
from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from crawler.store.damage import companions
from crawler.store.lock import locked
from tests.crawl.conftest import SAMPLE, ask, rows, scan, tables


def nightly(db, hub, *arguments):
    return run(["nightly", "--db", str(db), "--hub", hub, "--github", hub, "--scope", "all", *arguments])


@pytest.fixture(scope="module")
def first_night(tmp_path_factory):
    """What a first night leaves in its folder."""
    folder = tmp_path_factory.mktemp("night")
    with running(Options(SAMPLE)) as hub:
        assert nightly(folder / "x.db", hub) == 0
    return folder


@pytest.fixture
def published(first_night, hub_copy, tmp_path):
    """A hub that may be changed, its address, and the database its first night published."""
    shutil.copytree(first_night, tmp_path, dirs_exist_ok=True)
    with running(Options(hub_copy)) as hub:
        yield hub_copy, hub, tmp_path / "x.db"


def test_a_healthy_night_publishes_exports_and_archives(published, tmp_path, capsys):
    _, hub, db = published
    first = tables(db)
    assert len(first["models"]) > 60
    assert nightly(db, hub, "--export", str(tmp_path / "out")) == 0
    assert tables(db) == first
    assert [r[0] for r in rows(db, "SELECT outcome FROM runs ORDER BY started_at")] == ["done", "done"]
    assert (tmp_path / "out" / "latest").exists()
    assert run(["history", "SELECT count(*) FROM models", "--snapshots", str(tmp_path / "out"), "--json"]) == 0
    assert f'"count_star()": {len(first["models"])}' in capsys.readouterr().out


def remove_models(hub_copy, share):
    folders = sorted(p.parent for p in hub_copy.glob("models/*/*/.hub.json"))
    for folder in folders[: int(len(folders) * share)]:
        for file in sorted(folder.rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        folder.rmdir()


def drop_column(hub_copy, share):
    for path in sorted(hub_copy.glob("models/*/*/.hub.json"))[: int(70 * share)]:
        facts = json.loads(path.read_text())
        facts.pop("pipeline_tag", None)
        path.write_text(json.dumps(facts))
        card = path.with_name("README.md")
        if card.exists():
            card.write_bytes(re.sub(rb"(?m)^pipeline_tag:.*\n", b"", card.read_bytes()))


@pytest.mark.parametrize(
    ("spoil", "share", "says"), [(remove_models, 0.2, "missing from the list"), (drop_column, 1, "pipeline_tag: empty")]
)
def test_a_night_that_lost_rows_or_a_column_is_not_published(published, capsys, spoil, share, says):
    hub_copy, hub, db = published
    before = db.read_bytes()
    spoil(hub_copy, share)
    ask(hub, "/_reload", "POST")
    assert nightly(db, hub) == 1
    error = capsys.readouterr().err
    assert says in error
    assert len(error.splitlines()) == 1
    assert db.read_bytes() == before
    shutil.copytree(SAMPLE, hub_copy, dirs_exist_ok=True)
    ask(hub, "/_reload", "POST")
    assert nightly(db, hub) == 0, "the next good night is published again"


def test_a_hub_that_is_down_keeps_yesterday(published, monkeypatch, capsys):
    _, _, db = published
    before = db.read_bytes()
    monkeypatch.setattr(spiders.base, "MOST_TRIES", 1)
    with running(Options(SAMPLE)) as gone:
        pass
    assert nightly(db, gone) == 1
    assert db.read_bytes() == before
    assert "not published" in capsys.readouterr().err


def test_a_second_run_on_the_same_database_is_told_so(published, capsys):
    _, hub, db = published
    with locked(db):
        assert nightly(db, hub) == 3
    assert "another run is at work" in capsys.readouterr().err


def test_a_reader_in_the_middle_of_a_read_hinders_no_night(published):
    _, hub, db = published
    working = db.with_suffix(".work.db")
    readers = [sqlite3.connect(path) for path in (db, working)]
    for reader in readers:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM models").fetchone()
    assert nightly(db, hub) == 0
    assert len({reader.execute("SELECT count(*) FROM models").fetchone()[0] for reader in readers}) == 1


def test_a_full_disk_is_told_in_one_line_and_costs_nothing(published):
    hub_copy, hub, db = published
    before = db.read_bytes()
    for path in hub_copy.glob("models/*/*/README.md"):
        path.write_bytes(path.read_bytes() + b"\nOne more line.\n")
    for path in hub_copy.glob("models/*/*/.hub.json"):
        facts = json.loads(path.read_text())
        path.write_text(json.dumps(facts | {"sha": facts["sha"][::-1], "lastModified": "2099-01-01T00:00:00.000Z"}))
    ask(hub, "/_reload", "POST")
    command = [sys.executable, "-m", "crawler", "nightly", "--db", db, "--hub", hub, "--github", hub, "--scope", "all"]
    limit = (db.with_suffix(".work.facts.db").stat().st_size + 8192,) * 2
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert db.read_bytes() == before
    assert nightly(db, hub) == 0
    assert rows(db, "SELECT outcome FROM runs ORDER BY started_at DESC LIMIT 1") == [("done",)]


def change(hub_copy, repo_id, **facts):
    path = hub_copy / "models" / repo_id / ".hub.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | facts))


def test_a_clock_that_was_ahead_hides_no_change(published):
    """The increment walk would go back to a moment that has not come yet; the sweep of ids finds what it skips."""
    hub_copy, hub, db = published
    connection = sqlite3.connect(db.with_suffix(".work.db"))
    with connection:
        connection.execute("UPDATE runs SET started_at = '2099-01-01T00:00:00.000Z'")
    connection.close()
    change(hub_copy, "sample-lab/Beacon-3B", sha="c" * 40)
    card = "---\nlicense: mit\ndatasets:\n- sample-data/recipes\n---\n# Beacon\n\nTrained on recipes.\n"
    (hub_copy / "models/sample-lab/Beacon-3B/README.md").write_text(card)
    ask(hub, "/_reload", "POST")
    assert nightly(db, hub) == 0
    assert rows(db, "SELECT read_sha FROM models WHERE repo_id = 'sample-lab/Beacon-3B'") == [("c" * 40,)]
    found = dict(rows(db, "SELECT field, new FROM changes WHERE repo_id = 'sample-lab/Beacon-3B' AND cause = 'model'"))
    assert found["training_data"] == "yes"


def test_a_gate_that_closes_is_history_and_what_cannot_be_read_any_more_is_unknown_or_kept(published):
    hub_copy, hub, db = published
    change(hub_copy, "sample-lab/Tangle-1B", gated="manual")
    ask(hub, "/_reload", "POST")
    assert nightly(db, hub) == 0
    assert rows(db, "SELECT gated, weights FROM models WHERE repo_id = 'sample-lab/Tangle-1B'") == [("manual", "yes")]
    found = rows(db, "SELECT field, old, new FROM changes WHERE repo_id = 'sample-lab/Tangle-1B' AND field = 'gated'")
    assert found == [("gated", "", "manual")]


def spoil(path, kept=0.0):
    """Nothing but the first page, or a share of all, is left of a database."""
    for beside in companions(path):
        beside.unlink(missing_ok=True)
    whole = path.read_bytes()
    path.write_bytes(whole[: max(4096, int(len(whole) * kept))].ljust(len(whole), b"\x55"))


@pytest.mark.parametrize(("lost", "kept"), [(".work.db", 0.7), (".work.facts.db", 0)], ids=["met late", "met at once"])
def test_a_damaged_working_database_is_told_and_the_next_night_heals_it(published, capsys, lost, kept):
    _, hub, db = published
    first = tables(db)
    spoil(db.with_suffix(lost), kept)
    assert nightly(db, hub) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert f"not published, {db} is as it was" in line
    assert f"{db.with_suffix(lost)} is set aside as" in line
    assert "the next night lists everything anew" in line
    assert tables(db) == first
    assert nightly(db, hub) == 0
    assert tables(db) == first
    assert rows(db, "SELECT mode, outcome FROM runs ORDER BY started_at")[-1] == ("full", "done")
    assert rows(db, "SELECT repo_id FROM models WHERE read_sha IS NULL") == []


def test_a_damaged_published_database_is_told_and_replaced(published, capsys):
    _, hub, db = published
    first = tables(db)
    spoil(db)
    assert nightly(db, hub) == 0
    assert f"{db} is damaged" in capsys.readouterr().err
    assert tables(db) == first


def test_a_scan_of_a_damaged_database_says_what_to_do(published, capsys):
    _, hub, db = published
    spoil(db)
    assert scan(db, hub) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "malformed" in line and "scan anew" in line


def test_damage_that_a_scan_meets_late_is_told_as_well(published, capsys, monkeypatch):
    def met(*_):
        raise sqlite3_error

    sqlite3_error = sqlite3.DatabaseError("database disk image is malformed")
    sqlite3_error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    monkeypatch.setattr("crawler.store.sweep.store_rows", met)
    _, hub, db = published
    assert scan(db, hub, "--full") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "the scan broke off" in line and "malformed" in line and "scan anew" in line

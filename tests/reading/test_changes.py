"""The change log as lines, JSON and Atom."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import datetime

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from crawler import cli
from crawler.changes import feed
from crawler.changes.log import Change
from tests.reading import sample_rows

NS = {"a": feed.ATOM}


@pytest.fixture
def run(database):
    def changes(*arguments: str) -> Result:
        result = CliRunner().invoke(cli.cli, ["changes", "--db", str(database), *arguments])
        assert result.exit_code == 0, result.output
        return result

    return changes


def test_the_last_week_of_runs_newest_first(run):
    lines = run().output.splitlines()
    assert len(lines) == 5
    assert lines[1] == "2026-11-22  meta/capped-8b  licence apache-2.0 → capped  (model)"
    assert lines[3] == "2026-11-21  allen/open-7b  verdict nothing → open-source-ai  (rules)"


def test_control_characters_of_strangers_never_reach_the_terminal(run):
    output = run().output
    assert "\x1b" not in output and "\x00" not in output


def test_since_a_day(run):
    assert len(run("--since", "2026-10-01").output.splitlines()) == 6
    assert run("--since", "2027-01-01").output == "no change since 2027-01-01\n"


def test_json_is_one_document(run):
    changes = json.loads(run("--json", "--since", "2026-11-21").output)
    assert changes[-1] == {
        "repo_id": sample_rows.OPEN, "seen_at": "2026-11-21T03:10:00Z", "run_id": "2026-11-21T03:10:00Z-0001",
        "field": "verdict", "old": None, "new": "open-source-ai", "cause": "rules",
    }  # fmt: skip


def test_a_wrong_day_or_database_is_wrong_usage(tmp_path):
    for arguments in (["--since", "yesterday"], ["--db", str(tmp_path / "no.db")]):
        assert cli.run(["changes", *arguments]) == 2


def test_the_feed_is_atom_with_one_entry_a_model_and_run(run, tmp_path):
    run("--atom", str(tmp_path / "feed.xml"))
    root = ET.fromstring((tmp_path / "feed.xml").read_bytes())
    entries = root.findall("a:entry", NS)
    assert [e.findtext("a:title", None, NS) for e in entries[1:]] == [
        "meta/capped-8b: licence apache-2.0 → capped, verdict open-source-ai → open-weights",
        "allen/open-7b: verdict nothing → open-source-ai",
        "gone/model: removed nothing → deleted",
    ]
    assert entries[1].find("a:link", NS).get("href") == "https://huggingface.co/meta/capped-8b"
    for element in (root, *entries):
        assert all(element.findtext(f"a:{name}", None, NS) for name in ("id", "title", "updated"))
        datetime.fromisoformat(element.findtext("a:updated", None, NS))
    assert root.findtext("a:author/a:name", None, NS) == "hub-openness"
    assert root.findtext("a:updated", None, NS) == entries[0].findtext("a:updated", None, NS)


def test_ids_are_unique_and_stay_the_same(run, tmp_path):
    ids = []
    for name in ("one.xml", "two.xml"):
        run("--atom", str(tmp_path / name), "--since", "2026-01-01")
        root = ET.fromstring((tmp_path / name).read_bytes())
        ids.append([e.findtext("a:id", None, NS) for e in root.findall("a:entry", NS)])
    assert ids[0] == ids[1] and len(set(ids[0])) == len(ids[0])


def change(**given: str) -> Change:
    row = {"repo_id": "a/b", "seen_at": "2026-11-22T03:00:00Z", "run_id": "r", "field": "verdict", "cause": "model"}
    return Change(**{"old": None, "new": None, **row, **given})


def test_downloads_and_dates_are_not_news():
    assert list(feed.entries([change(field="downloads"), change(field="last_modified")])) == []


def test_one_model_changed_for_two_causes_is_two_entries():
    found = list(feed.entries([change(cause="rules"), change(), change(cause="rules", field="osaid")]))
    assert [(e.cause, len(e.changes)) for e in found] == [("model", 1), ("rules", 2)]
    assert found[0].id != found[1].id


def test_what_one_run_saw_at_several_moments_is_one_entry():
    """A rename is met in the list, a licence when the card is read, the verdict when all were: ids must not repeat."""
    moments = {"verdict": "03:50", "license_id": "03:10", "repo_id": "03:01"}
    of_one_run = [change(field=field, seen_at=f"2026-11-22T{time}:00Z") for field, time in moments.items()]
    (entry,) = feed.entries(of_one_run)
    assert [c.field for c in entry.changes] == list(moments)
    assert entry.seen_at.isoformat() == "2026-11-22T03:50:00+00:00"
    earlier = [change(seen_at="2026-11-21T03:00:00Z", run_id="q")]
    assert len({e.id for e in feed.entries([*of_one_run, *earlier])}) == 2


def test_the_feed_is_bounded():
    many = [change(repo_id=f"a/{i}") for i in range(feed.MOST + 20)]
    assert feed.atom(feed.entries(many), "https://x", str).count(b"<entry>") == feed.MOST


@given(st.text(), st.text())
def test_any_text_makes_a_feed_that_parses(name, value):
    try:
        written = feed.atom(feed.entries([change(repo_id=name, new=value)]), "https://x", lambda _: "https://x/y")
    except UnicodeEncodeError:
        pytest.fail("text that is no Unicode must be replaced")
    assert len(ET.fromstring(written).findall("a:entry", NS)) == 1

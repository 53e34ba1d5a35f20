"""From one night to the next: only what changed is asked for, and all of it is in the history."""

import re

import pytest

from crawler.cli import run
from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from tests.crawl.conftest import ask, rows, scan

MODELS = 3000


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory):
    """A database after day 0 and day 1 of a made-up Hub, the truth about day 1, and what day 1 was asked for."""
    db = tmp_path_factory.mktemp("nights") / "x.db"
    with running(Options(None, synthetic=MODELS)) as hub:
        assert scan(db, hub, "--scope", "notable") == 0
        read = {r[0] for r in rows(db, "SELECT repo_id FROM models WHERE read_sha IS NOT NULL")}
        ask(hub, "/_day?d=1", "POST")
        ask(hub, "/_stats/reset", "POST")
        assert scan(db, hub, "--scope", "notable") == 0
        return db, ask(hub, "/_truth?day=1"), ask(hub, "/_stats"), read


def test_a_model_is_counted_once_however_many_walks_list_it(two_nights):
    db, truth, _, _ = two_nights
    listed = [n for (n,) in rows(db, "SELECT models_listed FROM runs ORDER BY started_at")]
    assert listed == [MODELS, MODELS + len(truth["created"]) - len(truth["deleted"])]


def history(db, field):
    return rows(db, "SELECT repo_id, old, new FROM changes WHERE field = ? AND cause = 'model'", field)


def test_every_deletion_rename_and_gate_is_in_the_history_and_no_other(two_nights):
    db, truth, _, _ = two_nights
    assert {r[0] for r in history(db, "removed")} == set(truth["deleted"])
    assert {(old, new) for _, old, new in history(db, "repo_id")} == set(truth["renamed"].items())
    assert {r[0] for r in history(db, "gated")} == set(truth["gates"])


def test_nothing_else_changed(two_nights):
    db, truth, _, _ = two_nights
    touched = set(truth["texts"]) | set(truth["commits"]) | set(truth["gates"]) | set(truth["renamed"].values())
    known = "('removed', 'repo_id', 'gated', 'verdict')"
    others = rows(db, f"SELECT repo_id, field FROM changes WHERE field NOT IN {known}")
    assert {r[0] for r in others} <= touched
    assert rows(db, "SELECT * FROM changes WHERE cause <> 'model'") == []


def test_new_models_have_rows_and_gone_ones_keep_theirs(two_nights):
    db, truth, _, _ = two_nights
    known = dict(rows(db, "SELECT repo_id, removed_at FROM models"))
    assert set(truth["created"]) <= set(known)
    assert all(known[name] for name in truth["deleted"])
    assert sum(1 for gone in known.values() if gone) == len(truth["deleted"])


def test_only_texts_that_changed_were_fetched(two_nights):
    db, truth, asked, read = two_nights
    new = {r[0] for r in rows(db, "SELECT repo_id FROM models WHERE read_sha IS NOT NULL")} - read
    first_read = sum(1 for blobs in asked["blobs"].values() for _ in range(blobs))
    changed = {name for name in truth["texts"] if name in read}
    assert asked["buckets"].get("resolvers", 0) <= 1.02 * (len(changed) + first_read)
    assert first_read <= len(changed) + 3 * len(new)


def test_ids_of_the_feed_are_unique(two_nights, tmp_path):
    db, truth, _, _ = two_nights
    assert run(["changes", "--db", str(db), "--since", "2000-01-01", "--atom", str(tmp_path / "feed.xml")]) == 0
    ids = re.findall("<id>(.*?)</id>", (tmp_path / "feed.xml").read_text("utf-8"))
    assert len(ids) > len(truth["renamed"]) and len(set(ids)) == len(ids)

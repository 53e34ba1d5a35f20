"""The news of a night: what repositories changed, once, with its direction; never what our rules did."""

from __future__ import annotations

import pytest

from crawler.judge.license_texts import note_first_found, store_catalogue
from crawler.judge.reading.events import store_events
from tests.published import insert

BEFORE, NIGHT, AFTER = "2026-11-21T04:00:00Z", "2026-11-22T03:10:00Z", "2026-11-22T04:00:00Z"
DIRECTIONS = [
    ("license_id", "apache-2.0", "cc-by-nc-4.0", "tighter"),
    ("license_id", "none", "mit", "looser"),
    ("license_id", "mit", "apache-2.0", "lateral"),
    ("license_id", "mit", "unknown", "unknown"),
    ("gated", "", "manual", "tighter"),
    ("gated", "auto", "", "looser"),
    ("gated", "auto", "manual", "lateral"),
    ("verdict", "open-weights", "open-source-ai", "up"),
    ("verdict", "open-weights", "closed", "down"),
    ("verdict", "not-determinable", "open-weights", "unknown"),
    ("removed", "no", "deleted", ""),
]


@pytest.fixture
def night(db):
    store_catalogue(db)
    run = {"run_id": "r1", "started_at": BEFORE, "finished_at": BEFORE, "mode": "full", "outcome": "done"}
    insert(db.conn, "runs", run)
    known = {"author": "tide", "license_id": "mit", "downloads": 7, "likes": 1, "verdict": "open-weights"}
    insert(db.conn, "models", {"repo_id": "tide/gull", "no": 1, "first_seen": BEFORE, "read_sha": "c", **known})
    db.conn.commit()
    return db


def change(db, field, old, new, cause="model", seen_at=NIGHT):
    row = {"repo_id": "tide/gull", "seen_at": seen_at, "run_id": "r2", "field": field, "old": old, "new": new}
    insert(db.conn, "changes", {**row, "cause": cause})
    db.conn.commit()


def told(db, columns="field, direction"):
    return db.execute(f"SELECT {columns} FROM events ORDER BY field, repo_id").fetchall()


@pytest.mark.parametrize(("field", "old", "new", "direction"), DIRECTIONS)
def test_a_change_has_its_direction(field, old, new, direction, night):
    change(night, field, old, new)
    store_events(night, "r2", AFTER)
    everything = "run_id, seen_at, field, direction, repo_id, author, license_id, old, new, downloads, likes"
    row = ("r2", NIGHT, field, direction, "tide/gull", "tide", "mit", old, new, 7, 1)
    assert told(night, everything) == [row]


def test_what_rules_changed_what_readers_do_not_follow_and_what_was_told_is_no_news(night):
    change(night, "gated", "", "auto", cause="rules")
    change(night, "base_model", "", "tide/tern")
    change(night, "gated", "", "auto", seen_at=BEFORE)
    store_events(night, "r2", AFTER)
    assert told(night) == []
    change(night, "gated", "", "auto", seen_at="2026-11-23T03:00:00Z")
    for _ in range(2):
        store_events(night, "r3", "2026-11-23T04:00:00Z")
    assert told(night) == [("gated", "tighter")]


def first_met(db):
    new = {"repo_id": "tide/new", "no": 2, "first_seen": NIGHT}
    insert(db.conn, "models", {**new, "read_sha": "c", "verdict": "closed"})
    insert(db.conn, "models", {"repo_id": "tide/unread", "no": 3, "first_seen": NIGHT, "license_text": "ab"})
    insert(db.conn, "license_texts", {"oid": "ab", "license_id": "mit", "first_seen": NIGHT})
    for quote, against in (("open source", "license"), ("fully open", "")):
        claim = {"repo_id": "tide/gull", "original": "tide/gull", "quote": quote, "contradicted_by": against}
        insert(db.conn, "claims", {**claim, "first_seen": NIGHT})
    db.conn.commit()


def test_models_texts_and_claims_that_are_met_first_are_news(night):
    first_met(night)
    store_events(night, "r2", AFTER)
    assert told(night, "field, repo_id, new") == [
        ("claim", "tide/gull", "open source"), ("license_text", "tide/unread", "ab"), ("model", "tide/new", "closed"),
    ]  # fmt: skip


def test_what_the_first_sweep_of_all_meets_is_no_news(night):
    night.execute("UPDATE runs SET outcome = 'running', finished_at = NULL")
    first_met(night)
    store_events(night, "r1", AFTER)
    assert told(night) == []


def test_a_run_that_failed_has_told_nothing(night):
    insert(
        night.conn, "runs", {"run_id": "r2", "finished_at": "2026-11-22T03:30:00Z", "outcome": "failed: it was lost"}
    )
    change(night, "gated", "", "auto")
    store_events(night, "r3", AFTER)
    assert told(night) == [("gated", "tighter")]


def test_a_licence_is_dated_by_the_run_that_found_it_first(night):
    def dates():
        dated = "SELECT license_id, first_seen FROM licenses WHERE first_seen IS NOT NULL"
        return dict(night.execute(dated).fetchall())

    note_first_found(night, "model")
    assert dates() == {"mit": ""}, "the first run found them all"
    insert(night.conn, "runs", {"run_id": "r2", "started_at": NIGHT})
    night.execute("UPDATE models SET license_id = 'gemma'")
    note_first_found(night, "model")
    assert set(dates()) == {"mit", "gemma"} and dates()["gemma"] > "2026"
    store_catalogue(night)
    assert set(dates()) == {"mit", "gemma"}

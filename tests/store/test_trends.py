"""Monthly shares: what they rest on, that parts add up to one, and that nothing is written twice."""

from __future__ import annotations

from collections import defaultdict

from crawler.judge.reading.orgs import known_orgs, store_orgs
from crawler.judge.reading.trends import store_trends
from tests.published import insert

CREATED = ("2026-08-03T10:00:00Z", "2026-08-30T10:00:00Z", "2026-10-02T10:00:00Z", "2026-11-02T10:00:00Z")


def fill(db):
    for n, created in enumerate(CREATED, 1):
        gated = "auto" if n == 1 else ""
        insert(db.conn, "models", {
            "repo_id": f"tide/gull-{n}", "author": "tide", "no": n, "created_at": created, "downloads": n - 1,
            "likes": 0, "gated": gated, "verdict": "open-weights", "openwashing": "yes",
        })  # fmt: skip
    insert(db.conn, "models", {"repo_id": "gone/x", "author": "gone", "no": 9, "removed_at": "2026-11-01"})
    db.conn.commit()


def gates(db, basis, population="all"):
    found = db.execute(
        "SELECT month, value, models, share FROM trends WHERE dimension = 'gated' AND basis = ? AND population = ?"
        " ORDER BY month, value", (basis, population)
    )  # fmt: skip
    return found.fetchall()


def test_scanned_months_hold_every_listed_model_and_others_those_created(db):
    fill(db)
    store_trends(db, "2026-10")
    assert gates(db, "scanned") == [("2026-10", "", 3, 0.75), ("2026-10", "auto", 1, 0.25)]
    assert gates(db, "scanned", "live") == [("2026-10", "", 3, 1.0)]
    assert gates(db, "created-in") == [
        ("2026-08", "", 1, 0.5), ("2026-08", "auto", 1, 0.5), ("2026-10", "", 1, 1.0), ("2026-11", "", 1, 1.0),
    ]  # fmt: skip
    assert gates(db, "created-until") == [("2026-08", "", 1, 0.5), ("2026-08", "auto", 1, 0.5)]


def test_a_scanned_month_stays_when_the_next_one_comes(db):
    fill(db)
    store_trends(db, "2026-10")
    db.execute("UPDATE models SET gated = 'manual' WHERE gated = 'auto'")
    store_trends(db, "2026-11")
    assert [(month, value) for month, value, _, _ in gates(db, "scanned")] == [
        ("2026-10", ""), ("2026-10", "auto"), ("2026-11", ""), ("2026-11", "manual"),
    ]  # fmt: skip


def test_shares_of_a_month_add_up_to_one_and_a_second_count_writes_nothing(db):
    fill(db)
    store_trends(db, "2026-11")
    sums = defaultdict(float)
    for *key, share in db.execute("SELECT month, population, dimension, basis, share FROM trends").fetchall():
        sums[tuple(key)] += share
    assert all(abs(total - 1) < 1e-4 for total in sums.values())
    before = db.conn.total_changes
    store_trends(db, "2026-11")
    assert db.conn.total_changes == before


def test_organisations_are_counted_without_what_is_gone(db):
    fill(db)
    store_orgs(db)
    shown = "SELECT author, type, country, models, downloads, open_weights, gated, contradicted FROM orgs"
    assert db.execute(shown).fetchall() == [("tide", "unknown", "unknown", 4, 6, 4, 1, 4)]
    before = db.conn.total_changes
    store_orgs(db)
    assert db.conn.total_changes == before


def test_what_is_said_of_an_organisation_has_its_source():
    kinds = {"company", "university", "non-profit", "public", "community"}
    for facts in known_orgs().values():
        assert facts["type"] in kinds and facts["source"].startswith("https://")
        assert facts["country"] == "many" or (len(facts["country"]) == 2 and facts["country"].isupper())

"""List pages become rows: only what differs is written, renames keep their row, history is what it should be."""

from dataclasses import replace

import pytest

from crawler.hub import model_row
from crawler.store import missing, sweep
from crawler.store.database import UNSTORABLE
from crawler.store.sweep import Page


def row(n, **facts):
    known = {"sha": f"{n:040x}", "createdAt": "2026-01-01T00:00:00.000Z", "lastModified": "2026-01-02T00:00:00.000Z",
             "gated": False, "private": False, "disabled": False, "downloads": 1, "likes": 0}  # fmt: skip
    return model_row({"_id": f"{n:024x}", "id": f"org/m{n}", "siblings": [{"rfilename": "README.md"}]} | known | facts)


def page(*rows, walk="sweep", cursor=None):
    return Page(walk, rows, cursor, lambda r: True)


def store(db, *rows, **options):
    sweep.begin_walk(db, options.get("walk", "sweep"))
    return sweep.store_page(db, "run", page(*rows, **options))


def changes(db):
    return db.execute("SELECT repo_id, field, old, new, cause FROM changes").fetchall()


def test_a_page_seen_again_writes_nothing(db):
    assert store(db, row(1), row(2)) == 2
    before = db.conn.total_changes
    assert sweep.store_rows(db, "run", {r.hub_id: r for r in (row(1), row(2))}) == 0
    assert db.conn.total_changes == before
    assert changes(db) == []


def test_a_gate_that_closes_is_history_and_the_model_is_read_again(db):
    store(db, row(1))
    db.execute("INSERT INTO reads VALUES (?, ?, ?)", (row(1).hub_id, row(1).columns["sha"], "2026"))
    store(db, row(1, gated="manual"))
    assert changes(db) == [("org/m1", "gated", "", "manual", "model")]
    assert db.execute("SELECT count(*) FROM reads").fetchone() == (0,)


def test_downloads_are_no_history(db):
    store(db, row(1))
    store(db, row(1, downloads=99))
    assert changes(db) == []
    assert db.execute("SELECT downloads FROM models").fetchone() == (99,)


def test_a_rename_keeps_the_row_and_is_followed_everywhere(db):
    store(db, row(1), row(2))
    db.execute("INSERT INTO lineage (child, parent) VALUES ('org/m2', 'org/m1')")
    store(db, row(1, id="org/new"))
    assert db.execute("SELECT count(*) FROM models").fetchone() == (2,)
    assert changes(db) == [("org/new", "repo_id", "org/m1", "org/new", "model")]
    assert db.execute("SELECT parent FROM lineage").fetchone() == ("org/new",)


def test_a_name_taken_over_by_another_repository_loses_neither(db):
    store(db, row(1))
    store(db, row(2, id="org/m1"))
    rows = db.execute("SELECT hub_id, repo_id, removed_at IS NULL FROM models ORDER BY hub_id").fetchall()
    assert rows == [(row(1).hub_id, f"org/m1@{row(1).hub_id}", 0), (row(2).hub_id, "org/m1", 1)]


def test_a_walk_goes_on_where_it_was_killed(db):
    sweep.begin_walk(db, "sweep")
    sweep.store_page(db, "run", page(row(1), cursor="http://hub/next"))
    assert sweep.begin_walk(db, "sweep") == ("http://hub/next", 1)
    sweep.store_page(db, "run", page(row(2)))
    assert missing.queue_missing(db, "sweep") == (0, 2)


def test_only_a_complete_sweep_misses_anybody(db):
    store(db, row(1), row(2))
    sweep.begin_walk(db, "ids")
    sweep.store_page(db, "run", page(row(1), walk="ids", cursor="http://hub/next"))
    assert missing.queue_missing(db, "ids") == (0, 0)
    sweep.store_page(db, "run", page(walk="ids"))
    assert missing.queue_missing(db, "ids") == (1, 2)


def test_what_left_and_came_back_is_history_twice(db):
    store(db, row(1))
    missing.tombstone(db, "run", missing.Gone(row(1).hub_id, "deleted or private"))
    assert db.execute("SELECT removed_at IS NOT NULL FROM models").fetchone() == (1,)
    store(db, row(1))
    assert [c[1:4] for c in changes(db)] == [("removed", "no", "deleted or private"), ("removed", "yes", "no")]


def test_a_row_that_moves_between_pages_is_one_row_as_last_seen(db):
    sweep.begin_walk(db, "increment")
    sweep.store_page(db, "run", page(row(1), row(2), walk="increment", cursor="http://hub/next"))
    moved = row(1, sha="f" * 40, lastModified="2026-01-03T00:00:00.000Z")
    sweep.store_page(db, "run", page(moved, row(3), walk="increment"))
    assert db.execute("SELECT sha FROM models WHERE repo_id = 'org/m1'").fetchall() == [("f" * 40,)]
    assert db.execute("SELECT count(*) FROM models").fetchone() == (3,)


def test_a_row_that_cannot_be_stored_costs_itself_and_no_other(db):
    """Two repositories of one name on one page: the table takes one of them."""
    sweep.begin_walk(db, "ids")
    full = page(row(1), row(2, id="org/m1"), row(3), walk="ids", cursor="next")
    with pytest.raises(UNSTORABLE):
        sweep.store_page(db, "run", full)
    odd = replace(row(4), repo_id="org/\ud800")
    assert sweep.store_row_by_row(db, "run", replace(full, rows=(*full.rows, odd))) == (3, 1)
    assert {r for (r,) in db.execute("SELECT repo_id FROM models WHERE removed_at IS NULL")} == {"org/m1", "org/m3"}
    assert sweep.begin_walk(db, "ids") == ("next", 3)

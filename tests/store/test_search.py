"""Words of names, quotes and clauses are found after a run has indexed them, and no longer when they are gone."""

from __future__ import annotations

import pytest

from crawler.judge.reading.search import index_batch
from tests.published import insert


@pytest.fixture
def found(db):
    insert(db.conn, "models", {"repo_id": "tide/Gull-2b", "no": 7})
    quote = {"repo_id": "tide/Gull-2b", "question": "training_data", "line_start": 3, "quote": "Läuft auf Küstendaten"}
    insert(db.conn, "evidence", quote)
    db.conn.commit()

    def search(words):
        while index_batch(db):
            pass
        return [no for (no,) in db.execute("SELECT rowid FROM search WHERE search MATCH ?", (words,)).fetchall()]

    return search


@pytest.mark.parametrize("words", ["gull", "2b gull", "kustendaten", "küstendaten gull"])
def test_a_model_is_found_by_its_name_and_its_quotes_in_any_order(found, words):
    assert found(words) == [7]


def test_what_changed_is_found_by_its_new_words_only(db, found):
    assert found("gull") == [7]
    db.execute("UPDATE models SET repo_id = 'tide/tern-2b' WHERE no = 7")
    db.execute("DELETE FROM evidence_rows")
    assert found("tern") == [7]
    assert found("gull") == [] and found("kustendaten") == []
    db.execute("DELETE FROM models")
    assert found("tern") == []


def test_a_column_that_is_not_indexed_asks_for_no_work(db, found):
    assert found("gull") == [7]
    db.execute("UPDATE models SET downloads = 5, repo_id = repo_id WHERE no = 7")
    assert db.execute("SELECT count(*) FROM search_due").fetchone()[0] == 0


def test_clauses_follow_their_table(db):
    insert(db.conn, "license_clauses", {"oid": "a", "term": "user_cap", "quote": "more than nine gulls"})
    asked = "SELECT count(*) FROM license_clauses_fts WHERE license_clauses_fts MATCH 'gulls'"
    assert db.execute(asked).fetchone()[0] == 1
    db.execute("DELETE FROM license_clauses")
    assert db.execute(asked).fetchone()[0] == 0

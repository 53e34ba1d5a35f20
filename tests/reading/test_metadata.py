"""The metadata file is current, every column has its sentence, and every canned query answers."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.cli import cli
from crawler.commands.metadata import render
from crawler.metadata import DATABASE, canned_queries, datasette_metadata
from crawler.schema import TABLES
from tests.published import insert
from tests.reading import sample_rows

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = {
    "tag": "apache-2.0", "minimum": "1", "repo_id": sample_rows.CAPPED, "population": "",
    "license_id": "apache-2.0", "author": "meta", "month": "2026-06",
}  # fmt: skip


MORE = {  # what only single queries look for
    "models": [{"repo_id": "tide/tern", "license_id": "capped", "license_conflict": "code-repo", "removed_at": None}],
    "model_licenses": [
        {"repo_id": "tide/tern", "part": "weights", "license_id": "capped"},
        {"repo_id": "tide/tern", "part": "code", "license_id": "apache-2.0"},
    ],
    "changes": [
        {"repo_id": "tide/tern", "seen_at": "2026-10", "cause": "model", "field": "claims_open_source", "old": "yes"},
        {"repo_id": "tide/tern", "seen_at": "2026-10", "cause": "model", "field": "gated", "new": "auto"},
    ],
}


def ask(database: Path, name: str) -> list[sqlite3.Row]:
    with sqlite3.connect(database) as db:
        db.row_factory = sqlite3.Row
        return db.execute(canned_queries()[name]["sql"], ARGUMENTS).fetchall()


def test_the_committed_file_is_what_the_schema_says():
    assert (ROOT / "datasette-metadata.json").read_text(encoding="utf-8") == render(), "run `make metadata`"


def test_the_command_writes_the_file(tmp_path):
    result = CliRunner().invoke(cli, ["metadata", str(tmp_path / "m.json")])
    assert result.exit_code == 0, result.output
    assert json.loads((tmp_path / "m.json").read_text()) == datasette_metadata()


def test_every_column_has_a_sentence():
    tables = datasette_metadata()["databases"][DATABASE]["tables"]
    for table in TABLES:
        assert set(tables[table.name]["columns"]) == set(table.column_names)
        assert all(says.strip() for says in tables[table.name]["columns"].values())
        assert set(table.facets) <= set(table.column_names)


@pytest.mark.parametrize("name", canned_queries())
def test_every_canned_query_answers_with_rows_and_says_what_it_is(name, database):
    with sqlite3.connect(database) as db:
        for table, rows in MORE.items():
            for row in rows:
                insert(db, table, row)
    query = canned_queries()[name]
    assert query["title"] and query["description"].endswith(".")
    assert ask(database, name), "the sample has something to say to every question"
    assert set(re.findall(r":([a-z_]+)", query["sql"])) == set(query.get("params", ()))


def test_unknown_is_counted_apart_from_no(database):
    weights = next(row for row in ask(database, "unknown-rate") if row["question"] == "weights")
    assert (weights["models"], weights["percent_unknown"], weights["percent_no"]) == (11, 63.6, 9.1)


def test_a_removed_model_leaves_the_shares(database):
    assert sum(row["models"] for row in ask(database, "verdicts")) == 11


def test_what_blocks_the_osaid_counts_every_part_once(database):
    rows = ask(database, "what-blocks-osaid")
    parts = {row["missing_part"]: (row["models"], row["only_missing_part"]) for row in rows}
    of_capped = dict.fromkeys(("training-code", "training-data", "license", "base:training-data"), (1, 0))
    assert parts == {**of_capped, "weights": (1, 1)}


def test_a_derivative_that_drops_its_parents_cap_is_found(database):
    assert [row["repo_id"] for row in ask(database, "hidden-caps")] == [sample_rows.DERIVED]


def test_the_table_of_questions_names_queries_that_exist():
    rows = [
        line.split("|")[1:-1]
        for line in (ROOT / "docs" / "questions.md").read_text(encoding="utf-8").splitlines()
        if re.match(r"\| \d", line)
    ]
    assert [int(number) for number, *_ in rows] == list(range(1, 49))
    named = [set(re.findall(r"`([a-z-]+)`", queries)) for _, _, queries, _ in rows]
    assert set().union(*named) <= set(canned_queries())
    assert all(why.strip() for (_, _, _, why), queries in zip(rows, named, strict=True) if not queries)

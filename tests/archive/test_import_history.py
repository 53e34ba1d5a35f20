"""Dated tables of others: what was planted is found, what a table does not say is unknown, our own looks stay ours."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.cli import run
from crawler.store.database import connect

FIRST = date(2023, 1, 29)


def row(n, **facts):
    return {"id": f"herons/m{n}", "license": "mit", "base": [], "gated": "false", "downloads": 5, "likes": 0} | facts


def as_list_api(rows):
    """The weekly export of the list API: tags as a list, the card's data as JSON."""
    bases = [[f"base_model:finetune:{base}" for base in r["base"]] for r in rows]
    tags = [
        [*of, "pytorch", *([f"license:{r['license']}"] * bool(r["license"]))] for of, r in zip(bases, rows, strict=True)
    ]
    cards = [json.dumps({"license": r["license"]} if r["license"] else {}) for r in rows]
    same = {name: [r[name] for r in rows] for name in ("id", "gated", "downloads", "likes")}
    return pa.table(same | {"tags": pa.array(tags, pa.list_(pa.string())), "cardData": cards})


def as_dump(rows):
    """A relational dump written as CSV: other names, lists as text, no card, no gate."""
    return pa.table({
        "model_id": [r["id"] for r in rows], "downloads": [str(r["downloads"]) for r in rows],
        "tags": [str(["license:" + r["license"], "pytorch"] if r["license"] else ["pytorch"]) for r in rows],
    })  # fmt: skip


def write(folder, day, rows, shape=as_list_api):
    table = shape(rows)
    file = folder / f"models-{day}.{'csv' if shape is as_dump else 'parquet'}"
    (pacsv.write_csv if shape is as_dump else pq.write_table)(table, file)
    return file


def import_files(db, *files, code=0):
    assert run(["import-history", *map(str, files), "--source", "herons' tables", "--db", str(db)]) == code


def found(db, columns="repo_id, since, seen_at, field, old, new", table="imported_changes"):
    with sqlite3.connect(db) as opened:
        return sorted(opened.execute(f"SELECT {columns} FROM {table}").fetchall())


STEP = st.dictionaries(
    st.integers(0, 29),
    st.one_of(
        st.tuples(st.just("license"), st.sampled_from(["mit", "apache-2.0", "gull-1.0", ""])),
        st.tuples(st.just("gated"), st.sampled_from(["false", "auto", "manual"])),
        st.tuples(st.just("base"), st.sampled_from([["a/b"], ["a/b", "c/d"]])),
        st.tuples(st.just("gone"), st.booleans()),
    ),
    max_size=3,
)
COLUMN = {"license": "license_tag", "gated": "gated", "base": "base_model"}
TOLD = {"license": str, "gated": lambda gate: gate.replace("false", ""), "base": ", ".join}


@settings(max_examples=20)
@given(st.lists(STEP, min_size=1, max_size=4))
def test_what_was_planted_is_found_and_nothing_else(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("tables")
    models = {n: row(n) for n in range(60)}
    gone, planted, met = set(), [], dict.fromkeys(models, FIRST.isoformat())
    files = [write(folder, FIRST, models.values())]
    for n, step in enumerate(steps, 1):
        day = (FIRST + timedelta(weeks=n)).isoformat()
        for number, (what, value) in step.items():
            if what == "gone":
                if value != (number in gone):
                    planted.append(
                        (f"herons/m{number}", met[number], day, "removed", *(("no", "yes") if value else ("yes", "no")))
                    )
                    gone ^= {number}
            elif number not in gone and models[number][what] != value:
                old, new = TOLD[what](models[number][what]), TOLD[what](value)
                planted.append((f"herons/m{number}", met[number], day, COLUMN[what], old, new))
                models[number][what] = value
        listed = [number for number in models if number not in gone]
        met |= dict.fromkeys(listed, day)
        files.append(write(folder, day, [models[number] for number in listed]))
    import_files(folder / "x.db", *reversed(files))
    assert found(folder / "x.db") == sorted(planted)


def test_a_table_without_a_column_hides_no_change_and_makes_none(tmp_path):
    files = [
        write(tmp_path, "2022-11-01", [row(1), row(2)], as_dump),
        write(tmp_path, "2023-11-01", [row(1, gated="auto", base=["a/b"]), row(2, license="gull")]),
        write(tmp_path, "2024-11-01", [row(1, gated="auto"), row(2, license="gull")], as_dump),
        write(tmp_path, "2025-11-01", [row(1, gated="manual", base=["a/b"]), row(2, license="gull")]),
    ]
    import_files(tmp_path / "x.db", *files)
    assert found(tmp_path / "x.db", "seen_at, repo_id, field, old, new") == [
        ("2023-11-01", "herons/m2", "license_tag", "mit", "gull"),
        ("2025-11-01", "herons/m1", "gated", "auto", "manual"),
    ]


def test_a_table_that_is_a_part_of_the_hub_removes_nothing(tmp_path, capsys):
    everything = [row(n) for n in range(40)]
    files = [write(tmp_path, "2023-01-01", everything), write(tmp_path, "2023-01-08", everything[:20]),
             write(tmp_path, "2023-01-15", everything[1:])]  # fmt: skip
    import_files(tmp_path / "x.db", *files)
    assert "20 of 40 models are not in it" in capsys.readouterr().err
    assert found(tmp_path / "x.db", "repo_id, since, field, new") == [("herons/m0", "2023-01-08", "removed", "yes")]


def test_shares_of_every_month_as_its_last_table_has_them(tmp_path):
    files = [
        write(tmp_path, "2023-01-01", [row(1), row(2)]),
        write(tmp_path, "2023-01-29", [row(1), row(2, license="")]),
        write(tmp_path, "2023-02-05", [row(1), row(2), row(3, downloads=0)], as_dump),
    ]
    import_files(tmp_path / "x.db", *files)
    shares = found(tmp_path / "x.db", "month, population, dimension, value, models, downloads", "imported_trends")
    assert [s for s in shares if s[1:3] == ("live", "license_tag")] == [
        ("2023-01", "live", "license_tag", "", 1, 5), ("2023-01", "live", "license_tag", "mit", 1, 5),
        ("2023-02", "live", "license_tag", "mit", 2, 10),
    ]  # fmt: skip
    assert ("2023-02", "all", "gated", "unknown", 3, 10) in shares


def test_given_again_a_source_replaces_what_it_told(tmp_path):
    files = [write(tmp_path, "2023-01-01", [row(1)]), write(tmp_path, "2023-01-08", [row(1, license="gull")])]
    for _ in range(2):
        import_files(tmp_path / "x.db", *files)
        assert len(found(tmp_path / "x.db")) == 1


def test_changes_shows_what_was_imported_apart_from_our_own(tmp_path, capsys):
    files = [write(tmp_path, "2023-01-01", [row(1)]), write(tmp_path, "2023-01-08", [row(1, license="gull")])]
    import_files(tmp_path / "x.db", *files)
    capsys.readouterr()
    ask = ["changes", "--db", str(tmp_path / "x.db"), "--since", "2022-01-01"]
    assert run(ask) == 0
    assert "no change" in capsys.readouterr().out
    assert run([*ask, "--imported", "--atom", str(tmp_path / "feed.xml")]) == 0
    assert "Cause: imported from herons' tables, after 2023-01-01." in (tmp_path / "feed.xml").read_text("utf-8")
    assert run([*ask, "--imported"]) == 0
    assert capsys.readouterr().out == (
        "2023-01-08  herons/m1  licence tag mit → gull  (imported from herons' tables, after 2023-01-01)\n"
    )


def test_what_is_younger_than_our_own_first_look_is_ours_to_tell(tmp_path, capsys):
    db = connect(tmp_path / "x.db")
    db.table("runs").insert(
        {"run_id": "r", "started_at": "2023-01-10T00:00:00Z", "models_listed": 3, "outcome": "done"}
    )
    db.close()
    tables = [("2023-01-01", "mit"), ("2023-01-08", "gull"), ("2023-01-15", "mit")]
    files = [write(tmp_path, day, [row(1, license=tag)]) for day, tag in tables]
    import_files(tmp_path / "x.db", *files)
    assert found(tmp_path / "x.db", "seen_at, new") == [("2023-01-08", "gull")]
    assert "2023-01-15 is not before our own first look on 2023-01-10" in capsys.readouterr().err
    import_files(tmp_path / "x.db", files[2], code=2)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("models.parquet", b"", "holds a day"),
        ("2023-01-01.xlsx", b"", "a table is .parquet"),
        ("2023-01-01.parquet", b"PAR1 and nothing", "2023-01-01.parquet: "),
        ("2023-01-01.csv", b"name,stars\nx,1\n", "no column id"),
    ],
)
def test_a_file_that_is_no_such_table_is_told_in_one_line(tmp_path, capsys, name, content, says):
    (tmp_path / name).write_bytes(content)
    import_files(tmp_path / "x.db", tmp_path / name, code=2)
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line


def test_rows_of_strangers_are_bounded(tmp_path):
    odd = [row(1, license="x" * 10_000), {**row(2), "id": "../../etc"}, {**row(3), "id": "a" * 500}, row(1)]
    files = [write(tmp_path, "2023-01-01", [row(1)]), write(tmp_path, "2023-01-08", odd[:3])]
    import_files(tmp_path / "x.db", *files)
    for change in found(tmp_path / "x.db", "repo_id, new"):
        assert change[0] == "herons/m1" and len(change[1]) <= 200

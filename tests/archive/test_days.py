"""Whatever happened from day to day, the archive says of any day what every model was."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.archive import read
from crawler.archive.engine import ARCHIVE, LASTING, kind, parts
from crawler.archive.write import add_day
from crawler.cli import cli
from crawler.errors import WrongUsage
from crawler.export import batches
from crawler.schema import MODELS, TABLES

LINEAGE = next(table for table in TABLES if table.name == "lineage")
GONE = datetime(2026, 2, 1, tzinfo=UTC)
FIRST = date(2026, 1, 29)  # three days before the end of a month


def model(n, **columns):
    return {"hub_id": f"{n:024x}", "repo_id": f"org/m{n}", "verdict": "closed", "downloads": 1, **columns}


def write(file, rows, schema):
    pq.write_table(pa.Table.from_pylist([{n: r.get(n) for n in schema.names} for r in rows], schema), file)


def add(snapshots, day, rows, table=MODELS):
    file = snapshots / f"{table.name}.parquet"
    write(file, rows, batches.schema(table))
    return add_day(snapshots / ARCHIVE, day, file)


def on(snapshots, day):
    """What lasts of every model on a day, as the archive has it."""
    with read.opened(snapshots, day) as db:
        found = db.execute(f"SELECT {', '.join(LASTING)} FROM models ORDER BY hub_id").fetchall()
    return [{k: v for k, v in zip(LASTING, row, strict=True) if v is not None} for row in found]


def lasting(rows):
    return [{k: v for k, v in row.items() if k in LASTING} for row in sorted(rows, key=lambda r: r["hub_id"])]


CHANGE = st.fixed_dictionaries({}, optional={
    "verdict": st.sampled_from(["closed", "open-access", "open-weights"]), "removed_at": st.just(GONE),
    "license_id": st.sampled_from(["mit", None, ""]), "repo_id": st.sampled_from(["new/name", "org/other"]),
    "downloads": st.integers(0, 9),
})  # fmt: skip


@settings(max_examples=10)
@given(st.lists(st.dictionaries(st.integers(0, 6), CHANGE, max_size=5), min_size=2, max_size=8))
def test_any_day_is_read_as_it_was(tmp_path_factory, nights):
    snapshots = tmp_path_factory.mktemp("days")
    now, kept = {}, {}
    for n, night in enumerate(nights):
        day = (FIRST + timedelta(days=n)).isoformat()
        for number, change in night.items():
            now[number] = {**now.get(number, model(number)), **change}
        written = add(snapshots, day, now.values())
        assert written <= len(now)
        kept[day] = lasting(now.values())
    for day, rows in kept.items():
        assert on(snapshots, day) == [{k: v for k, v in row.items() if v is not None} for row in rows]


NAMES = st.sampled_from(["org/a", "org/b", "org/c"])
EDGES = st.sets(
    st.tuples(NAMES, st.sampled_from(["base/x", "base/y"]), st.sampled_from(["same", "looser"])), max_size=5
)
EDGE = ("child", "parent", "drift")


@settings(max_examples=10)
@given(st.lists(EDGES, min_size=2, max_size=6))
def test_rows_that_come_and_go_are_read_as_they_were(tmp_path_factory, nights):
    """A table whose rows belong to models: any of a model's may leave, and all of them."""
    snapshots = tmp_path_factory.mktemp("days")
    days = [(FIRST + timedelta(days=n)).isoformat() for n in range(len(nights))]
    for day, edges in zip(days, nights, strict=True):
        add(snapshots, day, [model(1)])
        add(snapshots, day, [dict(zip(EDGE, edge, strict=True)) for edge in sorted(edges)], LINEAGE)
    for day, edges in zip(days, nights, strict=True):
        with read.opened(snapshots, day) as db:
            assert db.execute(f"SELECT {', '.join(EDGE)} FROM lineage ORDER BY ALL").fetchall() == sorted(edges)


def test_a_model_whose_rows_did_not_change_is_not_written(tmp_path):
    edges = [{"child": f"org/{n}", "parent": "base/x", "drift": "same"} for n in range(9)]
    add(tmp_path, "2026-01-30", edges, LINEAGE)
    assert add(tmp_path, "2026-01-31", [*edges[:7], {**edges[7], "drift": "looser"}], LINEAGE) == 2  # and one is gone
    assert add(tmp_path, "2026-02-01", edges, LINEAGE) == 9


def test_a_night_without_a_change_writes_no_row_and_a_month_begins_with_all(tmp_path):
    rows = [model(n) for n in range(50)]
    written = [
        add(tmp_path, f"2026-01-{day}", [{**r, "downloads": day, "likes": day} for r in rows]) for day in (30, 31)
    ]
    rows[7]["verdict"] = "open-weights"
    written += [add(tmp_path, day, rows) for day in ("2026-02-01", "2026-02-02")]
    rows[8]["gated"] = "auto"
    written.append(add(tmp_path, "2026-02-03", rows))
    assert written == [50, 0, 50, 0, 1]
    assert [kind(file) for file in parts(tmp_path / ARCHIVE).values()] == [
        "full",
        "changed",
        "full",
        "changed",
        "changed",
    ]


def test_a_day_that_was_damaged_does_not_stop_the_next(tmp_path):
    rows = [model(1), model(2)]
    add(tmp_path, "2026-01-01", rows)
    add(tmp_path, "2026-01-02", [model(1, verdict="open-access"), model(2)])
    parts(tmp_path / ARCHIVE)["2026-01-02"].write_bytes(b"PAR1 and no more")
    assert add(tmp_path, "2026-01-03", rows) == 2
    told = str(CliRunner().invoke(cli, ["history", "org/m1", "--snapshots", str(tmp_path)]).exception)
    assert "date=2026-01-02" in told


def test_another_type_of_a_column_begins_anew_and_older_days_stay_readable(tmp_path):
    texts = pa.schema([(name, pa.string()) for name in batches.schema(MODELS).names])
    gone = {**model(1), "downloads": "1", "removed_at": "2026-01-01T03:00:00Z", "private": "0"}
    write(tmp_path / "models.parquet", [gone], texts)
    add_day(tmp_path / ARCHIVE, "2026-01-01", tmp_path / "models.parquet")
    removed = datetime(2026, 1, 2, 3, tzinfo=UTC)
    assert add(tmp_path, "2026-01-02", [model(1, removed_at=removed, private=False), model(2)]) == 2
    with read.opened(tmp_path) as db:
        told = {
            (t.day, t.field): (t.old, t.new) for t in read.turns(db, "org/m1") if t.field in ("removed_at", "private")
        }
    assert told["2026-01-02", "removed_at"] == ("2026-01-01T03:00:00Z", "2026-01-02T03:00:00Z")


def test_the_same_day_again_replaces_it_and_an_older_one_is_not_added(tmp_path):
    add(tmp_path, "2026-01-01", [model(1)])
    assert add(tmp_path, "2026-01-02", [model(1, verdict="open-access"), model(2)]) == 2
    assert add(tmp_path, "2026-01-02", [model(1), model(2)]) == 1
    assert add(tmp_path, "2026-01-01", [model(3)]) == 0
    assert [row["repo_id"] for row in on(tmp_path, "2026-01-02")] == ["org/m1", "org/m2"]


@pytest.fixture
def told(tmp_path):
    """Three days of one model that is renamed and gets another licence, and the command over them."""
    add(tmp_path, "2026-01-01", [model(1, license_id="mit"), model(2)])
    add(tmp_path, "2026-01-02", [model(1, license_id="mit", repo_id="org/new"), model(2)])
    add(tmp_path, "2026-01-03", [model(1, license_id="gull", repo_id="org/new"), model(2)])

    def history(*arguments, code=0):
        done = CliRunner().invoke(cli, ["history", *arguments, "--snapshots", str(tmp_path)])
        assert done.exit_code == code or done.exception is not None, done.output
        return done

    return history


def test_the_history_of_a_model_is_told_by_any_of_its_names(told):
    for name in ("org/m1", "org/new"):
        found = json.loads(told(name, "--json").output)
        assert [(t["day"], t["field"], t["old"], t["new"]) for t in found if t["day"] > "2026-01-01"] == [
            ("2026-01-02", "repo_id", "org/m1", "org/new"),
            ("2026-01-03", "license_id", "mit", "gull"),
        ]
    assert "2026-01-03  org/new  license_id mit → gull\n" in told("org/new").output


def test_a_query_is_answered_for_any_day(told):
    ask = "SELECT license_id, count(*) AS n FROM models GROUP BY 1 ORDER BY 1"
    assert json.loads(told(ask, "--json", "--on", "2026-01-02").output)[0] == {"license_id": "mit", "n": 1}
    assert told(ask).output.splitlines()[:2] == ["license_id  n", "gull  1"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("org/never-seen", "not in the archive"),
        ("SELECT nothing FROM nowhere", "nowhere"),
        ("SELECT * FROM read_csv('/etc/passwd')", "disabled"),
        ("COPY models TO '/var/stolen.csv'", "disabled"),
        ("SET enable_external_access = true", "locked"),
    ],
)
def test_what_cannot_be_answered_is_told_and_nothing_else_is_read(told, asked, says):
    error = str(told(asked, code=2).exception)
    assert says in error and "\n" not in error


def test_without_an_archive(tmp_path):
    with pytest.raises(WrongUsage, match="no archive in"), read.opened(tmp_path):
        pass
    add(tmp_path, "2026-01-05", [model(1)])
    with pytest.raises(WrongUsage, match="begins on 2026-01-05"), read.opened(tmp_path, "2026-01-04"):
        pass

"""The snapshot: the same rows in both formats, formulas defused, the same bytes twice, whole or not at all."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import sqlite3
import subprocess

import duckdb
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from crawler import readonly
from crawler.cli import cli, run
from crawler.errors import Locked
from crawler.export import batches, export, snapshot
from crawler.schema import TABLES, Table
from tests.published import insert
from tests.reading import sample_rows


@pytest.fixture
def made(database, tmp_path):
    return export(readonly.connect(database), tmp_path / "out")


def stored(database, table: Table) -> list[dict[str, object]]:
    with sqlite3.connect(database) as db:
        db.row_factory = sqlite3.Row
        columns = ", ".join(f'"{name}"' for name in table.column_names)
        order = f" ORDER BY {', '.join(table.pk)}" if table.pk else ""
        return [dict(row) for row in db.execute(f"SELECT {columns} FROM {table.name}{order}")]


def raw_csv(folder, name: str) -> str:
    return gzip.decompress((folder / f"{name}.csv.gz").read_bytes()).decode()


def undefused(value: object) -> object:
    return value[1:] if isinstance(value, str) and value[:1] == "'" and value[1:2] in "=+-@\t\r" else value


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_parquet_holds_the_rows_as_they_are(table, database, made):
    read = pq.read_table(made.folder / f"{table.name}.parquet")
    assert read.schema.equals(batches.schema(table))
    assert read.to_pylist() == stored(database, table)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_csv_holds_the_same_rows_with_formulas_defused(table, database, made):
    types = {c.name: batches.ARROW[c.type] for c in table.columns}
    options = pacsv.ConvertOptions(column_types=types, strings_can_be_null=True, quoted_strings_can_be_null=False)
    multiline = pacsv.ParseOptions(newlines_in_values=True)
    text = io.BytesIO(raw_csv(made.folder, table.name).encode())
    read = pacsv.read_csv(text, convert_options=options, parse_options=multiline)
    assert [{k: undefused(v) for k, v in row.items()} for row in read.to_pylist()] == stored(database, table)


def test_no_cell_starts_a_formula(made):
    for table in TABLES:
        kinds = [c.type for c in table.columns]
        for row in csv.reader(io.StringIO(raw_csv(made.folder, table.name), newline="")):
            texts = [cell for cell, kind in zip(row, kinds, strict=True) if kind is str]
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in texts)
    assert "'=cmd()" in raw_csv(made.folder, "models")


def test_the_folder_is_dated_by_the_last_finished_run_and_latest_points_to_it(made):
    assert made.folder.name == "2026-11-22"
    latest = made.folder.parent / "latest"
    assert latest.readlink().as_posix() == "2026-11-22"
    assert (latest / "models.parquet").is_file()


def test_the_checksums_are_those_that_sha256sum_verifies(made):
    names = {path.name for path in made.folder.iterdir()} - {"SHA256SUMS"}
    lines = dict(reversed(line.split("  ")) for line in (made.folder / "SHA256SUMS").read_text().splitlines())
    assert set(lines) == names
    done = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=made.folder, capture_output=True)
    assert done.returncode == 0, done.stdout


def test_the_data_package_explains_every_column_and_names_every_file(made):
    package = json.loads((made.folder / "datapackage.json").read_text())
    assert {r["path"] for r in package["resources"]} == {p.name for p in made.folder.glob("*.*z")} | {
        p.name for p in made.folder.glob("*.parquet")
    }
    for resource, table in zip(package["resources"][::2], TABLES, strict=True):
        assert [f["name"] for f in resource["schema"]["fields"]] == list(table.column_names)
        assert all(f["description"] for f in resource["schema"]["fields"])
        content = (made.folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
    assert package["licenses"][0]["name"] == "CC-BY-4.0"


def test_the_same_database_gives_the_same_bytes(database, made, tmp_path):
    again = export(readonly.connect(database), tmp_path / "again")
    for path in made.folder.iterdir():
        assert path.read_bytes() == (again.folder / path.name).read_bytes(), path.name


def test_many_rows_cross_batches(database, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "ROWS", 5)
    made = export(readonly.connect(database), tmp_path / "out")
    assert pq.read_metadata(made.folder / "models.parquet").num_row_groups == 3
    assert made.rows["models"] == len(sample_rows.MODELS)


def test_an_export_that_breaks_leaves_the_old_folder_whole(database, made, monkeypatch):
    before = (made.folder / "SHA256SUMS").read_bytes()
    monkeypatch.setattr(snapshot, "_describe", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(readonly.connect(database), made.folder.parent)
    assert (made.folder / "SHA256SUMS").read_bytes() == before
    monkeypatch.undo()
    export(readonly.connect(database), made.folder.parent)
    assert {path.name for path in made.folder.parent.iterdir()} == {"2026-11-22", "archive", "latest", ".lock"}


def test_an_archive_that_cannot_be_written_is_told_and_the_dated_folder_stays(database, made, capsys, monkeypatch):
    def full(*_):
        raise duckdb.IOException("IO Error: no space left on device")

    monkeypatch.setattr(snapshot, "add_day", full)
    assert run(["export", str(made.folder.parent), "--db", str(database)]) == 1
    assert "archive could not be written: IO Error: no space left" in capsys.readouterr().err
    assert (made.folder / "SHA256SUMS").exists()


def test_one_state_of_the_database_while_a_run_writes(database, tmp_path):
    with sqlite3.connect(database) as db:
        db.execute("PRAGMA journal_mode = WAL")

    def write_meanwhile(table: str, rows: int) -> None:
        if table == "models":
            with sqlite3.connect(database) as db:
                insert(db, "claims", {"repo_id": sample_rows.OPEN, "quote": "written meanwhile"})

    made = export(readonly.connect(database), tmp_path / "out", write_meanwhile)
    assert made.rows["claims"] == 2


def test_latest_is_never_turned_back(database, made):
    (made.folder.parent / "2027-01-01").mkdir()
    export(readonly.connect(database), made.folder.parent)
    assert (made.folder.parent / "latest").readlink().as_posix() == "2027-01-01"


def test_a_second_export_to_the_same_place_is_refused(database, made):
    with snapshot._alone(made.folder.parent), pytest.raises(Locked):
        export(readonly.connect(database), made.folder.parent)


def test_without_a_finished_run_there_is_no_day(database, tmp_path, capsys):
    with sqlite3.connect(database) as db:
        db.execute("UPDATE runs SET finished_at = NULL")
    assert run(["export", str(tmp_path / "out"), "--db", str(database)]) == 2
    assert "no run has finished" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_command_says_where_it_wrote(database, tmp_path):
    result = CliRunner().invoke(cli, ["export", str(tmp_path / "out"), "--db", str(database), "--json"])
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert said["folder"] == str(tmp_path / "out" / "2026-11-22")
    assert said["rows"]["models"] == len(sample_rows.MODELS)

"""The snapshot: the same rows in both formats, formulas defused, the same bytes twice, whole or not at all."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import sqlite3
import subprocess
import zipfile
from datetime import UTC, datetime

import duckdb
import frictionless
import pyarrow.parquet as pq
import pytest
import yaml
from bs4 import BeautifulSoup
from click.testing import CliRunner

from crawler import readonly
from crawler.cli import cli, run
from crawler.errors import Locked
from crawler.export import TOLD, batches, export, snapshot
from tests import published
from tests.published import insert
from tests.reading import sample_rows


def raw_csv(folder, name: str) -> str:
    return gzip.decompress((folder / f"{name}.csv.gz").read_bytes()).decode()


@pytest.mark.parametrize("table", TOLD, ids=lambda table: table.name)
def test_parquet_says_what_the_rows_mean(table, made):
    read = pq.read_table(made.folder / f"{table.name}.parquet")
    assert {f.name: f.metadata[b"description"].decode() for f in read.schema} == {c.name: c.says for c in table.shared}
    about = {key.decode(): value.decode() for key, value in read.schema.metadata.items()}
    assert about["software"].startswith("hub-openness ") and about["version"] == "2026-11-22"
    assert json.loads(about["detector_versions"]) == {"training_code": 2}


def test_lines_end_as_rfc_4180_says(made):
    for table in TOLD:
        lines = raw_csv(made.folder, table.name).split("\r\n")
        assert lines[-1] == "" and len(lines) > made.rows[table.name] + 1


def test_no_cell_starts_a_formula(made):
    for table in TOLD:
        kinds = [c.type for c in table.shared]
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
    named = [place for r in package["resources"] for place in (r, *r["alternatives"])]
    beside = {"README.md", "SHA256SUMS", "CITATION.cff", "datapackage.json"}
    assert {place["path"] for place in named} == {path.name for path in made.folder.iterdir()} - beside
    for place in named:
        content = (made.folder / place["path"]).read_bytes()
        assert place["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert place["bytes"] == len(content)
    for resource, table in zip(package["resources"], TOLD, strict=True):
        assert [f["name"] for f in resource["schema"]["fields"]] == [c.name for c in table.shared]
        assert all(f["description"] for f in resource["schema"]["fields"])
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["detectorVersions"] == {"training_code": 2}


def test_frictionless_finds_nothing_wrong_and_would(made):
    report = frictionless.validate(str(made.folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])
    package = frictionless.Package(str(made.folder / "datapackage.json"))
    kinds = {field.name: field.type for field in package.get_resource("models").schema.fields}
    assert (kinds["created_at"], kinds["private"], kinds["downloads"]) == ("datetime", "boolean", "integer")
    package.get_resource("models").schema.get_field("verdict").constraints["enum"] = ["closed"]
    assert not package.validate().valid


def test_how_to_cite_it(made):
    cited = yaml.safe_load((made.folder / "CITATION.cff").read_text())
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert (cited["type"], cited["version"], cited["license"]) == ("dataset", "2026-11-22", "CC-BY-4.0")


def test_the_same_database_gives_the_same_bytes(sample, made, tmp_path):
    again = export(readonly.connect(sample), tmp_path / "again")
    for path in made.folder.iterdir():
        assert path.read_bytes() == (again.folder / path.name).read_bytes(), path.name


def test_the_order_in_which_a_scan_met_the_models_leaves_no_trace(made, tmp_path):
    backwards = {name: [{k: v for k, v in row.items() if k != "no"} for row in rows[::-1]]
                 for name, rows in sample_rows.ROWS.items()}  # fmt: skip
    other = published.database(tmp_path / "backwards.db", **backwards)
    again = export(readonly.connect(other), tmp_path / "again")
    assert (made.folder / "SHA256SUMS").read_text() == (again.folder / "SHA256SUMS").read_text()


def test_the_overview_has_the_effective_terms_and_says_who_imposes_them_and_which_are_unknown(database, tmp_path):
    with sqlite3.connect(database) as db:
        stated = [("user_cap", "700000000", "MAU"), ("naming_duty", "yes", ""), ("revenue_cap", "unknown", "USD/yr")]
        for number, (term, value, unit) in enumerate(stated):
            clause = {"term": term, "value": value, "unit": unit, "license_id": "capped", "quote": "", "path": ""}
            insert(db, "term_clauses", {"clause_no": number, **clause, "text_sha256": ""})
            insert(db, "term_sets", {"set_no": 1, "clause_no": number, "imposed_by": sample_rows.CAPPED})
        effective = (1, "conditional", 700_000_000, sample_rows.DERIVED)
        db.execute("UPDATE models SET terms = ?, commercial_use = ?, user_cap = ? WHERE repo_id = ?", effective)
    made = export(readonly.connect(database), tmp_path / "out")
    rows = {row["repo_id"]: row for row in pq.read_table(made.folder / "models_with_terms.parquet").to_pylist()}
    bound = rows[sample_rows.DERIVED]
    assert (bound["commercial_use"], bound["user_cap"], bound["user_cap_unit"]) == ("conditional", 700_000_000, "MAU")
    assert (bound["naming_duty"], bound["revenue_cap"], bound["terms_unknown"]) == ("yes", None, "revenue_cap")
    assert bound["terms_imposed_by"] == sample_rows.CAPPED
    assert rows[sample_rows.GATED]["terms_unknown"] == "all"
    assert sample_rows.GONE not in rows


def test_the_workbook_has_the_most_asked_for_first_and_runs_nothing(made):
    with zipfile.ZipFile(made.folder / "models_with_terms.xlsx") as book:
        sheet = BeautifulSoup(book.read("xl/worksheets/sheet1.xml"), "xml")
    rows = [[cell.get_text() for cell in row.find_all("c")] for row in sheet.find_all("row")]
    assert rows[1][0] == sample_rows.CAPPED
    assert any("=cmd()" in row for row in rows)
    assert not sheet.find_all("f") and not sheet.find_all("hyperlink")


def test_what_is_no_date_is_missing(database, tmp_path):
    with sqlite3.connect(database) as db:
        db.execute("UPDATE models SET created_at = 'yesterday' WHERE repo_id = ?", (sample_rows.OPEN,))
        db.execute("UPDATE models SET created_at = '2026-05-01T12:00:00+02:00' WHERE repo_id = ?", (sample_rows.GATED,))
    made = export(readonly.connect(database), tmp_path / "out")
    dates = {row["repo_id"]: row["created_at"] for row in pq.read_table(made.folder / "models.parquet").to_pylist()}
    assert dates[sample_rows.OPEN] is None
    assert dates[sample_rows.GATED] == datetime(2026, 5, 1, 10, tzinfo=UTC)


def test_many_rows_cross_batches(database, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "ROWS", 5)
    made = export(readonly.connect(database), tmp_path / "out")
    assert pq.read_metadata(made.folder / "models.parquet").num_row_groups == 3
    assert made.rows["models"] == len(sample_rows.MODELS)


def test_an_export_that_breaks_leaves_the_old_folder_whole(sample, tmp_path, monkeypatch):
    made = export(readonly.connect(sample), tmp_path / "out")
    before = (made.folder / "SHA256SUMS").read_bytes()
    monkeypatch.setattr(snapshot, "_describe", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(readonly.connect(sample), made.folder.parent)
    assert (made.folder / "SHA256SUMS").read_bytes() == before
    monkeypatch.undo()
    export(readonly.connect(sample), made.folder.parent)
    assert {path.name for path in made.folder.parent.iterdir()} == {"2026-11-22", "archive", "latest"}


def test_an_archive_that_cannot_be_written_is_told_and_the_dated_folder_stays(sample, tmp_path, capsys, monkeypatch):
    def full(*_):
        raise duckdb.IOException("IO Error: no space left on device")

    monkeypatch.setattr(snapshot, "add_day", full)
    assert run(["export", str(tmp_path), "--db", str(sample)]) == 1
    assert "archive could not be written: IO Error: no space left" in capsys.readouterr().err
    assert (tmp_path / "2026-11-22" / "SHA256SUMS").exists()


def test_one_state_of_the_database_while_a_run_writes(database, tmp_path):
    with sqlite3.connect(database) as db:
        db.execute("PRAGMA journal_mode = WAL")

    def write_meanwhile(table: str, rows: int) -> None:
        if table == "models":
            with sqlite3.connect(database) as db:
                insert(db, "claims", {"repo_id": sample_rows.OPEN, "quote": "written meanwhile"})

    made = export(readonly.connect(database), tmp_path / "out", write_meanwhile)
    assert made.rows["claims"] == 2


def test_latest_is_never_turned_back(sample, tmp_path):
    (tmp_path / "2027-01-01").mkdir()
    export(readonly.connect(sample), tmp_path)
    assert (tmp_path / "latest").readlink().as_posix() == "2027-01-01"


def test_a_second_export_to_the_same_place_is_refused(sample, tmp_path):
    with snapshot._alone(tmp_path), pytest.raises(Locked):
        export(readonly.connect(sample), tmp_path)


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

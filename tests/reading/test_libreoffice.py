"""A snapshot in a spreadsheet: LibreOffice shows what CSV and workbook hold, and takes no cell for a formula."""

from __future__ import annotations

import csv
import gzip
import io
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from crawler.export import TOLD
from crawler.export.overview import OVERVIEW, WORKBOOK

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice Calc is not installed")
COLUMNS = "/".join(f"{n}/2" for n in range(1, 1 + max(len(table.shared) for table in TOLD)))  # 2: text
AS_TEXT = f"CSV:44,34,76,1,{COLUMNS}"  # comma, double quote, UTF-8, from the first line
AS_GUESSED = "CSV:44,34,76,1"
WRITTEN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1"  # formulas as such
Cells = list[list[str]]


def cells(text: bytes) -> Cells:
    return list(csv.reader(io.StringIO(text.decode(), newline="")))


def shown(paths: Iterable[Path], folder: Path, *options: str) -> dict[str, Cells]:
    """What LibreOffice has in its cells after it opened the files, by sheet: that of a CSV file has its name."""
    home = f"-env:UserInstallation={(folder.parent / 'office').as_uri()}"  # one for all tests: making it takes longest
    command = [OFFICE, "--headless", "--norestore", home, *options, "--convert-to", WRITTEN, "--outdir"]
    done = subprocess.run([*command, folder / "shown", *paths], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return {path.stem.split("-")[-1]: cells(path.read_bytes()) for path in (folder / "shown").iterdir()}


@pytest.fixture(scope="module")
def unpacked(made, tmp_path_factory) -> list[Path]:
    """LibreOffice opens no `.csv.gz`."""
    folder = tmp_path_factory.mktemp("unpacked")
    for table in TOLD:
        text = gzip.decompress((made.folder / f"{table.name}.csv.gz").read_bytes())
        (folder / f"{table.name}.csv").write_bytes(text)
    return sorted(folder.iterdir())


def holdable(text: str) -> str:
    """LibreOffice reads no NUL from a CSV file, and a carriage return as the end of a line within the cell."""
    return text.replace("\x00", "").replace("\r", "\n")


def test_csv_opened_with_columns_of_text_shows_every_cell_as_it_is(unpacked, tmp_path):
    found = shown(unpacked, tmp_path, f"--infilter={AS_TEXT}")
    for path in unpacked:
        assert found[path.stem] == [[holdable(cell) for cell in row] for row in cells(path.read_bytes())], path.stem


def test_csv_opened_without_a_thought_runs_nothing(unpacked, tmp_path):
    found = shown(unpacked, tmp_path, f"--infilter={AS_GUESSED}")
    every = [cell for rows in found.values() for row in rows for cell in row]
    assert any("=cmd()" in cell for cell in every) and not [cell for cell in every if cell.startswith("=")]


def test_the_workbook_holds_the_rows_of_the_table(made, tmp_path):
    found = shown([made.folder / WORKBOOK], tmp_path)
    assert set(found) == {"models", "columns", "about"}
    head, *rows = found["models"]
    assert head == [column.name for column in OVERVIEW.columns]
    table = pq.read_table(made.folder / f"{OVERVIEW.name}.parquet", columns=["repo_id", "license_tag", "downloads"])
    told = [[str("" if cell is None else cell) for cell in row.values()] for row in table.to_pylist()]
    read = [[row[head.index(name)] for name in table.column_names] for row in rows]
    assert sorted(read) == sorted(told)

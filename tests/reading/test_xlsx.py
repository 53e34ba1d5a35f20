"""Tables and queries of the site as workbooks: every row that is allowed, as text and numbers and nothing else."""

from __future__ import annotations

import io
import zipfile

import pytest
from bs4 import BeautifulSoup

from crawler.metadata import DATABASE
from tests.reading import sample_rows


def sheet(answer, number: int = 1) -> list[list[str]]:
    assert (answer.status_code, answer.headers["content-type"].split(".")[-1]) == (200, "sheet")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        found = BeautifulSoup(book.read(f"xl/worksheets/sheet{number}.xml"), "xml")
    assert not found.find_all(["f", "hyperlink"])
    return [[cell.get_text() for cell in row.find_all("c")] for row in found.find_all("row")]


def test_a_table_is_whole_and_not_a_page_of_it(get):
    there = get(f"/{DATABASE}/models.xlsx").headers["location"]
    assert there.endswith("/models.xlsx?_size=max")
    head, *rows = sheet(get(there))
    assert head[:3] == ["repo_id", "verdict", "license_id"]
    assert {row[0] for row in rows} == {str(model["repo_id"]) for model in sample_rows.MODELS}
    assert {"=cmd()", sample_rows.SCRIPT} <= {cell for row in rows for cell in row}


def test_filters_and_queries_are_followed_and_said(get):
    rows = sheet(get(f"/{DATABASE}/models.xlsx?verdict=open-weights&_size=max"))
    assert [row[1] for row in rows[1:]] == ["open-weights", "open-weights"]
    answer = get(f"/{DATABASE}/licence-mix.xlsx")
    assert answer.headers["content-disposition"] == 'attachment; filename="licence-mix.xlsx"'
    about = dict(sheet(answer, 2)[1:])
    assert "from trends" in about["query"] and about["address"].endswith("/licence-mix.xlsx")
    assert "1,000" in about["rows"] and about["license"].startswith("CC BY 4.0")


@pytest.mark.parametrize("path", ["models", "licence-mix", "models?verdict=closed"])
def test_a_page_offers_itself_as_a_workbook(path, page):
    links = page(f"/{DATABASE}/{path}").find(class_="export-links").find_all("a")
    assert [a.get_text() for a in links][:3] == ["json", "xlsx", "CSV"]


def test_the_same_rows_are_the_same_bytes(get):
    one, again = (get(f"/{DATABASE}/licence-mix.xlsx").content for _ in range(2))
    assert one == again

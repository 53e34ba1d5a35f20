"""Whatever strangers write into whatever field, no page makes anything of it but text: seen in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from urllib.parse import quote

import pytest
from datasette.utils import tilde_encode

from crawler.metadata import DATABASE, canned_queries
from crawler.schema import TABLES
from tests.published import database
from tests.reading.browsing import NEEDED, served
from tests.reading.sample_rows import CAPPED, HOSTILE, ROWS

pytestmark = NEEDED
LIVE = "window.owned = 1"
SPOIL = f""""'><img src=x onerror="{LIVE}"><svg onload="{LIVE}"></svg><script>{LIVE}</script>{{{{7*7}}}}</textarea>"""
WRITTEN = {  # columns that hold what strangers write, under whatever name
    "repo_id", "author", "library", "pipeline_tag", "license_tag", "license_name", "license_link", "base_model", "path",
    "quote", "url", "child", "parent", "dataset_id", "old", "new", "evidence_path", "original", "imposed_by", "value",
}  # fmt: skip
DASHBOARDS = ("licences", "openness", "changes")


def spoilt(row):
    """The same row with something to run at the end of every stranger's word."""
    return {name: f"{value}{SPOIL}" if name in WRITTEN and value else value for name, value in row.items()}


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    rows = {table: [spoilt(row) for row in table_rows] for table, table_rows in ROWS.items()}
    rows["trends"] += [row for row in ROWS["trends"] if row["value"]]  # charts choose among values that are known
    with served(database(tmp_path_factory.mktemp("spoilt") / "night.db", **rows)) as address:
        yield address


def pages():
    """Every page that there is a link to, and every canned query asked about a stranger's repository."""
    asked = {"repo_id": CAPPED + SPOIL, "tag": f"apache-2.0{SPOIL}", "author": f"meta{SPOIL}", "q": SPOIL}
    answers = "&".join(f"{name}={quote(value)}" for name, value in asked.items())
    rest = "minimum=1&license_id=apache-2.0&month=2026-06"
    return chain(
        ["/", f"/?model={quote(SPOIL)}", f"/{DATABASE}", "/-/dashboards"],
        (f"/-/dashboards/{name}" for name in DASHBOARDS),
        (f"/{DATABASE}/{table.name}?_facet={table.column_names[0]}" for table in TABLES),
        (f"/{DATABASE}/{name}?{answers}&{rest}" for name in canned_queries()),
        (f"/{DATABASE}/models/{tilde_encode(repo_id + SPOIL)}" for repo_id in (CAPPED, HOSTILE)),
    )


MADE = "return [window.owned, document.querySelectorAll('[onerror], [onload], img[src=x]').length]"


def test_nothing_that_strangers_write_comes_to_life_on_any_page(address, browser):
    shown = 0
    for path in pages():
        browser.get(address + path)
        assert browser.execute_script(MADE) == [None, 0], path
        assert not browser.title.startswith("Error"), path
        shown += "onerror=" in browser.find_element("tag name", "body").text
    assert shown > 40, "what strangers write is seen on many pages, as text"

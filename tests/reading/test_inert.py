"""Whatever strangers write into whatever field, no page makes anything of it but text: seen in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from urllib.parse import quote

import pytest
from datasette.utils import tilde_encode

from crawler.metadata import DATABASE, canned_queries
from crawler.schema import TABLES
from tests.published import database
from tests.reading.browsing import NEEDED, served, visit
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


def live_pages() -> list[str]:
    """A page of every kind: each brings its own scripts, which may be led astray by what stands in it."""
    return [
        "/", f"/?model={quote(SPOIL)}", f"/{DATABASE}", "/-/dashboards",
        *(f"/-/dashboards/{name}" for name in DASHBOARDS),
        *(f"/{DATABASE}/{table.name}?_facet={table.column_names[0]}" for table in TABLES),
        *(f"/{DATABASE}/models/{tilde_encode(repo_id + SPOIL)}" for repo_id in (CAPPED, HOSTILE)),
        *islice(query_pages(), 2),
    ]  # fmt: skip


def query_pages() -> Iterator[str]:
    """Every canned query asked about a stranger's repository; but for their rows they are the same page."""
    asked = {"repo_id": CAPPED + SPOIL, "tag": f"apache-2.0{SPOIL}", "author": f"meta{SPOIL}", "q": SPOIL}
    answers = "&".join(f"{name}={quote(value)}" for name, value in asked.items())
    rest = "minimum=1&license_id=apache-2.0&month=2026-06"
    return (f"/{DATABASE}/{name}?{answers}&{rest}" for name in canned_queries())


LOOK = """
const made = (page) => page.querySelectorAll('[onerror], [onload], img[src=x]').length
    + [...page.scripts].filter((one) => one.textContent.startsWith('window.owned')).length;
const seen = (page) => [made(page), page.title.startsWith('Error'), page.body.textContent.includes('onerror=')];
"""
SHOWN = f"{LOOK} return [window.owned ?? null, ...seen(document)];"
PARSED = f"""{LOOK}
const [paths, done] = arguments;
const read = async (path) => new DOMParser().parseFromString(await (await fetch(path)).text(), 'text/html');
Promise.all(paths.map(async (path) => [path, ...seen(await read(path))])).then(done);
"""


def test_nothing_that_strangers_write_comes_to_life_on_any_kind_of_page(address, browser):
    told = 0
    for path in live_pages():
        visit(browser, address + path)
        owned, made, broken, shows = browser.execute_script(SHOWN)
        assert (owned, made, broken) == (None, 0, False), path
        told += shows
    assert told > 15, "what strangers write is seen on many pages, as text"


def test_no_query_makes_an_element_of_what_strangers_write(address, browser):
    """By the browser's own parser, without the second that loading each of them takes."""
    browser.get(f"{address}/robots.txt")
    found = browser.execute_async_script(PARSED, list(query_pages()))
    assert len(found) == len(canned_queries())
    assert [one for one in found if one[1:3] != [0, False]] == []
    assert sum(shows for *_, shows in found) > 20


def test_the_parser_would_see_it(address, browser):
    browser.get(f"{address}/robots.txt")
    spoilt_page = f"data:text/html,<p>{quote(SPOIL)}</p>"
    assert browser.execute_async_script(PARSED, [spoilt_page])[0][1] > 2

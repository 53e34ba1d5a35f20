"""The pages of docs/ on the site: found, readable, inert, and linked with one another."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from crawler.web import pages
from tests.reading.pages import words

NAMES = sorted(pages._paths())


@pytest.fixture(scope="module")
def anchors():
    found = {name: BeautifulSoup(pages.page(name).body, "lxml") for name in NAMES}
    return {name: {one["id"] for one in soup.find_all(id=True)} for name, soup in found.items()}


@pytest.mark.parametrize("name", NAMES)
def test_every_page_has_a_title_and_links_that_lead_somewhere(name, anchors):
    page = pages.page(name)
    assert page.title
    for link in BeautifulSoup(page.body, "lxml").find_all("a"):
        path, _, anchor = link["href"].partition("#")
        if path.startswith(("http:", "https:")):
            continue
        target = path.removeprefix(pages.SITE) if path else name
        assert target in anchors, link
        assert not anchor or anchor in anchors[target], link


def test_what_the_site_offers_is_there_and_starts_with_what_it_is(page):
    soup = page("/-/docs")
    shown = [a["href"] for a in soup.find("nav", class_="pages").find_all("a")]
    assert shown == [f"/-/docs/{name}" for name in pages.TITLES]
    for heading in ("What is looked at, and what is not", "How to cite it", "How to contest an answer"):
        assert heading in words(soup)
    assert soup.find("table")


def test_a_page_that_is_not_there_is_told(get):
    for name in ("nothing", "..", "decisions/none"):
        assert get(f"/-/docs/{name}").status_code == 404


def test_markup_in_a_page_is_text():
    assert "<b>" not in pages._MARKDOWN.render("<b>bold</b> <script>x</script>")

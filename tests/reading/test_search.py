"""Words are found whether they are rare or common: the plan differs, what readers see does not."""

from __future__ import annotations

import pytest
from datasette.utils import tilde_encode

from crawler.metadata import DATABASE
from crawler.web import search
from tests.reading.pages import MODELS, words
from tests.reading.sample_rows import CAPPED, DERIVED, OPEN, ROWS

ASKED = {
    "_search=capped 8b": [CAPPED, DERIVED],
    "_search=8b&_sort=repo_id": [DERIVED, CAPPED],
    "_search=train.py recipe": [OPEN],
    "_search=capped&verdict=open-weights": [CAPPED, DERIVED],
    "_search=capped&gated=manual": [CAPPED],
    "_search=nowhere": [],
    "_search=8b&_sort_desc=relation": [DERIVED, CAPPED],
}


@pytest.fixture(params=[1, search.COMMON], ids=["common", "rare"])
def however_common(request, monkeypatch):
    monkeypatch.setattr(search, "COMMON", request.param)


@pytest.mark.usefixtures("however_common")
@pytest.mark.parametrize("asked", ASKED)
def test_rows_and_their_number(asked, get):
    answer = get(f"{MODELS}.json?_shape=objects&{asked}").json()
    assert [row["repo_id"] for row in answer["rows"]] == ASKED[asked]
    assert answer["filtered_table_rows_count"] == len(ASKED[asked])


@pytest.mark.usefixtures("however_common")
def test_pages_of_what_is_found_follow_one_another(get):
    first = get(f"{MODELS}.json?_shape=objects&_search=capped&_size=1").json()
    second = get(first["next_url"].removeprefix("http://localhost")).json()
    assert [row["repo_id"] for row in (*first["rows"], *second["rows"])] == [CAPPED, DERIVED]


@pytest.mark.usefixtures("however_common")
def test_the_page_says_what_was_searched_and_counts_it(page):
    soup = page(f"{MODELS}?_search=capped&_facet=verdict")
    assert '2 rows where search matches "capped"' in words(soup)
    assert soup.find("input", attrs={"name": "_search"})["value"] == "capped"
    assert "open-weights 2" in words(soup.find("div", class_="facet-results"))


def test_find_goes_to_the_model_or_to_what_resembles_it(get, page):
    assert get(f"/-/find?model={OPEN}").headers["location"] == f"{MODELS}/{tilde_encode(OPEN)}"
    assert get(f"/-/find?model=https://huggingface.co/{OPEN}").headers["location"].endswith("7b")
    listed = get("/-/find?model=8b capped").headers["location"]
    assert "2 rows" in words(page(listed))
    assert get("/-/find?model=7b open").headers["location"] == f"{MODELS}/{tilde_encode(OPEN)}", "the only one"
    assert get('/-/find?model=//evil.example/ "*').headers["location"].startswith(MODELS)
    assert "_search=" in get("/-/find?model=").headers["location"]


def test_a_search_for_no_word_shows_every_model(get):
    for typed in ("", '"', '""'):
        assert "_search=" in (there := get(f"/-/find?model={typed}").headers["location"])
        assert get(there.replace("models?", "models.json?")).json()["filtered_table_rows_count"] == len(ROWS["models"])


def test_other_tables_are_searched_as_ever(page):
    assert "1 row where search matches" in words(page(f"/{DATABASE}/license_clauses?_search=million users"))

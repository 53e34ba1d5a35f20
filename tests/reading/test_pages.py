"""What the pages say, asked of Datasette in process."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from datasette.utils import tilde_encode

from crawler.metadata import DATABASE, canned_queries
from crawler.schema import TABLES
from crawler.web import front
from crawler.web.app import build
from tests.reading import sample_db
from tests.reading.sample_rows import CAPPED, DERIVED, FORMULAS, GATED, GONE, HOSTILE, OPEN, RUN, SCRIPT, SHA

MODELS = f"/{DATABASE}/models"


@pytest.fixture
def get(database):
    datasette = build(database)

    def ask(path: str):
        return asyncio.run(datasette.client.get(path))

    return ask


@pytest.fixture
def page(get):
    def read(path: str) -> BeautifulSoup:
        answer = get(path)
        assert answer.status_code == 200, (path, answer.text)
        return BeautifulSoup(answer.text, "lxml")

    return read


@pytest.fixture
def model(page):
    return lambda repo_id: page(f"{MODELS}/{tilde_encode(repo_id)}")


def words(soup) -> str:
    return " ".join(soup.get_text(" ").split())


def section(soup: BeautifulSoup, heading: str) -> str:
    titles = (h for h in soup.find_all("h2") if h.get_text().startswith(heading))
    return words(next(titles).find_parent("section"))


def test_the_front_page_tells_how_much_was_looked_at(page):
    front_page = page("/")
    assert "Finished 2026-11-22 04:05 UTC Outcome done Models listed now 11" in section(front_page, "The last run")
    assert "A run that began at 2026-11-23 03:00 UTC" in section(front_page, "The last run")
    assert "open-weights weights downloadable" in section(front_page, "Verdicts")
    assert "Weights 7 63.6 %" in section(front_page, "Could not be looked at")
    links = {a["href"] for a in front_page.find_all("a")}
    assert {f"/{DATABASE}/{table.name}" for table in TABLES} <= links
    assert {f"/{DATABASE}/{name}" for name in canned_queries()} <= links


def test_old_data_is_marked_and_new_data_is_not(database):
    with sqlite3.connect(database) as db:
        db.row_factory = sqlite3.Row
        figures = front.load(db)
    assert figures.age_days(datetime(2026, 11, 23, 4, tzinfo=UTC)) == 0
    assert figures.age_days(datetime(2026, 11, 29, 5, tzinfo=UTC)) == 7 > front.OLD_AFTER_DAYS


def test_before_the_first_run_the_front_page_says_so(database, page):
    with sqlite3.connect(database) as db:
        db.execute("delete from runs")
    assert "No run has finished yet" in section(page("/"), "The last run")


def test_a_model_page_shows_verdict_layers_and_quotes_with_their_place(model):
    soup = model(CAPPED)
    assert "Verdict: open-weights" in words(soup)
    assert soup.find(attrs={"aria-current": "step"}).get_text().startswith("open-weights")
    missing = "training code training data license training data of a base model"
    assert f"Missing for the OSAID {missing}" in section(soup, "Verdict")
    card = soup.find("article", attrs={"aria-labelledby": "q-training_data"})
    assert "Training data partial" in words(card) and "the data is described but not named" in words(card)
    assert card.blockquote.get_text() == "public online data"
    assert card.find("a", string="README.md, line 7")["href"].startswith(f"https://huggingface.co/{CAPPED}/blob/")


def test_a_model_page_shows_terms_beside_their_clauses(model):
    said = section(model(CAPPED), "Licence")
    assert "Declared other Effective Capped Community License read in the licence file" in said
    assert "Declaration and text do not agree: tag-body, no-text" in said
    assert "User cap 700,000,000 MAU more than 700 million monthly active users line 40 of the licence text" in said
    assert "Commercial use conditional from the catalogue" in said


def test_a_model_page_shows_claim_lineage_and_changes(model):
    soup = model(CAPPED)
    claim = "Our open source model <i>for all</i>."
    assert f"{claim} README.md, line 7 open-source-model license" in section(soup, "Claims")
    assert soup.find("blockquote", string=claim).find_next("a")["href"].endswith(f"{CAPPED}/blob/{SHA}/README.md#L7")
    assert "1 model names it as base" in section(soup, "Lineage")
    assert soup.find("a", string=DERIVED)["href"] == f"{MODELS}/{tilde_encode(DERIVED)}"
    assert "2026-11-22 license_id apache-2.0 capped the model" in section(soup, "Changes")


def test_a_derivative_says_what_its_ancestors_cost_it(model):
    soup = model(DERIVED)
    assert "Its own last step alone would be open-source-ai ; its ancestors cap it." in section(soup, "Verdict")
    assert f"{CAPPED} quantized (tag) capped looser open-weights" in section(soup, "Lineage")
    assert "It has moved on" in words(soup)


def test_what_could_not_be_looked_at_is_unknown_and_not_absent(model):
    soup = model(GATED)
    assert "Gated (auto)" in words(soup) and "Not read yet" in words(soup)
    card = words(soup.find("article", attrs={"aria-labelledby": "q-training_code"}))
    assert "Training code unknown" in card and "the card is gated" in card and "the Hub's own answer" in card


def test_a_long_list_of_evidence_is_folded_and_then_left_to_the_table(database, model):
    shard = {"repo_id": OPEN, "question": "weights", "outcome": "yes", "reason": "files are listed"}
    with sqlite3.connect(database) as db:
        for n in range(20):
            sample_db.insert(db, "evidence", {**shard, "path": f"{n}.safetensors", "quote": f"{n}.safetensors"})
    card = model(OPEN).find("article", attrs={"aria-labelledby": "q-weights"})
    assert card.summary.get_text() == "9 more"
    assert "9 more in the evidence table" in words(card.details)
    assert len(card.find_all("li")) == 12


def test_a_model_that_is_gone_says_since_when(model):
    assert "Gone: not on the Hub since 2026-11-20" in words(model(GONE))


@pytest.mark.parametrize(
    "path", ["/", MODELS, f"{MODELS}/{tilde_encode(HOSTILE)}", f"/{DATABASE}/evidence", f"/{DATABASE}/recently-changed"]
)
def test_what_strangers_write_is_text_and_never_markup(path, page):
    soup = page(path)
    assert not [s for s in soup.find_all("script") if "owned" in s.get_text()]
    assert not soup.find("img") and not soup.find("b")
    assert not [a for a in soup.find_all("a") if a.get("href", "").lower().startswith("javascript:")]


def test_a_hostile_model_is_still_shown(model):
    soup = model(HOSTILE)
    assert soup.h1.get_text() == HOSTILE
    assert soup.find("blockquote").get_text() == f"{SCRIPT}\"'&"


def test_every_column_is_explained_on_its_table_page(page):
    for table in TABLES:
        explained = page(f"/{DATABASE}/{table.name}").find("dl", class_="column-descriptions")
        assert {dt.get_text(): dd.get_text() for dt, dd in zip(explained("dt"), explained("dd"), strict=True)} == {
            column.name: column.says.replace("`", "") for column in table.columns
        }


@pytest.mark.parametrize("name", canned_queries())
def test_every_canned_query_has_its_page(name, page):
    soup = page(f"/{DATABASE}/{name}?minimum=1&tag=apache-2.0&repo_id={CAPPED}")
    assert soup.h1.get_text() == canned_queries()[name]["title"]
    assert soup.find("table", class_="rows-and-columns")


def test_cells_link_to_the_row_they_name_where_it_exists(page):
    lineage = page(f"/{DATABASE}/lineage")
    links = {a.get_text(): a["href"] for a in lineage.find_all("a")}
    assert links[CAPPED] == f"{MODELS}/{tilde_encode(CAPPED)}"
    assert links["capped"] == f"/{DATABASE}/licenses/capped"
    assert "never/listed" not in links
    assert {a.get_text() for a in page(f"/{DATABASE}/changes").find_all("a")} >= {RUN}


def test_tables_that_the_schema_does_not_describe_are_hidden(get):
    described = {table["name"]: table["hidden"] for table in get(f"/{DATABASE}.json").json()["tables"]}
    assert described.pop("evidence_rows") is True
    assert not any(described.values())


def test_find_goes_to_the_model_or_to_what_resembles_it(get, page):
    assert get(f"/-/find?model={OPEN}").headers["location"] == f"{MODELS}/{tilde_encode(OPEN)}"
    assert get(f"/-/find?model=https://huggingface.co/{OPEN}").headers["location"].endswith("7b")
    listed = get("/-/find?model=capped").headers["location"]
    assert "2 rows" in words(page(listed))
    assert get("/-/find?model=//evil.example/").headers["location"].startswith(MODELS)


def test_the_feed_links_to_our_pages(get):
    answer = get("/changes.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert f"/{DATABASE}/models/{tilde_encode(CAPPED)}" in answer.text


def test_json_of_a_model_is_the_row(get):
    row = get(f"{MODELS}/sheet~2F0.json?_shape=objects").json()["rows"][0]
    assert row["license_tag"] == FORMULAS[0]


def test_an_unknown_model_is_not_found(get):
    assert get(f"{MODELS}/no~2Fsuch").status_code == 404


def test_readers_cannot_write(get, database):
    before = database.read_bytes()
    assert get(f"/{DATABASE}.json?sql=delete+from+models").status_code == 400
    assert database.read_bytes() == before


def test_a_replaced_file_is_followed(database, get, tmp_path):
    assert get(f"{MODELS}.json?_size=0").json()["filtered_table_rows_count"] == 12
    tonight = sample_db.build(tmp_path / "tonight.db")
    with sqlite3.connect(tonight) as db:
        db.execute("delete from models where repo_id like 'sheet/%'")
    db.close()
    tonight.replace(database)
    assert get(f"{MODELS}.json?_size=0").json()["filtered_table_rows_count"] == 6
    assert "Models listed now 5" in words(BeautifulSoup(get("/").text, "lxml"))


def test_readers_see_what_a_running_scan_has_committed(database, get):
    with sqlite3.connect(database) as db:
        db.execute("pragma journal_mode=wal")
        assert get(f"{MODELS}.json?_size=0").json()["filtered_table_rows_count"] == 12
        db.execute("delete from models where repo_id like 'sheet/%'")
        assert get(f"{MODELS}.json?_size=0").json()["filtered_table_rows_count"] == 12
        db.commit()
        assert get(f"{MODELS}.json?_size=0").json()["filtered_table_rows_count"] == 6

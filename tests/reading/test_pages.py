"""What the pages say, asked of Datasette in process."""

from __future__ import annotations

import csv
import io
import sqlite3
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from datasette.utils import tilde_encode

from crawler.metadata import DATABASE, canned_queries
from crawler.schema import LAYERS, TABLES
from crawler.web import index as front
from tests import published
from tests.reading.pages import MODELS, section, words
from tests.reading.sample_rows import CAPPED, HOSTILE, OPEN, ROWS, RUN


def test_the_front_page_tells_how_much_was_looked_at(page):
    front_page = page("/")
    assert "Finished 2026-11-22 04:05 UTC Outcome done Models listed now 11" in section(front_page, "The last run")
    assert "A run that began at 2026-11-23 03:00 UTC" in section(front_page, "The last run")
    assert "open-weights weights downloadable" in section(front_page, "Verdicts")
    assert "Weights 7 63.6 % 0.0 %" in section(front_page, "Could not be looked at")
    assert "Errors in it 1 2.4 % of its requests" in section(front_page, "The last run")
    links = {a["href"] for a in front_page.find_all("a")}
    assert {f"/{DATABASE}/{table.name}" for table in TABLES} <= links
    assert {f"/{DATABASE}/{name}" for name in canned_queries()} <= links


def test_the_front_page_tells_what_the_last_night_changed_with_the_rows_behind_it(page, get):
    told = page("/").find("table", class_="news")
    counted = {row.th.get_text(): row.td.get_text() for row in told.tbody.find_all("tr")}
    assert counted == {title: "1" for title, _ in front.NEWS}
    for row in told.tbody.find_all("tr"):
        listed = get(row.a["href"].replace("events?", "events.json?_shape=array&")).json()
        assert [event["repo_id"] for event in listed] == [a.get_text() for a in row.find_all("td")[1].find_all("a")]


def test_old_data_is_marked_and_new_data_is_not(database):
    with sqlite3.connect(database) as db:
        db.row_factory = sqlite3.Row
        figures = front.load(db)
    assert figures.age_days(datetime(2026, 11, 23, 4, tzinfo=UTC)) == 0
    assert figures.age_days(datetime(2026, 11, 29, 5, tzinfo=UTC)) == 7 > front.OLD_AFTER_DAYS


def test_before_the_first_run_the_front_page_says_so(database, page):
    with sqlite3.connect(database) as db:
        db.execute("DELETE FROM runs")
    assert "No run has finished yet" in section(page("/"), "The last run")


@pytest.mark.parametrize(
    "path", ["/", MODELS, f"{MODELS}/{tilde_encode(HOSTILE)}", f"/{DATABASE}/evidence", f"/{DATABASE}/recently-changed"]
)
def test_what_strangers_write_is_text_and_never_markup(path, page):
    soup = page(path)
    assert not [s for s in soup.find_all("script") if "owned" in s.get_text()]
    assert not [img for img in soup.find_all("img") if "/-/badge/" not in img["src"]] and not soup.find("b")
    assert not [a for a in soup.find_all("a") if a.get("href", "").lower().startswith("javascript:")]


def test_every_column_is_explained_on_its_table_page(page):
    for table in TABLES:
        explained = page(f"/{DATABASE}/{table.name}").find("dl", class_="column-descriptions")
        assert {dt.get_text(): dd.get_text() for dt, dd in zip(explained("dt"), explained("dd"), strict=True)} == {
            column.name: column.says.replace("`", "") for column in table.columns
        }


@pytest.mark.parametrize("name", canned_queries())
def test_every_canned_query_has_its_page(name, page):
    asked = f"minimum=1&tag=apache-2.0&repo_id={CAPPED}&license_id=apache-2.0&author=meta&month=2026-06"
    soup = page(f"/{DATABASE}/{name}?{asked}")
    assert soup.h1.get_text() == canned_queries()[name]["title"]
    assert soup.find("table", class_="rows-and-columns") or "0 results" in words(soup)


def test_models_begin_with_what_people_compare(page, get):
    leads = ["repo_id", "verdict", "license_id", *LAYERS]
    shown = page(MODELS).find("table", class_="rows-and-columns").find_all("th")
    assert [th["data-column"] for th in shown][: len(leads)] == leads
    assert get(f"{MODELS}.csv").text.split("\r\n")[0].split(",")[: len(leads)] == leads
    assert get(f"{MODELS}.json").json()["columns"][: len(leads)] == leads
    assert len(shown) == len(TABLES[0].columns)


def test_cells_link_to_the_row_they_name_where_it_exists(page):
    lineage = page(f"/{DATABASE}/lineage")
    links = {a.get_text(): a["href"] for a in lineage.find_all("a")}
    assert links[CAPPED] == f"{MODELS}/{tilde_encode(CAPPED)}"
    assert links["capped"] == f"/{DATABASE}/licenses/capped"
    assert "never/listed" not in links
    assert {a.get_text() for a in page(f"/{DATABASE}/changes").find_all("a")} >= {RUN}


def test_tables_that_the_schema_does_not_describe_are_hidden(get):
    described = {table["name"]: table["hidden"] for table in get(f"/{DATABASE}.json").json()["tables"]}
    views = {table.name for table in TABLES if table.view}
    assert {name for name, hidden in described.items() if not hidden} == {table.name for table in TABLES} - views


def test_the_feed_links_to_our_pages(get):
    answer = get("/changes.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert f"/{DATABASE}/models/{tilde_encode(CAPPED)}" in answer.text


NEWS = {
    "": 8, "field=license_id": 2, "author=meta": 3, "license_id=capped": 8, "license_id=mit": 0,
    "direction=tighter": 2, "population=popular&author=meta": 3, "population=live": 6,
    "field=license_id&direction=looser": 1,
}  # fmt: skip


@pytest.mark.parametrize("chosen", NEWS)
def test_news_are_chosen_by_field_organisation_licence_direction_and_use(chosen, get):
    assert len(ET.fromstring(get(f"/news.atom?{chosen}").text).findall("{*}entry")) == NEWS[chosen]


def test_an_entry_is_the_same_in_every_feed_and_feeds_differ(get):
    paths = ("/news.atom", "/news.atom?field=license_text", "/changes.atom")
    *feeds, changes = [ET.fromstring(get(path).text) for path in paths]
    assert len({feed.findtext("{*}id") for feed in (*feeds, changes)}) == len(paths)
    ids = [{entry.findtext("{*}id") for entry in one.findall("{*}entry")} for one in feeds]
    assert ids[1] < ids[0]
    assert feeds[1].find("{*}entry").findtext("{*}title") == f"{CAPPED}: new licence text: {'b' * 40}"


@pytest.mark.parametrize("chosen", ["downloads=1", "population=some", "field=gated&x="])
def test_what_news_cannot_be_chosen_by_is_told(chosen, get):
    answer = get(f"/news.atom?{chosen}")
    assert answer.status_code == 400 and ("one of" in answer.text or "but by" in answer.text)


def test_facets_of_a_large_table_are_offered_and_counted_when_asked_for(page):
    offered = {a.get_text(): a["href"] for a in page(MODELS).find("p", class_="offered").find_all("a")}
    assert set(offered) == set(TABLES[0].facets) and "facet-results" not in str(page(MODELS))
    assert "open-weights" in words(page(offered["verdict"]).find("div", class_="facet-results"))


def test_readers_cannot_write(get, database):
    before = database.read_bytes()
    assert get(f"/{DATABASE}.json?sql=delete+from+models").status_code == 400
    assert database.read_bytes() == before


def test_a_replaced_file_is_followed(database, get, tmp_path):
    assert get(f"{MODELS}.json?_size=0").json()["filtered_table_rows_count"] == 12
    tonight = published.database(tmp_path / "tonight.db", **ROWS)
    with sqlite3.connect(tonight) as db:
        db.execute("DELETE FROM models WHERE repo_id LIKE 'sheet/%'")
    db.close()
    tonight.replace(database)
    assert get(f"{MODELS}.json?_size=0").json()["filtered_table_rows_count"] == 6
    assert get("/").status_code == 200


def test_readers_see_what_a_running_scan_has_committed(database, get):
    with sqlite3.connect(database) as db:
        db.execute("pragma journal_mode=wal")
        assert get(f"{MODELS}.json?_size=0").json()["filtered_table_rows_count"] == 12
        db.execute("DELETE FROM models WHERE repo_id LIKE 'sheet/%'")
        assert get(f"{MODELS}.json?_size=0").json()["filtered_table_rows_count"] == 12
        db.commit()
        assert get(f"{MODELS}.json?_size=0").json()["filtered_table_rows_count"] == 6


def test_the_address_everybody_types_leads_to_the_model(get):
    there = get(f"{MODELS}/{OPEN}")
    assert (there.status_code, there.headers["location"]) == (302, f"{MODELS}/{tilde_encode(OPEN)}")
    assert "repo_id__contains=no%2Fsuch" in get(f"{MODELS}/no/such").headers["location"]


def test_pages_that_do_not_exist_are_one_short_page_and_print_nothing(get, capsys):
    for path in ("/nothing", f"/{DATABASE}/nothing", f"{MODELS}/no~2Fsuch", f"{MODELS}/a/b/c"):
        assert get(path).status_code == 404, path
    assert capsys.readouterr() == ("", "")


def test_robots_are_told_what_has_no_end(get):
    said = get("/robots.txt")
    assert said.headers["content-type"].startswith("text/plain")
    assert "Disallow: /*?" in said.text.splitlines()


@pytest.mark.parametrize("path", ["models.csv?_size=max", "models.csv?_dl=1", "recently-changed.csv"])
def test_csv_of_the_site_holds_no_formula(path, get):
    answer = get(f"/{DATABASE}/{path}")
    cells = [cell for row in csv.reader(io.StringIO(answer.text, newline="")) for cell in row]
    assert cells and not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert ("'=cmd()" in cells) == path.startswith("models")


def test_a_number_below_zero_stays_one_in_csv(get):
    assert get(f"/{DATABASE}.csv?sql=select+-1,+'-1%2B2'").text.splitlines()[1] == "-1,'-1+2"

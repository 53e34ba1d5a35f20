"""Every chart has its definition, its query one click away, and rows for every population."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest

from crawler.metadata import DATABASE
from crawler.web.dashboards import POPULATIONS, dashboards
from tests.reading.pages import words

CHARTS = [(name, chart) for name, board in dashboards(DATABASE).items() for chart in board["charts"]]


@pytest.mark.parametrize("name", dashboards(DATABASE))
def test_a_dashboard_shows_every_chart_with_what_it_means(name, page):
    soup = page(f"/-/dashboards/{name}?population=live")
    shown = {section.h2.get_text(): words(section) for section in soup.find_all("section", class_="chart")}
    for chart in dashboards(DATABASE)[name]["charts"].values():
        assert chart["says"] in shown[chart["title"]]
    assert soup.find("option", selected=True).get_text() == "live"


@pytest.mark.parametrize(("name", "chart"), CHARTS)
def test_the_query_of_a_chart_is_one_click_away_and_has_rows(name, chart, page, get):
    soup = page(f"/-/dashboards/{name}/{chart}?population=all")
    link = soup.find("section", class_="chart").find("a", string="The query and its rows")["href"]
    asked = parse_qs(urlsplit(link).query)
    assert asked["population"] == ["all"]
    rows = get(link.replace(f"/{DATABASE}?", f"/{DATABASE}.json?") + "&_shape=array").json()
    assert rows


def test_a_visit_without_a_choice_counts_every_model(get):
    assert get("/-/dashboards/licences").headers["location"].endswith(f"?population={POPULATIONS[0]}")
    assert "Licences" in get("/-/dashboards").text


def test_months_before_the_first_scan_are_marked(get):
    query = dashboards(DATABASE)["openness"]["charts"]["verdicts"]["query"]
    rows = get(f"/{DATABASE}.json?_shape=array&population=all&sql={quote(query)}").json()
    assert {(row["month"], row["basis"]) for row in rows} == {
        ("2026-10", "by creation date, as of today"),
        ("2026-11", "as scanned"),
    }

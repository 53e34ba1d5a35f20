"""The served pages in a real browser: nothing on the console, and what a reader sees at desk and on a phone."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from crawler.metadata import DATABASE
from crawler.web.dashboards import CREATED, SCANNED
from tests.published import database
from tests.reading.browsing import NEEDED, contrast, served, visit
from tests.reading.sample_rows import CAPPED, HOSTILE, MODELS, ROWS

pytestmark = NEEDED
PAGES = {
    "/": "How open are the models on the Hugging Face Hub?",
    f"/{DATABASE}": "Tables and queries",
    "/-/docs": "What this is, how to cite it, how to contest it",
    "/-/dashboards": "Dashboards",
    "/-/dashboards/licences": "Licences",
    "/-/dashboards/openness": "Openness",
    "/-/dashboards/changes": "Gates, claims and changes",
    f"/{DATABASE}/models": "models",
    f"/{DATABASE}/evidence": "evidence (view)",
    f"/{DATABASE}/licenses": "licenses",
    f"/{DATABASE}/runs": "runs",
    f"/{DATABASE}/changes": "changes",
    f"/{DATABASE}/claims": "claims",
    f"/{DATABASE}/lineage": "lineage",
    f"/{DATABASE}/license_clauses": "license_clauses",
    f"/{DATABASE}/models?_facet=relation&verdict=open-weights": "models",
    f"/{DATABASE}/models?_search=capped": "models",
    f"/{DATABASE}/events": "events",
    f"/{DATABASE}/licence-mix": "Licence mix, by models and by downloads",
    f"/{DATABASE}/what-blocks-osaid": "What is missing for the OSAID",
    f"/{DATABASE}/claims-contradicted": "Claims beside what the evidence lacks",
    f"/{DATABASE}/licence-directions": "Did licences become tighter or looser after release?",
    f"/{DATABASE}/openness-by-size": "Are small models more open than large ones?",
    f"/{DATABASE}/models/meta~2Fcapped-8b": CAPPED,
    f"/{DATABASE}/models/evil~2Fx~3Cb~3Ey": HOSTILE,
}
MODEL_PAGES = (f"/{DATABASE}/models/meta~2Fcapped-8b", f"/{DATABASE}/models/evil~2Fx~3Cb~3Ey")
BOARDS = tuple(f"/-/dashboards/{name}" for name in ("licences", "openness", "changes"))
OWN = ("/", "/-/docs", *BOARDS, *MODEL_PAGES)  # drawn by templates of ours from top to bottom
WALKED = [  # what readers come for, looked at on a phone as well
    *OWN, f"/{DATABASE}/evidence",
    f"/{DATABASE}/models?_facet=relation&verdict=open-weights", f"/{DATABASE}/models?_search=capped",
    *(path for path, heading in PAGES.items() if heading.count(" ") > 3 and path.startswith(f"/{DATABASE}/")),
]  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    with served(database(tmp_path_factory.mktemp("served") / "night.db", **ROWS)) as address:
        yield address


def phone(browser: webdriver.Chrome, on: bool) -> None:
    size = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    command = ("setDeviceMetricsOverride", size) if on else ("clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd(f"Emulation.{command[0]}", command[1])


@pytest.fixture
def narrow(browser: webdriver.Chrome) -> Iterator[None]:
    """A phone instead of a desk."""
    phone(browser, True)
    yield
    phone(browser, False)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_at_a_desk_leaves_console_and_other_hosts_alone(path, address, browser):
    look(browser, address, path)
    assert browser.find_element(By.TAG_NAME, "h1").text.split("\n")[0] == PAGES[path]


@pytest.mark.parametrize("path", WALKED)
def test_a_page_on_a_phone_fits_and_leaves_console_and_other_hosts_alone(path, address, browser, narrow):
    look(browser, address, path)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390


def look(browser: webdriver.Chrome, address: str, path: str) -> None:
    """Open a page and see that it keeps to itself; of a page of ours also what axe says."""
    browser.get_log("browser")  # what was said of another page
    visit(browser, address + path)
    asked = browser.execute_script("return performance.getEntriesByType('resource').map((one) => one.name)")
    assert [url for url in asked if not url.startswith(f"{address}/")] == []
    if path in OWN:
        browser.execute_script(UNFOLD)
        browser.execute_script(files("axe_core_python").joinpath("axe.min.js").read_text("utf-8"))
        found = browser.execute_async_script(AXE)
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
    assert "owned" not in browser.title.split()


def test_a_reader_types_a_name_and_reads_the_verdict(address, browser):
    browser.get(address)
    box = browser.find_element(By.NAME, "model")
    box.send_keys(CAPPED)
    box.submit()
    assert browser.find_element(By.ID, "verdict-title").text == "Verdict: open-weights"
    assert browser.find_element(By.CSS_SELECTOR, ".ladder .here").text.startswith("open-weights")


def test_what_a_reader_unfolds_stays_open(address, browser):
    browser.get(f"{address}/{DATABASE}/models/meta~2Fcapped-8b")
    folded = browser.find_elements(By.CSS_SELECTOR, "main details")
    assert len(folded) > 1
    for details in folded:
        browser.execute_script("arguments[0].scrollIntoView()", details)
        details.find_element(By.TAG_NAME, "summary").click()
    assert all(details.get_attribute("open") for details in folded)


def test_outcomes_are_words_that_stand_out_from_the_paper(address, browser):
    browser.get(f"{address}/{DATABASE}/models/meta~2Fcapped-8b")
    shown = browser.find_elements(By.CLASS_NAME, "outcome")
    outcomes = {outcome.text: contrast(outcome.value_of_css_property("color")) for outcome in shown}
    assert set(outcomes) == {"yes", "no", "partial"}
    assert min(outcomes.values()) >= 4.5, "WCAG AA against white"


UNFOLD = "for (const details of document.querySelectorAll('main details')) details.open = true;"
AXE = """
const done = arguments[0];
axe.run(document, {resultTypes: ['violations']}).then((found) => done(found.violations));
"""


def test_a_table_is_taken_away_as_csv_and_as_a_workbook_without_formulas(address, browser, tmp_path):
    allowed = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", allowed)
    browser.get(f"{address}/{DATABASE}/models")
    browser.find_element(By.CSS_SELECTOR, ".export-links").find_element(By.LINK_TEXT, "xlsx").click()
    browser.find_element(By.NAME, "_dl").click()
    browser.find_element(By.CSS_SELECTOR, "#export input[type=submit]").click()
    ids = {str(model["repo_id"]) for model in MODELS}
    with zipfile.ZipFile(taken(browser, tmp_path / "models.xlsx")) as book:
        sheet = BeautifulSoup(book.read("xl/worksheets/sheet1.xml"), "xml")
    assert {row.find("c").get_text() for row in sheet.find_all("row")[1:]} == ids
    assert not sheet.find_all(["f", "hyperlink"])
    rows = list(csv.DictReader(taken(browser, tmp_path / "models.csv").open(newline="", encoding="utf-8")))
    assert {row["repo_id"] for row in rows} == ids
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def taken(browser: webdriver.Chrome, path: Path) -> Path:
    """The file, once it is there: a browser gives it its name when it is whole."""
    WebDriverWait(browser, 20).until(lambda _: path.exists())
    return path


def test_months_that_were_scanned_and_those_by_creation_date_differ_in_word_and_form(address, browser):
    browser.get(f"{address}/-/dashboards/openness/verdicts?population=all")
    legend = WebDriverWait(browser, 20).until(lambda _: browser.execute_script(LEGEND))
    assert {SCANNED, CREATED} <= legend.keys() and legend[SCANNED] != legend[CREATED]


def test_a_chart_without_rows_says_so(address, browser):
    visit(browser, f"{address}/-/dashboards/openness/verdicts?population=popular")
    assert browser.find_element(By.CLASS_NAME, "drawing").text == "There are no rows yet."


LEGEND = """
const entries = [...document.querySelectorAll('.drawing .role-legend-entry .mark-group.role-scope > g')];
const found = entries.flatMap((group) => {
    const labels = [...group.querySelectorAll('.role-legend-label text')].map((one) => one.textContent);
    const symbols = [...group.querySelectorAll('.role-legend-symbol path')].map((one) => one.getAttribute('d'));
    return labels.map((label, n) => [label, symbols[n]]);
});
return found.length ? Object.fromEntries(found) : null;
"""


def test_the_first_screen_of_a_phone_has_the_answer(address, browser, narrow):
    browser.get(f"{address}/{DATABASE}/models/meta~2Fcapped-8b")
    line = browser.find_element(By.CSS_SELECTOR, ".may .line")
    assert line.text.startswith("Yes, if") and line.location["y"] < 800


def test_the_keyboard_reaches_the_content_first(address, browser):
    browser.get(f"{address}/{DATABASE}/models/meta~2Fcapped-8b")
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "To the content"

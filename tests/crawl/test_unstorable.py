"""A repository that cannot be stored is an error of its own: the run goes on, and no later one stumbles over it."""

import pytest

from crawler.judge.findings import store_findings
from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from crawler.model import Outcome
from spiders.texts import TextsSpider
from tests.crawl.conftest import rows, scan

CARD = "---\nlicense: mit\n---\n# Heron\n\nA model of herons.\n"


@pytest.fixture
def hub(tmp_path):
    for name in ("one", "two", "three"):
        folder = tmp_path / "hub" / "models" / "herons" / name
        folder.mkdir(parents=True)
        (folder / "README.md").write_text(CARD)
    with running(Options(tmp_path / "hub")) as address:
        yield address


def test_a_reading_that_cannot_be_stored_is_an_error_and_not_the_runs(hub, tmp_path, monkeypatch):
    read = TextsSpider.read

    async def spoilt(self, task):
        item = await read(self, task)
        if item.repo_id == "herons/one":
            item.not_fetched["\ud800"] = "no name a database takes"
        return item

    db = tmp_path / "x.db"
    monkeypatch.setattr(TextsSpider, "read", spoilt)
    assert scan(db, hub) == 0
    assert rows(db, "SELECT errors, outcome FROM runs") == [(1, "done")]
    assert rows(db, "SELECT model_card FROM models WHERE repo_id = 'herons/one'") == [("unknown",)]
    assert rows(db, "SELECT count(*) FROM models WHERE verdict IS NOT NULL") == [(3,)]
    assert scan(db, hub) == 0
    assert rows(db, "SELECT errors FROM runs ORDER BY started_at DESC LIMIT 1") == [(0,)]


def test_answers_that_cannot_be_stored_become_errors(hub, tmp_path, monkeypatch):
    def picky(db, judging, stored, answers):
        store_findings(db, judging, stored, answers)
        if stored.snapshot.repo_id == "herons/two" and any(f.outcome is not Outcome.ERROR for _, f in answers.findings):
            raise OverflowError("a number too large")

    db = tmp_path / "x.db"
    monkeypatch.setattr("crawler.judge.judge.store_findings", picky)
    assert scan(db, hub) == 0
    found = set(rows(db, "SELECT outcome, quote FROM evidence WHERE repo_id = 'herons/two'"))
    assert found == {("error", "OverflowError: a number too large")}
    assert rows(db, "SELECT count(*) FROM evidence WHERE repo_id <> 'herons/two' AND outcome = 'error'") == [(0,)]

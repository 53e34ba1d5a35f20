"""The Hub's quotas, scaled to short windows: used, never overdrawn, also by two scans that share a token."""

import pytest

from crawler.local_hub.limits import Quotas
from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from tests.crawl.conftest import SAMPLE, ask, rows, scan, scanning

QUOTAS = "api=100,resolvers=150,window=2"
MODELS = 250  # a scan fills some windows


@pytest.mark.parametrize("scans", [2])
def test_no_request_is_refused_because_of_us(tmp_path, scans):
    with running(Options(None, synthetic=MODELS, quotas=Quotas.parse(QUOTAS))) as hub:
        running_scans = [scanning(tmp_path / f"{n}.db", hub) for n in range(scans)]
        assert [process.wait() for process in running_scans] == [0] * scans
        asked = ask(hub, "/_stats")
    assert asked["too_many_requests"] == 0
    assert asked["buckets"]["resolvers"] > 150 * scans
    for n in range(scans):
        assert rows(tmp_path / f"{n}.db", "SELECT count(*) FROM models WHERE read_sha IS NOT NULL") >= [(MODELS,)]


def test_code_repositories_beyond_the_hourly_quota_wait_for_another_run(tmp_path, monkeypatch):
    monkeypatch.setattr("spiders.code_repos.CodeReposSpider.patience", 1.0)
    db = tmp_path / "x.db"
    with running(Options(SAMPLE, github_rate=10)) as hub:
        assert scan(db, hub) == 0
        asked = ask(hub, "/_stats")
    assert asked["statuses"].get("429", 0) == asked["statuses"].get("403", 0) == 0
    looked_at = rows(db, "SELECT count(*) FROM code_repos")[0][0]
    assert 0 < looked_at < 10
    assert rows(db, "SELECT count(*) FROM models WHERE verdict IS NULL") == [(0,)]

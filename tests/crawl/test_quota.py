"""The Hub's quotas, scaled to short windows: used, never overdrawn, also by two scans that share a token."""

import pytest

from crawler.replica.limits import Quotas
from crawler.replica.options import Options
from crawler.replica.serving import running
from tests.crawl.conftest import ask, rows, scanning

QUOTAS = "api=100,resolvers=150,window=2"


@pytest.mark.parametrize("scans", [1, 2])
def test_no_request_is_refused_because_of_us(tmp_path, scans):
    with running(Options(None, synthetic=400, quotas=Quotas.parse(QUOTAS))) as hub:
        running_scans = [scanning(tmp_path / f"{n}.db", hub) for n in range(scans)]
        assert [process.wait() for process in running_scans] == [0] * scans
        asked = ask(hub, "/_stats")
    assert asked["too_many_requests"] == 0
    assert asked["buckets"]["resolvers"] > 150 * scans
    for n in range(scans):
        assert rows(tmp_path / f"{n}.db", "SELECT count(*) FROM models WHERE read_sha IS NOT NULL") >= [(400,)]

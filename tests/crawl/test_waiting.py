"""Who asks is told to every host, and no host keeps a scan waiting without an end: which wait it was is said."""

from __future__ import annotations

import pytest

import crawler.fetch.runner
import spiders.base
from crawler.cli import run
from crawler.fetch.settings import scrapy_settings
from tests.crawl.conftest import rows, scan
from tests.crawl.hostile_server import Answer, hostile

SHA = "c0ffee" * 6 + "c0ff"
GULL = {"_id": "6" * 24, "id": "weather-lab/gull", "sha": SHA, "siblings": [{"rfilename": "README.md"}], "tags": []}
CONTACT = "gulls@weather-lab.example"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """Hours and seconds become hundredths of a second: what is left is in what order they end, and what is said."""
    monkeypatch.setattr(crawler.fetch.runner, "scrapy_settings", lambda *given: scrapy_settings(*given, timeout=1))
    monkeypatch.setattr(spiders.base, "wait_exponential_jitter", lambda **_: lambda state: 0.01)
    monkeypatch.setattr("crawler.fetch.throttle.LONGEST_WAIT", 0.02)
    monkeypatch.setattr("crawler.fetch.limits.LONGEST_WAIT", 0.02)
    monkeypatch.setattr("crawler.fetch.limits.MOST_REFUSED", 0.05)
    monkeypatch.setattr("crawler.fetch.limits.BARE_WAITS", (0.02,))


def hub(status=200, **headers):
    """A Hub of one model; its lists are answered with this status and these headers."""

    def answer(_, path):
        if path.startswith("/api/models?"):
            listed = Answer.json([] if "search=" in path else [GULL], **headers)
            listed.status = status
            return listed
        return Answer(b"# Gull\n\nA model of gulls.\n") if path.endswith("/README.md") else Answer(b"{}", 404)

    return answer


def test_every_request_says_whom_to_write_to(tmp_path):
    with hostile(hub()) as server:
        assert scan(tmp_path / "x.db", server.at(), "--contact", CONTACT) == 0
        agents = {asked.agent for asked in server.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("hub-openness/") and all(CONTACT in asked.agent for asked in server.asked)


@pytest.mark.parametrize("contact", ["gulls\r\nX-Evil: 1", "\u00fcber@gulls.example"])
def test_a_contact_that_no_header_can_hold_is_refused(tmp_path, capsys, contact):
    assert run(["scan", "--db", str(tmp_path / "x.db"), "--hub", "http://127.0.0.1:9", "--contact", contact]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("after", ["infinity", "999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_a_hub_that_always_asks_to_wait_is_given_up(tmp_path, capsys, after):
    with hostile(hub(429, Retry_After=after)) as server:
        assert scan(tmp_path / "x.db", server.at()) == 1
    error = capsys.readouterr().err
    assert "the list of models broke off" in error and "refused for" in error, error


def test_a_rate_limit_of_nothing_is_waited_for_once_and_then_given_up(tmp_path, capsys, monkeypatch):
    for module in ("throttle", "limits"):  # longer than the second by which two ends of one window may differ
        monkeypatch.setattr(f"crawler.fetch.{module}.LONGEST_WAIT", 1.1)
    told = {"RateLimit": '"api";r=0;t=999999999', "RateLimit_Policy": '"fixed window";"api";q=500;w=0'}

    def answer(_, path):
        page = [{**GULL, "_id": f"{len(path):024}", "id": f"weather-lab/gull-{len(path)}"}]
        return Answer.json(page, Link=f'<{path}&x=1>; rel="next"', **told)

    with hostile(answer) as server:
        assert scan(tmp_path / "x.db", server.at()) == 1
    assert "nothing left of the rate limit" in capsys.readouterr().err
    assert rows(tmp_path / "x.db", "SELECT count(*) FROM models") > [(0,)], "what was listed is kept"

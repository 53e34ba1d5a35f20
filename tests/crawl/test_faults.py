"""A Hub that misbehaves: every fault is waited out or retried, and what is stored is what a calm night stores."""

import json

import pytest

import crawler.fetch.runner
import spiders.base
from crawler.fetch.settings import scrapy_settings
from crawler.local_hub.faults import Fault
from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from tests.crawl.conftest import SAMPLE, ask, rows, scan, tables


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """The same policy with shorter waits."""
    monkeypatch.setattr(crawler.fetch.runner, "scrapy_settings", lambda *given: scrapy_settings(*given, timeout=1))
    monkeypatch.setattr(spiders.base, "wait_exponential_jitter", lambda **_: lambda state: 0.05)
    monkeypatch.setattr("crawler.fetch.limits.BARE_WAITS", (0.05, 0.1, 0.2))


@pytest.fixture(scope="module")
def calm(scanned):
    return tables(scanned)


@pytest.mark.parametrize(
    "faults",
    [
        ("429-bare", "truncate", "repeat-cursor:1"),
        ("retry-after:0.02", "5xx:0.1"),
        ("timeout:0.03", "504-lists:1"),
        ("no-siblings:0.3",),
    ],
    ids=lambda faults: "+".join(fault.partition(":")[0] for fault in faults),
)
def test_a_fault_costs_time_and_nothing_else(calm, tmp_path, monkeypatch, faults):
    db = tmp_path / "x.db"
    if "repeat-cursor:1" in faults:
        monkeypatch.setattr("spiders.models.SMALLER", (20, 20))  # few as they are, the models fill some pages
    with running(Options(SAMPLE, faults=tuple(map(Fault.parse, faults)), seed=7)) as hub:
        assert scan(db, hub) == 0
        struck = ask(hub, "/_stats")["faults"]
    assert all(struck[fault.partition(":")[0]] for fault in faults), struck
    found = tables(db)
    if "no-siblings:0.3" in faults:
        assert found["models"] == calm["models"]
    else:
        assert found == calm


def test_a_repository_that_vanishes_between_list_and_resolve_is_unknown_not_lost(tmp_path):
    db = tmp_path / "x.db"
    with running(Options(SAMPLE, faults=(Fault("vanish", 0.3),), seed=3)) as hub:
        assert scan(db, hub) == 0
    assert rows(db, "SELECT count(*) FROM models WHERE verdict IS NULL") == [(0,)]
    unread = rows(db, "SELECT count(*) FROM models WHERE model_card = 'unknown' AND read_sha IS NOT NULL")
    assert unread[0][0] > 5


def test_a_hub_that_is_down_leaves_the_scan_incomplete_and_the_next_one_finishes_it(calm, tmp_path, capsys):
    db = tmp_path / "x.db"
    with running(Options(SAMPLE)) as hub:
        pass  # its port is closed again
    assert scan(db, hub) == 1
    error = capsys.readouterr().err
    early = error.splitlines()[0]
    assert "hub does not answer" in early and "trying again" in early
    assert "the list of models broke off" in error
    assert error.count("does not answer") == 1 and "Traceback" not in error
    with running(Options(SAMPLE)) as hub:
        assert scan(db, hub) == 0
    assert tables(db) == calm


def test_a_token_is_never_stored_nor_sent_to_another_host(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("HF_HUB_DISABLE_IMPLICIT_TOKEN", "0")
    monkeypatch.setenv("HF_TOKEN", "hf_secretsecretsecret")
    db = tmp_path / "x.db"
    with running(Options(SAMPLE)) as hub:
        assert scan(db, hub) == 0
        asked = json.dumps(ask(hub, "/_stats"))
    printed = "".join(capfd.readouterr())
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert "secretsecret" not in printed + asked
    assert b"secretsecret" not in stored

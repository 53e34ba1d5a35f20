"""The workers of a cluster find what this machine's processes find, and one that is lost costs nothing."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time

import pytest

from crawler.cli import run
from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from tests.crawl.conftest import ask, rows, scan, tables

dask = pytest.importorskip("dask", reason="the extra `cluster` is not installed")
distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
MODELS = 200


@pytest.fixture(scope="module")
def address():
    """A scheduler with two workers, processes of their own that may start others."""
    with (
        dask.config.set({"distributed.worker.daemon": False, "distributed.admin.tick.limit": "1h"}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as local,
    ):
        yield local.scheduler_address


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """A made-up Hub as a scan leaves it, one detector's answers taken away again."""
    db = tmp_path_factory.mktemp("judged") / "x.db"
    with running(Options(None, synthetic=MODELS)) as hub:
        assert scan(db, hub) == 0
    return db


def copy(db, folder):
    for path in db.parent.glob("x*.db"):
        shutil.copy(path, folder)
    return folder / "x.db"


def test_workers_of_a_cluster_find_the_same(judged, address, tmp_path):
    db = copy(judged, tmp_path)
    before = tables(db)
    with distributed.Client(address) as client:
        pids = set(client.run(os.getpid).values())
        struck = threading.Thread(target=strike, args=(client, min(pids)))
        struck.start()
        assert run(["judge", "--db", str(db), "--scheduler", address]) == 0
        struck.join()
        assert set(client.run(os.getpid).values()) != pids, "one worker was lost and another took its place"
    assert tables(db) == before
    assert rows(db, "SELECT outcome FROM runs ORDER BY started_at DESC LIMIT 1") == [("done",)]


def test_a_night_on_a_cluster_publishes_what_a_scan_finds(address, tmp_path):
    """Two nights, the second of a Hub that changed: the workers detect, the health checks and the swap are as ever."""
    db, scanned = tmp_path / "x.db", tmp_path / "scanned.db"
    with running(Options(None, synthetic=MODELS)) as hub:
        for day in (0, 1):
            ask(hub, f"/_day?d={day}", "POST")
            night = ["nightly", "--db", str(db), "--hub", hub, "--github", hub, "--scope", "all"]
            assert run([*night, "--scheduler", address, "--export", str(tmp_path / "days")]) == 0
            assert scan(scanned, hub) == 0
    assert tables(db) == tables(scanned)
    assert rows(db, "SELECT count(*) FROM changes") != [(0,)]
    assert (tmp_path / "days" / "latest").exists()


def test_a_night_without_its_scheduler_publishes_nothing(tmp_path, monkeypatch, capsys):
    db = tmp_path / "x.db"
    monkeypatch.setattr("crawler.judge.cluster.PATIENCE", 1)
    with running(Options(None, synthetic=20)) as hub:
        night = ["nightly", "--db", str(db), "--hub", hub, "--github", hub, "--scope", "all"]
        assert run([*night, "--scheduler", "tcp://127.0.0.1:9"]) == 1
        assert "not published" in (told := capsys.readouterr().err)
        assert told.count("\n") == 1
        assert not db.exists()
        assert run(night) == 0, "the next night goes on from what was fetched"
    assert rows(db, "SELECT outcome FROM runs ORDER BY started_at")[-1] == ("done",)


def strike(client, pid):
    """SIGKILL to a worker as soon as both are at work."""
    while sum(len(keys) for keys in client.processing().values()) < 2:
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    client.wait_for_workers(2, timeout=60)


def test_no_scheduler_is_told_in_one_line(judged, tmp_path, monkeypatch, capsys):
    db = copy(judged, tmp_path)
    monkeypatch.setattr("crawler.judge.cluster.PATIENCE", 1)
    assert run(["judge", "--db", str(db), "--scheduler", "tcp://127.0.0.1:9"]) == 1
    assert "no scheduler at tcp://127.0.0.1:9" in (told := capsys.readouterr().err)
    assert told.count("\n") == 1
    ended = rows(db, "SELECT outcome FROM runs ORDER BY started_at DESC LIMIT 1")
    assert ended[0][0].startswith("failed: no scheduler")


def test_other_rules_on_a_worker_are_told(judged, address, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("crawler.judge.cluster._rules", lambda: "others")
    assert run(["judge", "--db", str(copy(judged, tmp_path)), "--scheduler", address]) == 1
    assert "a worker has other rules" in capsys.readouterr().err

"""SIGKILL at any moment loses nothing and doubles nothing: the next scan finishes the rest."""

import random
import signal
import time

import pytest

from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from tests.crawl.conftest import rows, scan, scanning, tables

MODELS = 400


@pytest.fixture(scope="module")
def hub():
    with running(Options(None, synthetic=MODELS)) as address:
        yield address


@pytest.fixture(scope="module")
def uninterrupted(hub, tmp_path_factory):
    db = tmp_path_factory.mktemp("whole") / "x.db"
    begun = time.monotonic()
    process = scanning(db, hub)
    assert process.wait() == 0
    return tables(db), time.monotonic() - begun


@pytest.mark.parametrize("seed", [1])
def test_three_kills_and_a_last_run_give_the_tables_of_an_uninterrupted_scan(hub, uninterrupted, tmp_path, seed):
    whole, took = uninterrupted
    db, rng = tmp_path / "x.db", random.Random(seed)
    for _ in range(3):
        process = scanning(db, hub)
        try:
            process.wait(timeout=rng.uniform(0.3, 0.9) * took)
        except Exception:  # still at work: that is the moment
            process.send_signal(signal.SIGKILL)
            process.wait()
    assert scan(db, hub) == 0
    assert tables(db) == whole
    outcomes = [row[0] for row in rows(db, "SELECT outcome FROM runs ORDER BY started_at")]
    assert outcomes[-1] == "done"
    assert set(outcomes) <= {"killed", "done"}

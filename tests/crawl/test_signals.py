"""SIGTERM and SIGINT end a scan with one line and exit code 1; what was stored is kept and the next run finishes it."""

import asyncio
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from crawler import stopping
from crawler.local_hub.faults import Fault
from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from tests.crawl.conftest import SAMPLE, ask, rows, scan, tables


@pytest.fixture(scope="module")
def whole(scanned):
    return tables(scanned)


def program(code, *arguments):
    """The command line in a process of its own, with other settings of `stopping`."""
    command = [sys.executable, "-c", f"from crawler import cli, stopping; {code}", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_scan_that_the_next_one_finishes(whole, tmp_path, number):
    db = tmp_path / "x.db"
    with running(Options(SAMPLE, faults=(Fault("slow", 1),))) as hub:
        its_own_way_out = "stopping.GRACE = 100; cli.main()"  # however busy the machine
        process = program(its_own_way_out, "scan", "--db", db, "--hub", hub, "--github", hub)
        while ask(hub, "/_stats")["buckets"].get("resolvers", 0) < 5:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(number)
        said = process.communicate()[1].decode()
        assert process.returncode == 1
        assert "interrupted; what was stored is kept" in said
        assert "Traceback" not in said
        assert rows(db, "SELECT outcome FROM runs") == [("interrupted",)]
        assert scan(db, hub) == 0
    assert tables(db) == whole


STUCK = """
import time
stopping.GRACE = 0.1
stopping.install()
try:
    print("ready", flush=True)
    time.sleep(600)
except BaseException:
    time.sleep(600)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_program_that_finds_no_way_out_is_ended(number):
    process = program(f"exec({STUCK!r})")
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(number)
    assert process.communicate()[1].decode().endswith(f"{stopping.SAYS}\n")
    assert process.returncode == 1


def test_a_signal_in_the_middle_of_what_catches_everything_is_not_lost():
    async def careless():
        with suppress(BaseException):
            signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(600)

    before = {number: signal.signal(number, stopping._break_off) for number in stopping.SIGNALS}
    try:
        with asyncio.Runner() as runner, pytest.raises(KeyboardInterrupt):
            runner.get_loop().run_until_complete(careless())
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_a_private_model_is_read_by_name_only_and_not_published(tmp_path, hub_copy, monkeypatch, capsys):
    from crawler.cli import run

    monkeypatch.setenv("HF_HUB_DISABLE_IMPLICIT_TOKEN", "0")
    monkeypatch.setenv("HF_TOKEN", "hf_operator")
    secret = hub_copy / "models" / "corp" / "secret"
    secret.mkdir(parents=True)
    secret.joinpath(".hub.json").write_text('{"private": true, "granted": ["hf_operator"]}')
    secret.joinpath("README.md").write_text("# Secret\n\nNobody else may read of the heron.\n")
    db, other = tmp_path / "x.db", tmp_path / "y.db"
    with running(Options(hub_copy)) as hub:
        assert scan(db, hub) == 0
        assert rows(db, "SELECT count(*) FROM models WHERE repo_id = 'corp/secret'") == [(0,)]
        assert scan(other, hub, "corp/secret") == 1
        assert scan(other, hub, "corp/secret", "--private") == 0
        assert rows(other, "SELECT private FROM models") == [(1,)]
        capsys.readouterr()
        assert run(["export", str(tmp_path / "out"), "--db", str(other)]) == 2
        assert run(["nightly", "--db", str(other), "--hub", hub, "--github", hub]) == 2
    assert capsys.readouterr().err.count("corp/secret is private: not published") == 2

"""The command `serve-hub`."""

from __future__ import annotations

import signal
import subprocess
import sys

import httpx2 as httpx
import pytest

from crawler.cli import run
from tests.local_hub.builder import add, small_hub


def test_the_address_is_printed_and_answers(tmp_path):
    command = [sys.executable, "-m", "crawler", "serve-hub", str(small_hub(tmp_path)), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().strip()
            assert httpx.get(f"{address}/api/models/gpt2").json()["id"] == "gpt2"
        finally:
            process.send_signal(signal.SIGINT)
    assert process.returncode == 0


def test_wrong_usage_is_one_line_and_exit_code_2(tmp_path, capfd):
    hub = add(tmp_path / "hub", "acme/one", {"README.md": "x"}).parents[2]
    for arguments in (
        [],
        [str(tmp_path / "none")],
        [str(tmp_path)],
        [str(hub), "--synthetic", "5"],
        [str(hub), "--rate-limit", "api=some"],
        [str(hub), "--fault", "flood"],
        [str(hub), "--port", "99999"],
    ):
        assert run(["serve-hub", *arguments]) == 2
        assert capfd.readouterr().err.count("\n") == 1


def test_a_taken_port_is_told(serve, tmp_path, capfd):
    address = serve(small_hub(tmp_path))
    assert run(["serve-hub", str(tmp_path), "--port", address.rpartition(":")[2]]) != 0
    assert "in use" in capfd.readouterr().err


@pytest.mark.parametrize("word", ["--fault", "--synthetic", "/_truth", "repeat-cursor", "resolve-cache"])
def test_the_help_tells_it_all(word, capfd):
    run(["serve-hub", "--help"])
    assert word in capfd.readouterr().out

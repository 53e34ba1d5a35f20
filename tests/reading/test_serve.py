"""`serve` refuses what it cannot serve in one line and with exit code 2."""

from __future__ import annotations

import socket
import sqlite3

import pytest

from crawler.cli import run


@pytest.fixture
def refused(capsys):
    def call(*arguments: str) -> str:
        assert run(["serve", *arguments]) == 2
        return capsys.readouterr().err

    return call


def test_a_missing_database_is_not_created(refused, tmp_path):
    assert "no database at" in refused("--db", str(tmp_path / "none.db"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("content", "says"), [(b"not sqlite" * 200, "cannot be read"), (b"", "no table `models`")])
def test_another_file_is_told_apart(refused, content, says, tmp_path):
    (tmp_path / "other.db").write_bytes(content)
    assert says in refused("--db", str(tmp_path / "other.db"))


def test_another_database_is_told_apart(refused, tmp_path):
    with sqlite3.connect(tmp_path / "other.db") as db:
        db.execute("CREATE TABLE places (name TEXT)")
    assert "is not a database of hub-openness" in refused("--db", str(tmp_path / "other.db"))


def test_a_port_that_is_taken_is_said_so(refused, database):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"cannot listen on 127.0.0.1:{port}" in refused("--db", str(database), "--port", str(port))

"""Databases and outputs that cannot be used: one line that says what to do, exit code 1, 2 or 3, no traceback, no end
that never comes."""

from __future__ import annotations

import io
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
import uvicorn
from sqlite_utils import Database

from crawler.cli import run
from crawler.store import migrations
from crawler.store.database import facts_path
from tests import published
from tests.reading.sample_rows import OPEN, ROWS

NOWHERE = ["--hub", "http://127.0.0.1:9", "--github", "http://127.0.0.1:9"]
READERS = {"audit": [OPEN], "report": [], "plan": [], "changes": [], "export": ["out"], "serve": ["--port", "0"]}
WRITERS = {"judge": [], "demo": [], "scan": [*NOWHERE, OPEN], "nightly": NOWHERE}
COMMANDS = {**READERS, **WRITERS}


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """A database as a scan leaves it, with its side database."""
    path = published.database(tmp_path_factory.mktemp("sound") / "x.db", **ROWS)
    with closing(sqlite3.connect(facts_path(path))) as db:
        migrations.facts.apply(Database(db))
    return path


def copied(sound: Path, path: Path) -> None:
    path.write_bytes(sound.read_bytes())
    facts_path(path).write_bytes(facts_path(sound).read_bytes())


def directory(sound, path):
    path.mkdir()


def empty(sound, path):
    path.touch()


def text(sound, path):
    path.write_text("no database\n" * 300)


def fifo(sound, path):
    os.mkfifo(path)


def dangling(sound, path):
    path.symlink_to("nowhere")


def header_only(sound, path):
    path.write_bytes(sound.read_bytes()[:100])


def truncated(sound, path):
    copied(sound, path)
    os.truncate(path, path.stat().st_size // 2)


def overwritten(sound, path):
    """Every page but the first is noise."""
    content = sound.read_bytes()
    copied(sound, path)
    path.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))


def foreign(sound, path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE models (name TEXT)")


def newer(sound, path):
    copied(sound, path)
    with closing(sqlite3.connect(path)) as db:
        later = ("hub-openness", "m9999_from_tomorrow", "2099-01-01")
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)", later)
        db.commit()


def older(sound, path):
    copied(sound, path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP INDEX models_downloads")
        db.execute("ALTER TABLE models DROP COLUMN likes")


REFUSED = [directory, text, fifo, dangling, header_only, foreign]
READ_NOT = [*REFUSED, empty, truncated, overwritten, older]


@pytest.fixture
def tell(tmp_path, monkeypatch, capsys):
    """Run a command on tmp_path/x.db; gives the exit code and the line said of it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: None)

    def call(*arguments: str) -> tuple[int, str]:
        code = run(list(arguments))
        said = capsys.readouterr().err
        assert "Traceback" not in said
        if code:
            assert said.startswith("hub-openness: ") and said.count("\n") == 1, said
        return code, said

    return call


@pytest.mark.parametrize("spoil", READ_NOT, ids=lambda spoil: spoil.__name__)
@pytest.mark.parametrize("command", READERS)
def test_what_cannot_be_read_is_told_in_one_line(sound, tmp_path, tell, spoil, command):
    spoil(sound, tmp_path / "x.db")
    before = sorted(path.name for path in tmp_path.iterdir())
    code, said = tell(command, *COMMANDS[command], "--db", "x.db")
    if command == "serve" and spoil in (truncated, overwritten):
        return  # damage behind the first page is met by the page that reads it
    assert code in (1, 2) and "x.db" in said
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "out") == before, "reading makes no file"


@pytest.mark.parametrize("spoil", REFUSED, ids=lambda spoil: spoil.__name__)
@pytest.mark.parametrize("command", WRITERS)
def test_what_is_no_database_of_ours_is_never_written_to(sound, tmp_path, tell, spoil, command):
    path = tmp_path / "x.db"
    spoil(sound, path)
    before = path.read_bytes() if path.is_file() else None
    code, said = tell(command, *COMMANDS[command], "--db", "x.db")
    assert code == 2 and "x.db" in said
    assert before is None or path.read_bytes() == before


@pytest.mark.parametrize(
    ("command", "spoil"),
    [("judge", newer), ("judge", truncated), ("judge", overwritten), ("scan", newer)],
    ids=lambda part: getattr(part, "__name__", part),
)
def test_writing_stops_before_a_newer_or_a_damaged_database(sound, tmp_path, tell, spoil, command):
    spoil(sound, tmp_path / "x.db")
    code, said = tell(command, *COMMANDS[command], "--db", "x.db")
    assert code in (1, 2) and ("update" in said or "scan anew" in said), said


@pytest.mark.parametrize("command", READERS)
def test_a_newer_database_can_still_be_read(sound, tmp_path, tell, command):
    newer(sound, tmp_path / "x.db")
    assert tell(command, *COMMANDS[command], "--db", "x.db") == (0, "")


NAMES = ["x#1.db", "x?mode=rwc.db", "%41.db", "x y'z\".db", ":memory:", "file:x.db", os.fsdecode(b"\xff\xfe.db")]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_path_may_hold_any_character(sound, tmp_path, tell, name):
    copied(sound, tmp_path / name)
    before = {path.name for path in tmp_path.iterdir()}
    for command in (*READERS, "judge"):
        code, said = tell(command, *COMMANDS[command], "--db", name)
        assert code == 0, (command, said)
    made = {path.name for path in tmp_path.iterdir()} - before
    assert {path for path in made if not path.endswith(("-wal", "-shm", ".lock"))} == {"out"}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_name_no_file_can_have_is_one_line(tmp_path, tell, command):
    code, said = tell(command, *COMMANDS[command], "--db", "n" * 300 + ".db")
    assert code == 2 and "too long" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_is_a_file_is_one_line(tmp_path, tell, command):
    (tmp_path / "file").touch()
    code, said = tell(command, *COMMANDS[command], "--db", "file/x.db")
    assert code == 2 and "file" in said


PRINTING = {**{name: READERS[name] for name in ("audit", "report", "plan", "changes", "export")}, "judge": []}


@pytest.mark.parametrize("json", [[], ["--json"]], ids=["words", "json"])
@pytest.mark.parametrize("command", [*PRINTING, "license"])
def test_a_full_disk_at_the_other_end_is_one_line(sound, tmp_path, tell, monkeypatch, command, json):
    copied(sound, tmp_path / "x.db")
    (tmp_path / "LICENSE").write_text("MIT License\n")
    arguments = ["LICENSE"] if command == "license" else [*PRINTING[command], "--db", "x.db"]
    full = io.TextIOWrapper(io.FileIO("/dev/full", "w"), encoding="utf-8", write_through=True)
    monkeypatch.setattr(sys, "stdout", full)
    code, said = tell(command, *arguments, *([] if command == "judge" else json))
    assert code == 1 and "No space left on device" in said


@pytest.mark.parametrize("command", [*PRINTING, "license"])
def test_a_closed_output_is_no_error_of_ours(sound, tmp_path, tell, monkeypatch, command):
    copied(sound, tmp_path / "x.db")
    (tmp_path / "LICENSE").write_text("MIT License\n")
    arguments = ["LICENSE"] if command == "license" else [*PRINTING[command], "--db", "x.db"]
    monkeypatch.setattr(sys, "stdout", None)
    assert tell(command, *arguments) == (0, "")

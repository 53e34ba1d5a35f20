"""What every command promises: help, a database by default, one line on stderr and the right exit code."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import click
import pytest

from crawler.cli import cli, run
from crawler.store.lock import locked

COMMANDS = cli.list_commands(click.Context(cli))
PROMISED = {
    "scan", "demo", "audit", "license", "judge", "report", "plan", "serve", "export", "nightly", "serve-hub",
}  # fmt: skip
WITHOUT_DATABASE = {"history", "license", "merge", "metadata", "serve-hub"}
RESULTS = {"scan", "audit", "license", "report", "plan", "export", "changes"}
READERS = {"audit": ["gpt2"], "report": [], "plan": [], "serve": [], "export": ["out"], "changes": [], "judge": []}
PROGRAM = Path(sysconfig.get_path("scripts"), "hub-openness")


def option(command: str, name: str) -> click.Option | None:
    params = cli.get_command(click.Context(cli), command).params
    return next((p for p in params if isinstance(p, click.Option) and name in p.opts), None)


@pytest.fixture
def said(tmp_path, monkeypatch, capsys):
    """`said(*arguments) -> (exit code, stderr)` in an empty folder; nothing may be printed to stdout."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str]:
        code = run(list(arguments))
        printed = capsys.readouterr()
        assert printed.out == ""
        return code, printed.err

    return call


def is_one_line(error: str) -> bool:
    return error.startswith("hub-openness: ") and error.endswith("\n") and error.count("\n") == 1


def test_the_promised_commands_are_there():
    assert set(COMMANDS) >= PROMISED


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_a_command_does(name, capsys):
    assert run([name, "--help"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(f"Usage: hub-openness {name} ")
    assert "--help" in printed.out
    assert printed.err == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_database_is_hub_openness_db_unless_said_otherwise(name):
    db = option(name, "--db")
    assert (db is None) == (name in WITHOUT_DATABASE)
    assert db is None or str(db.default) == "hub-openness.db"


@pytest.mark.parametrize("name", sorted(RESULTS))
def test_results_can_be_had_as_json(name):
    found = option(name, "--json")
    assert found is not None and found.is_flag


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_option_is_wrong_usage(said, name):
    code, error = said(name, "--no-such-option")
    assert code == 2
    assert is_one_line(error)


@pytest.mark.parametrize("name", READERS)
def test_a_database_that_is_missing_is_wrong_usage_and_is_not_made(said, tmp_path, name):
    code, error = said(name, *READERS[name])
    assert code == 2
    assert is_one_line(error)
    assert "hub-openness.db" in error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", sorted(set(READERS) - {"judge"}))
def test_a_file_that_is_no_database_is_wrong_usage(said, tmp_path, name):
    (tmp_path / "hub-openness.db").write_text("no database")
    code, error = said(name, *READERS[name])
    assert code == 2
    assert is_one_line(error)


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["scan", "two words"],
        ["scan", "a/b/c"],
        ["scan", "--scope", "some"],
        ["scan", "--hub", "ftp://hub.example"],
        ["nightly", "--hub", "hub.example"],
        ["audit"],
        ["license"],
        ["license", "no-such-file"],
        ["changes", "--since", "yesterday"],
        ["serve", "--port", "70000"],
        ["serve-hub"],
        ["serve-hub", "no-such-folder"],
        ["serve-hub", "--synthetic", "3", "--fault", "no-such-fault"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_line_and_exit_code_2(said, arguments):
    code, error = said(*arguments)
    assert code == 2
    assert is_one_line(error)


@pytest.mark.parametrize("name", ["scan", "nightly", "judge"])
def test_a_second_run_on_a_database_is_exit_code_3(said, tmp_path, monkeypatch, name):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    path = tmp_path / "x.db"
    path.touch()
    path.with_name("x.facts.db").touch()
    with locked(path):
        code, error = said(name, "--db", str(path))
    assert code == 3
    assert is_one_line(error)
    assert "another run" in error


def test_without_a_command_the_help_is_shown(said):
    code, error = said()
    assert code == 2
    assert all(f"  {name} " in error for name in COMMANDS)


@pytest.mark.parametrize("arguments", [["--version"], ["license", "no-such-file"]], ids=" ".join)
def test_the_module_is_the_same_program(tmp_path, arguments):
    script, module = (
        subprocess.run([*program, *arguments], cwd=tmp_path, capture_output=True, text=True)
        for program in ([PROGRAM], [sys.executable, "-m", "crawler"])
    )
    assert script.returncode == module.returncode
    assert (script.stdout, script.stderr) == (module.stdout, module.stderr)
    assert "Traceback" not in script.stderr


def test_the_help_cuts_no_sentence(capsys):
    assert run(["--help"]) == 0
    assert "..." not in capsys.readouterr().out.partition("Commands:")[2]

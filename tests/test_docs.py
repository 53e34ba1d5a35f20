"""The pages keep up with the program: commands, options, tables, detectors, decisions, links, and what they quote."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from crawler.cli import cli, run
from crawler.schema import TABLES
from pipelines.detection import load
from tests.quoted_commands import complaint, prose_lines

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
COMMANDS = cli.list_commands(click.Context(cli))
EVERYWHERE = {"--db", "--json", "--help"}  # explained once for all commands
LINK = re.compile(r"\]\((?P<path>[^)\s#]*)(?:#(?P<anchor>[^)\s]*))?\)")
UNFINISHED = re.compile(r"\b(?:TO" "DO|FIX" "ME|XX" "X)\b")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:wo" "rk|tm" "p|ro" "ot|home/\\w+|Users/\\w+)/")


def text(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def section(command: str) -> str:
    found = re.search(rf"(?ms)^### `{command}\b.*?(?=^##|\Z)", text("docs/commands.md"))
    return found[0] if found else ""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_is_documented(name):
    command = cli.get_command(click.Context(cli), name)
    options = {word for option in command.params for word in option.opts if word.startswith("--")}
    assert section(name), f"docs/commands.md has no section on {name}"
    assert not {option for option in options - EVERYWHERE if f"`{option}" not in section(name)}


def test_no_page_is_about_a_command_that_is_gone():
    assert set(re.findall(r"(?m)^### `([a-z-]+)", text("docs/commands.md"))) == set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_quoted_command_lines_are_understood(page):
    complaints = {line: complaint(line) for line in prose_lines(page.read_text("utf-8"))}
    assert not {line: said for line, said in complaints.items() if said}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    for link in LINK.finditer(page.read_text("utf-8")):
        if re.match(r"https?:", link["path"]):
            continue
        target = (page.parent / link["path"]) if link["path"] else page
        assert target.exists(), link[0]
        if link["anchor"]:
            assert link["anchor"] in anchors(target), link[0]


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"(?m)^#+ (.*)$", page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_every_table_is_explained(table):
    assert f"\n| `{table}` |" in text("docs/reading.md")


@pytest.mark.parametrize("detector", [detector.name for detector in load()])
def test_every_detector_is_explained(detector):
    assert f"\n## {detector}\n" in text("docs/detectors.md")


def test_every_decision_is_listed():
    files = sorted(path.name for path in ROOT.glob("docs/decisions/[0-9]*.md"))
    assert re.findall(r"(?m)^\| \[\d{4}\]\((\S+)\)", text("docs/decisions/README.md")) == files


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> tuple[str, str]:
    """The database of the demo, and what it printed."""
    db = str(tmp_path_factory.mktemp("demo") / "demo.db")
    with pytest.MonkeyPatch.context() as environment, contextlib.redirect_stdout(io.StringIO()) as printed:
        for name in ("HF_TOKEN", "GITHUB_TOKEN", "HF_ENDPOINT"):
            environment.delenv(name, raising=False)
        assert run(["demo", "--db", db]) == 0
    return db, printed.getvalue()


def blocks() -> list[str]:
    return re.findall(r"(?s)```text\n(.*?)```", text("README.md"))


def lines(printed: str) -> list[str]:
    """Without what differs from day to day: dates of reading, and the blanks of columns."""
    return [" ".join(re.sub(r"\d{4}-\d\d-\d\d", "DAY", line).split()) for line in printed.splitlines()]


def test_the_readme_shows_what_the_demo_prints(demo):
    stale = set(lines(blocks()[1])) - set(lines(demo[1]))
    assert not stale, "run make demo and quote it anew"


def test_the_readme_begins_with_what_its_first_commands_answer(demo, capsys):
    begin, *shown = re.split(r"(?m)^\$ \.venv/bin/hub-openness ", blocks()[0])
    assert not begin and text("README.md").index("```text") < 200
    for command, quoted in (one.split("\n", 1) for one in shown):
        assert run([*shlex.split(command), "--db", demo[0]]) == 0
        printed = iter(lines(capsys.readouterr().out))
        missing = [line for line in lines(quoted) if line != "..." and line not in printed]
        assert not missing, f"{command}: quote it anew, in its order"


def test_the_licence_is_here():
    assert "Apache License" in text("LICENSE")
    assert 'license = "Apache-2.0"' in text("pyproject.toml")
    assert {"Apache License 2.0", "CC BY 4.0"} <= set(re.findall(r"\[([^]]+)\]\(", text("README.md")))


def tracked() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def test_nothing_is_left_unfinished_and_nothing_names_a_machine():
    found = []
    for path in tracked():
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            if UNFINISHED.search(line) or MACHINE_PATH.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found

"""`hub-openness license` as users meet it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.cli import run
from crawler.schema import TERMS
from tests.licences.texts import APACHE, CUSTOM, LFS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("LICENSE", APACHE), ("HARBOUR", CUSTOM), ("POINTER", LFS)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_one_document_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["license", "--json", str(folder / "LICENSE"), str(folder / "HARBOUR")]) == 0
    apache, harbour = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    for document in (apache, harbour):
        assert {"file", "license", "spdx", "family", "score", "evidence"} | {t for t, _, _ in TERMS} <= set(document)
        assert all({"term", "quote", "line_start", "line_end"} == set(row) for row in document["evidence"])
        assert 0 <= document["score"] <= 1
    assert (apache["license"], apache["spdx"], apache["user_cap"]) == ("apache-2.0", "Apache-2.0", None)
    assert re.fullmatch(r"[\d.]+ of 20\d\d-\d\d-\d\d", apache["osi_list"]) and harbour["osi_list"] == ""
    assert (harbour["license"], harbour["user_cap"], harbour["geo_exclusion"]) == ("unknown", 30_000_000, "EU, UK")


def test_the_answer_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["license", str(folder / "HARBOUR")]) == 0
    out = capsys.readouterr().out
    assert "Not in: EU, UK." in out
    assert "Up to 30,000,000 MAU." in out
    assert 'line 11: "3. You must prominently display "Built with Harbour" on your website."' in out
    assert "it is not legal advice" in out


def test_a_file_that_is_no_licence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["license", str(folder / "POINTER")]) == 0
    out = capsys.readouterr().out
    assert (
        "not a licence text" in out
        and "Git LFS pointer" in out
        and "May I" not in out
        and "Nothing in it says what is allowed." in out
    )


def test_a_missing_file_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["license", str(folder / "NOPE")]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1 and "NOPE" in captured.err


def test_what_is_not_needed_is_not_loaded() -> None:
    code = "import sys, pipelines.licences; print({'licenseclassifier', 'bs4', 'scrapy'} & set(sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "set()"
    )


@pytest.mark.parametrize("json_too", [[], ["--json"]], ids=["words", "json"])
def test_a_text_sends_nothing_to_the_terminal(folder: Path, capsys: pytest.CaptureFixture[str], json_too: list[str]):
    sequences = "\x1b]0;owned\x07\x9b31m\u202e"
    (folder / "HARBOUR").write_text(CUSTOM.replace("You must", f"{sequences}You must"), "utf-8")
    assert run(["license", *json_too, str(folder / "HARBOUR")]) == 0
    assert not set(capsys.readouterr().out) & set("\x1b\x07\x9b\u202e")


def test_an_approval_is_told_with_the_list_and_the_day_it_was_looked_up_in(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["license", str(folder / "LICENSE")]) == 0
    assert re.search(r"SPDX licence list \d+\.\d+\S* of \d{4}-\d\d-\d\d\.", capsys.readouterr().out)

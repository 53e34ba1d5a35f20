"""Each folder of tests/cases is a repository as fetched and what must be found in it. A new case needs no code."""

from __future__ import annotations

import json
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import DatasetFacts, Outcome, Snapshot
from pipelines.declared.references import references
from pipelines.detection import load, run
from pipelines.licences.effective import effective
from pipelines.repository import Repository
from tests.detector_docs import render
from tests.snapshots import all_stand, read_case

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("cases/*/snapshot.json"))
OURS = sorted(detector.name for detector in load())


def expected(folder: Path) -> dict[str, dict[str, str]]:
    return json.loads((folder / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_case(folder):
    repository = Repository(read_case(folder))
    found = {detector.name: finding for detector, finding in run(repository)}
    terms = effective(repository).terms.as_dict()
    for name, want in expected(folder).items():
        finding = found[name]
        rules = {row.rule for row in finding.evidence}
        assert finding.outcome == want["outcome"], (name, finding)
        assert want.get("rule", next(iter(rules))) in rules, (name, rules)
        assert {key: finding.columns.get(key) for key in want.get("columns", {})} == want.get("columns", {})
        assert {key: terms[key] for key in want.get("terms", {})} == want.get("terms", {})


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_quote_stands_where_its_evidence_says(folder):
    snapshot = read_case(folder)
    for detector, finding in run(Repository(snapshot)):
        assert all_stand(snapshot, finding), (detector.name, finding.evidence)


@pytest.mark.parametrize("name", OURS)
def test_every_detector_has_cases_that_say_yes_and_no(name):
    assert {one[name]["outcome"] for one in map(expected, CASES) if name in one} >= {"yes", "no"}


def test_the_page_about_the_detectors_is_current():
    page = (HERE.parent / "docs/detectors.md").read_text("utf-8")
    assert page == render(), "run: python tests/detector_docs.py > docs/detectors.md"


def test_reasons_hold_nothing_of_the_repository():
    reasons = {finding.reason for folder in CASES for _, finding in run(Repository(read_case(folder)))}
    assert len(reasons) < len(CASES) * len(OURS) / 3
    assert not any(set(reason) & set("0123456789/_") for reason in reasons)


def test_a_card_that_could_not_be_read_is_never_a_no():
    snapshot = Snapshot("a/b", files=("README.md",), not_fetched={"README.md": "too large"})
    answers = {detector.name: finding.outcome for detector, finding in run(Repository(snapshot))}
    assert {name for name, outcome in answers.items() if outcome is Outcome.NO} <= {"weights"}


def test_references_name_what_the_crawl_has_to_fetch():
    snapshot = read_case(HERE / "cases/open-release-with-everything")
    found = references(Repository(snapshot))
    assert found.datasets == ("lighthouse-lab/harbour-logs",)
    assert found.code_repos == ("lighthouse-lab/beacon",)


def test_a_base_is_not_asked_for_as_a_dataset():
    snapshot = read_case(HERE / "cases/data-is-not-the-base-it-was-tuned-from")
    assert references(Repository(snapshot)).datasets == ()


def test_references_leave_out_placeholders_images_tools_and_citations():
    card = """---
datasets: [null, generator, imagefolder, The Pile, sst-2, {Letters: "https://x.example"}]
---
![chart](https://huggingface.co/datasets/huggingface/documentation-images/resolve/main/a.png)
[scores](https://huggingface.co/datasets/open-llm-leaderboard/details_a__b) and
[texts](https://huggingface.co/datasets/org/texts/blob/main/README.md)
[run it](https://github.com/ggerganov/llama.cpp), [licence](https://github.com/a/b/blob/main/LICENSE),
[bug](https://github.com/a/c/issues/4), [code](https://github.com/a/code.git)

```bibtex
@misc{x, url = {https://github.com/a/cited}}
```
"""
    found = references(Repository(Snapshot("a/model", texts={"README.md": card}, files=("README.md",))))
    assert found.datasets == ("EleutherAI/pile", "sst-2", "nyu-mll/glue", "Letters", "org/texts")
    assert found.code_repos == ("a/code",)


PIECES = st.sampled_from([
    "---\n", "datasets:\n- a/b\n", "base_model: x/y\n", "license: [\n", "# Training data\n", "we open-source it. ",
    "[x](https://github.com/o/r) ", "<a href='https://huggingface.co/datasets/o/d'>d</a>\n", "| a |\n|---|\n", "\r\n",
    "training code: ", "coming soon\n", "fine-tuned version of ", "\ufeff", "\u2028", "<table><tr><td>", "- [ ] ",
    "开源", "```\n", "\x00", "\r",
])  # fmt: skip
CARDS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=30).map("".join)
NAMES = st.text(string.ascii_letters + string.digits + "-_./", max_size=30)


@settings(max_examples=150)
@given(card=CARDS, files=st.lists(NAMES, max_size=6), tags=st.lists(st.text(max_size=9), max_size=4), name=NAMES)
def test_hostile_repositories_get_an_answer_whose_quotes_are_literal(card, files, tags, name):
    facts = DatasetFacts("o/d", True, texts={"README.md": card}, files=("README.md",))
    listed = tuple(dict.fromkeys(["README.md", *files]))
    info = {"tags": [*tags, "base_model:quantized:p/q"], "cardData": [card], "library_name": 7}
    snapshot = Snapshot(name, info=info, files=listed, texts={"README.md": card}, datasets={"o/d": facts, "a/b": facts})
    for detector, finding in run(Repository(snapshot)):
        assert finding.outcome is not Outcome.ERROR, (detector.name, finding)
        for row in finding.evidence:
            text = facts.texts["README.md"] if row.repo else card
            if row.line_start is not None:
                there = "\n".join(text.split("\n")[row.line_start - 1 : row.line_end])
                assert row.quote in there, (detector.name, row)
            assert len(row.quote) <= 300

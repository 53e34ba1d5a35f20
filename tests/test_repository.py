"""A repository is read once, and its metadata in one way, however it is spelled."""

from __future__ import annotations

import pytest

from crawler.model import Outcome, Snapshot
from pipelines.declared.licence import declared
from pipelines.detection import run
from pipelines.detectors.base_model import base_model
from pipelines.once import once
from pipelines.repository import Memory, Repository


def repository(card: str, **fields: object) -> Repository:
    listed = ("README.md", "model.safetensors")
    return Repository(Snapshot("guest/knot", files=listed, texts={"README.md": card}, **fields))  # type: ignore[arg-type]


def answers(one: Repository) -> dict[str, Outcome]:
    return {detector.name: finding.outcome for detector, finding in run(one)}


LICENCES = {
    "license: mit": "mit",
    "license: mit # as before": "mit",
    '"license": mit': "mit",
    "'license' : 'mit'": "mit",
    "License: mit": "mit",
    "license: &l mit": "mit",
    "license:\n- mit": "mit",
    "license:\n  - mit # as before\n  - apache-2.0": "mit, apache-2.0",
    "license: [mit, apache-2.0]": "mit, apache-2.0",
    "license: [mit,\n apache-2.0]": "mit, apache-2.0",
    "license: >\n  mit": "mit",
    "licenses:\n- mit": "mit",
    "licence: mit": "mit",
    "liscence: mit": "mit",
    "license:": "",
}


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte-order-mark"])
@pytest.mark.parametrize("front", LICENCES)
def test_a_licence_is_read_however_its_entry_is_spelled(front: str, mark: str) -> None:
    one = repository(f"{mark}---\n{front}\n---\n# Knot\n")
    said = declared(one)
    assert said.tag == LICENCES[front]
    for row in said.evidence:
        lines = one.snapshot.texts["README.md"].split("\n")
        assert row.quote in "\n".join(lines[row.line_start - 1 : row.line_end])


def test_the_card_is_read_before_what_the_hub_made_of_it() -> None:
    assert declared(repository("---\nlicenses: [mit]\n---\n", info={"cardData": {"tags": ["x"]}})).tag == "mit"
    assert declared(repository("# Knot", info={"cardData": {"license": "mit"}})).tag == "mit"
    assert declared(repository("# Knot", info={"tags": ["license:mit"]})).tag == "mit"


BROKEN = "---\nlicense: [mit\nbase_model: {tern/base\n---\n# Knot\n\nIt reads knots in photographs."


def test_a_broken_entry_costs_what_it_would_have_said() -> None:
    card = "---\nlicense: mit\nbase_model: tern/base\nabout: a model: for knots\n---\n# Knot\n"
    found = answers(repository(card))
    assert (found["license_id"], found["base_model"]) == (Outcome.YES, Outcome.YES)
    assert (found["training_data"], found["data_card"], found["inference_code"]) == (Outcome.UNKNOWN,) * 3
    assert answers(repository(card.replace("tern/base", "[tern")))["base_model"] is Outcome.UNKNOWN


@pytest.mark.parametrize("card", [BROKEN, BROKEN.replace("\n---\n# Knot", "\n\n# Knot"), "---\n- license: mit\n---\n"])
def test_what_an_unread_front_matter_would_have_said_is_unknown(card: str) -> None:
    found = answers(repository(card))
    asked = ("license_id", "base_model", "training_data", "data_card", "inference_code")
    assert {found[name] for name in asked} == {Outcome.UNKNOWN}
    assert base_model(repository(card)).columns["relation"] == "unknown"


def test_what_the_hub_could_read_is_not_unknown() -> None:
    info = {"cardData": {"license": "mit", "base_model": "tern/base-7b"}}
    found = answers(repository(BROKEN, info=info))
    assert (found["license_id"], found["base_model"]) == (Outcome.YES, Outcome.YES)


@pytest.mark.parametrize("card", ["---\nA knot reader.\n---\nIt reads knots.", "---\n# Knot\n\nNote: it reads knots."])
def test_prose_below_a_rule_is_no_front_matter(card: str) -> None:
    one = repository(card)
    assert one.front_error == ""
    assert any("reads knots" in sentence.text for sentence in one.card.sentences)
    assert answers(one)["base_model"] is Outcome.NO


BASES = {
    "tern/Base-22B": "tern/Base-22B",
    "tern/Base-22B/": "tern/Base-22B",
    "tern/Base-22B@main": "tern/Base-22B",
    "tern/Base-22B/tree/main": "tern/Base-22B",
    "tern/Base-22B (second edition)": "tern/Base-22B",
    "https://huggingface.co/tern/Base-22B": "tern/Base-22B",
    "huggingface.co/tern/Base-22B/": "tern/Base-22B",
    "http://hf.co/tern/Base-22B/tree/main?x=1": "tern/Base-22B",
    "<https://huggingface.co/tern/Base-22B>": "tern/Base-22B",
    '"[Base](https://huggingface.co/tern/Base-22B)"': "tern/Base-22B",
    "'`tern/Base-22B`'": "tern/Base-22B",
    "{name: tern/Base-22B}": "tern/Base-22B",
    "{name: tern/Base-22B, revision: main}": "tern/Base-22B",
    "{tern/Base-22B: main}": "tern/Base-22B",
    "[{model: tern/Base-22B}, coot/Base-3B]": "tern/Base-22B, coot/Base-3B",
    "tern/Base-22B, coot/Base-3B": "tern/Base-22B, coot/Base-3B",
}


@pytest.mark.parametrize("key", ["base_model", "Base Model", "base-models"])
@pytest.mark.parametrize("value", BASES)
def test_a_base_model_is_read_however_it_is_spelled(key: str, value: str) -> None:
    finding = base_model(repository(f"---\n{key}: {value}\n---\n# Knot\n"))
    assert (finding.outcome, finding.columns["base_model"]) == (Outcome.YES, BASES[value])


@pytest.mark.parametrize("value", ["./out/checkpoint", "/data/models/base", "{name: [[[[base]]]]}", "the one of 2023"])
def test_a_base_model_that_gives_no_id_is_unknown_and_not_none(value: str) -> None:
    finding = base_model(repository(f"---\nbase_model: {value}\n---\n# Knot\n"))
    assert (finding.outcome, finding.columns["relation"]) == (Outcome.UNKNOWN, "unknown")


def test_more_base_models_than_anybody_merges_are_unknown_and_not_none() -> None:
    names = ", ".join(f"a/b{n}" for n in range(1_001))
    finding = base_model(repository(f"---\nbase_model: [{names}]\n---\n# Knot\n"))
    assert (finding.outcome, finding.columns["relation"]) == (Outcome.UNKNOWN, "unknown")


@pytest.mark.parametrize("value", ["", "none", "null", "N/A", "[]", "from scratch", "guest/knot"])
def test_a_base_model_that_is_none_is_none(value: str) -> None:
    assert base_model(repository(f"---\nbase_model: {value}\n---\n# Knot\n")).outcome is Outcome.NO


def test_work_is_done_once_for_each_repository() -> None:
    done: list[str] = []

    @once
    def work(one: Repository) -> int:
        done.append(one.snapshot.repo_id)
        return len(done)

    one, other = repository("a"), repository("b")
    assert (work(one), work(one), work(other)) == (1, 1, 2)


def test_a_text_is_read_once_for_all_who_share_a_memory() -> None:
    read: list[str] = []

    def work(text: str, name: str) -> str:
        read.append(name)
        return text.upper()

    memory = Memory(most=2)
    assert [memory.answer(work, text, "LICENSE") for text in ("a", "a", "b", "c", "a")] == ["A", "A", "B", "C", "A"]
    assert len(read) == 4


@pytest.mark.parametrize(
    "card",
    ["word\n" * 30_000, "A word. " * 30_000, "word " * 200_000, "https://github.com/a/b " * 9_000],
    ids=["lines", "sentences", "characters", "links"],
)
def test_a_card_that_was_not_read_to_its_end_is_no_no(card: str):
    """What stands in its rest nobody knows; it is told from which line on."""
    one = repository(f"# Knot\n\n{card}")
    assert "not read from line" in one.card_missed
    found = {detector.name: finding for detector, finding in run(one)}
    assert found["claims_open_source"].outcome is Outcome.UNKNOWN
    assert one.card_missed in found["claims_open_source"].evidence[0].quote
    assert {found[name].outcome for name in ("base_model", "license_id", "training_data")} == {Outcome.UNKNOWN}
    assert found["weights"].outcome is Outcome.YES

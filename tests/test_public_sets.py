"""Which names are those of sets that anybody can have."""

from __future__ import annotations

import pytest

from crawler.model import DatasetFacts, Outcome, Snapshot
from pipelines.declared.data.public_sets import all_public, is_public, is_restricted, names_restricted, words_of
from pipelines.detectors.training_data import training_data
from pipelines.repository import Repository
from pipelines.wording import load


@pytest.mark.parametrize(
    "name", ["squad_v1", "CIFAR-100", "commonvoice", "wikipedia-turkish", "race", "wmt14", "ms-marco"]
)
def test_an_entry_is_public(name: str) -> None:
    assert is_public(name)


@pytest.mark.parametrize(
    "name", ["our own", "social media", "harbour-logs", "gull/wikipedia-cleaned-by-hand", "english/squad", ""]
)
def test_an_entry_is_nobody_s_name(name: str) -> None:
    assert not is_public(name)


@pytest.mark.parametrize("name", ["i2b2", "wsj0-2mix", "MIMIC-III", "timit"])
def test_an_entry_is_sold_or_applied_for(name: str) -> None:
    assert is_restricted(name)


@pytest.mark.parametrize(
    "phrase",
    [
        "the SQuAD 2.0 dataset.",
        "Wikipedia and BookCorpus",
        "LibriSpeech (960 hours) for recognition of speech",
        "COCO 2017 using four cards",
        "English Wikipedia, OSCAR and CC-100",
    ],
)
def test_names_alone(phrase: str) -> None:
    assert all_public(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "SQuAD and other texts",
        "a part of Wikipedia",
        "Wikipedia and our own corpus",
        "race and age of patients",
        "questions on harbours",
        "texts in English",
        "quality data",
        "public record data",
        "natural questions",
        "the coconut dataset",
        "antique images",
        "sentence compression",
        "public code of GitHub",
        "GitHub code",
    ],
)
def test_something_beside_them(phrase: str) -> None:
    assert not all_public(phrase)


def test_a_sentence_that_names_a_set_that_is_sold() -> None:
    assert names_restricted("Pre-trained on Common Voice, TIMIT and the Penn Treebank.")
    assert not names_restricted("Trained by J. Fishers on Common Voice with a csr_matrix.")


def _answer(card: str, *missing: str) -> Outcome:
    known = {name: DatasetFacts(name, exists=False) for name in missing}
    return training_data(Repository(Snapshot("gull/gull-s", texts={"README.md": card}, datasets=known))).outcome


@pytest.mark.parametrize(
    "said",
    [
        "Gull-S was pretrained on the bookcorpus dataset using distillation.",
        "Gull-S is a model fine-tuned over STS-B.",
        "Gull-S used the Icelandic Wikipedia dump (1 GB).\n\n## Training data\n\nIt used the Icelandic Wikipedia dump.",
    ],
)
def test_a_card_names_a_public_set_as_its_data(said: str) -> None:
    assert _answer(f"# Gull-S\n\n{said}\n") is Outcome.YES


@pytest.mark.parametrize(
    "said",
    [
        "Gull-S, trained from Gull-M, reaches 83.2 on GSM8K.",
        "Although trained on a smaller dataset, Gull-S is better on GSM8K.",
        "We tested Gull-S after training on the [reefs](https://github.com/harbour/reefs) dataset with a benchmark.",
    ],
)
def test_a_card_names_a_public_set_as_something_else(said: str) -> None:
    assert _answer(f"# Gull-S\n\n{said}\n") is not Outcome.YES


def test_a_copy_of_a_public_set_that_went() -> None:
    front = "---\ndatasets:\n- {}\n---\n# Gull-S\n"
    assert _answer(front.format("harbour/common_voice_7_0"), "harbour/common_voice_7_0") is Outcome.YES
    assert _answer(front.format("gull/common_voice_7_0"), "gull/common_voice_7_0") is Outcome.PARTIAL


def test_a_name_stands_in_one_list_once_and_is_short_enough_to_be_found() -> None:
    names = [words_of(name) for key in ("names", "spelled", "restricted") for name in load("public_sets")[key]]
    joined = ["".join(words).lower() for words in names]
    assert len(set(joined)) == len(joined)
    assert all(0 < len(words) <= 4 for words in names)
    assert not [name for name in joined if len(name) < 2 or name in load("public_sets")["beside"]]

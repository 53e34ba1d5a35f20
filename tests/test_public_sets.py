"""Which names are those of sets that anybody can have."""

from __future__ import annotations

import pytest

from pipelines.declared.data.public_sets import all_public, is_public, is_restricted, names_restricted


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
    ],
)
def test_something_beside_them(phrase: str) -> None:
    assert not all_public(phrase)


def test_a_sentence_that_names_a_set_that_is_sold() -> None:
    assert names_restricted("Pre-trained on Common Voice, TIMIT and the Penn Treebank.")
    assert not names_restricted("Trained by J. Fishers on Common Voice with a csr_matrix.")

"""Known texts in which a few words were changed, or beside which a sentence stands: none is free by mistake."""

from __future__ import annotations

import pytest

from pipelines.licences import read_licence, spdx_list
from tests.licences.texts import APACHE


def published(spdx: str) -> str:
    """A published text on one line, so that words can be replaced wherever lines break."""
    return " ".join(spdx_list.texts()[spdx].split())


@pytest.mark.parametrize(
    ("spdx", "words", "put"),
    [
        ("MIT", "without restriction", "for non-commercial purposes without restriction"),
        ("MIT", "to any person obtaining", "to any academic person obtaining"),
        ("MIT", "to any person obtaining", "to any non-profit organization obtaining"),
        ("MIT", "sublicense, and/or sell copies", "and sublicense copies, but not to sell copies"),
        ("MIT", ", and/or sell copies", " copies"),
        ("ISC", "for any purpose with or without fee", "for teaching"),
        ("ISC", "for any purpose", "within your household"),
        ("0BSD", "for any purpose", "for any peaceful purpose"),
        ("Zlib", "including commercial applications", "excluding commercial applications"),
        ("Apache-2.0", "irrevocable copyright license to", "irrevocable copyright license for personal use to"),
        ("CC-BY-4.0", "reproduce and Share the", "reproduce and Share, for NonCommercial purposes only, the"),
    ],
)
def test_a_known_text_with_its_grant_changed_is_not_that_licence_and_not_free(spdx: str, words: str, put: str) -> None:
    text = published(spdx)
    assert words in text and read_licence(text).terms.commercial_use == "yes"
    reading = read_licence(text.replace(words, put, 1))
    assert reading.terms.commercial_use != "yes" and reading.terms.osi_approved != "yes"
    assert (reading.license_id, reading.spdx) == ("unknown", f"LicenseRef-modified-{spdx}")
    assert any("within the known text" in note for note in reading.notes)


@pytest.mark.parametrize(
    "sentence",
    [
        "Arms makers get no rights under this license.",
        "Selling it or hosting it as a service needs a licence from us.",
        "The above does not hold for companies with more than 10 staff.",
        "This software must not be put to any military end.",
        "Neither the source nor the binary may be made part of a product that is sold.",
    ],
)
def test_a_sentence_beside_a_known_text_that_takes_rights_back_frees_nobody(sentence: str) -> None:
    for text in (f"{APACHE}\n\n{sentence}\n", f"{sentence}\n\n{published('MIT')}\n"):
        assert read_licence(text).terms.commercial_use != "yes", text[:80]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gull 2.3, a library for weather. See AUTHORS for who wrote it.",
        "Gull is distributed under the license below.",
        "As a special exception, you may link this library with others and distribute the result.",
        "The name Gull is a trademark of Harbour Lab and may not be used to promote products without permission.",
    ],
)
def test_a_sentence_beside_a_known_text_that_takes_nothing_back_leaves_it_free(sentence: str) -> None:
    reading = read_licence(f"{sentence}\n\n{published('ISC')}\n")
    assert (reading.license_id, reading.terms.commercial_use) == ("isc", "yes")


def test_a_text_of_another_version_is_not_called_approved() -> None:
    text = spdx_list.texts()["CPL-1.0"]
    assert read_licence(text).terms.osi_approved == "yes"
    older = read_licence(text.replace("v1.0", "v0.5").replace("Version 1.0", "Version 0.5"))
    assert older.terms.osi_approved != "yes"


def test_a_published_text_that_holds_the_text_of_others_is_one_licence() -> None:
    assert read_licence(spdx_list.texts()["Python-2.0.1"]).spdx == "Python-2.0.1"
    both = read_licence(f"{published('MIT')}\n\n{published('Zlib')}")
    assert both.spdx == "MIT AND Zlib"


def test_a_text_that_is_clearly_nearer_to_another_licence_is_not_the_one_found_in_it() -> None:
    words = spdx_list.texts()["SGI-OpenGL"].split()  # its grant is that of HPND
    cut = read_licence(" ".join(words[: len(words) * 4 // 5]))
    assert (cut.license_id, cut.spdx) == ("unknown", "")

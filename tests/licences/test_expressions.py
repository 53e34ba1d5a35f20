"""Tags that are SPDX expressions or addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.model import Snapshot
from pipelines.detectors.license_id import license_id
from pipelines.licences.expressions import named
from pipelines.licences.matchers.read import read_licence
from pipelines.licences.parts import stated
from pipelines.repository import Repository
from tests.licences.texts import APACHE


@pytest.mark.parametrize(
    ("tag", "licence", "commercial"),
    [
        ("MIT OR CC-BY-NC-4.0", "mit", "yes"),
        ("cc-by-nc-4.0 or apache-2.0", "apache-2.0", "yes"),
        ("MIT AND CC-BY-NC-4.0", "cc-by-nc-4.0", "no"),
        ("apache-2.0 AND (mit OR llama3.1)", "apache-2.0", "yes"),
        ("apache-2.0 AND llama3.1", "llama3.1", "conditional"),
        ("GPL-2.0+", "gpl-2.0", "yes"),
        ("GPL-3.0-or-later WITH Classpath-exception-2.0", "gpl-3.0", "yes"),
        ("0BSD", "0bsd", "yes"),
        ("https://spdx.org/licenses/MIT.html", "mit", "yes"),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0/legalcode", "cc-by-nc-nd-4.0", "no"),
    ],
)
def test_a_choice_offers_the_freer_and_a_sum_binds_by_the_stricter(tag: str, licence: str, commercial: str) -> None:
    found = named(tag)
    assert found is not None
    assert (found.id, found.terms.commercial_use) == (licence, commercial)


@pytest.mark.parametrize(
    "tag", ["MIT AND Harbour-1.0", "tide or buoy", "(", "AND", "mit" * 200, "https://mit.example/MIT"]
)
def test_what_is_not_known_throughout_is_no_licence(tag: str) -> None:
    assert named(tag) is None


@given(st.text(max_size=60))
def test_no_tag_makes_it_fail(tag: str) -> None:
    found = named(tag)
    assert found is None or found.id


def test_the_text_of_one_offered_licence_is_no_conflict_and_of_one_that_must_be_joined_is() -> None:
    def conflict(tag: str) -> str:
        card = f"---\nlicense: {tag}\n---\n# Tide\n"
        texts = {"README.md": card, "LICENSE": APACHE}
        return license_id(Repository(Snapshot("org/tide", files=tuple(texts), texts=texts))).columns["license_conflict"]

    assert "tag-file" not in conflict("MIT OR Apache-2.0")
    assert "tag-file" in conflict("Apache-2.0 AND CC-BY-NC-4.0")


@pytest.mark.parametrize(
    ("sentence", "licence", "commercial"),
    [
        ("The weights are dual licensed under CC BY-NC 4.0 or Apache 2.0.", "apache-2.0", "yes"),
        ("The weights are under GPL v3 or later, CC BY-NC 4.0", "cc-by-nc-4.0", "no"),
        ("The weights are under Apache 2.0 and CC BY-NC 4.0", "cc-by-nc-4.0", "no"),
        ("The weights are under Apache 2.0 for research or CC BY-NC 4.0 otherwise", "cc-by-nc-4.0", "no"),
    ],
)
def test_a_sentence_offers_a_choice_only_where_it_says_or(sentence: str, licence: str, commercial: str) -> None:
    assert [(one.licence and one.licence.id, one.terms.commercial_use) for one in stated(sentence)] == [
        (licence, commercial)
    ]


@pytest.mark.parametrize(
    ("expression", "licence", "commercial"),
    [
        ("CC-BY-NC-4.0 OR MIT", "mit", "yes"),
        ("MIT AND CC-BY-NC-4.0", "cc-by-nc-4.0", "no"),
        ("MIT AND LicenseRef-harbour", "unknown", "unknown"),
    ],
)
def test_an_identifier_line_is_read_as_an_expression(expression: str, licence: str, commercial: str) -> None:
    reading = read_licence(f"# SPDX-License-Identifier: {expression} -->\n")
    assert (reading.license_id, reading.terms.commercial_use) == (licence, commercial)

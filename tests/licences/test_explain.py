"""What is not known of a licence is not put on its text."""

from __future__ import annotations

import pytest

from pipelines.licences.catalogue import catalogue
from pipelines.licences.explain import NOT_SAID, explain, explain_terms
from pipelines.licences.matchers.read import read_licence
from pipelines.licences.types import NON_LICENCES, Terms
from tests.licences.texts import CUSTOM


@pytest.mark.parametrize("license_id", [one for one in catalogue() if one not in NON_LICENCES])
def test_a_known_licence_is_never_said_to_be_silent(license_id: str) -> None:
    answers = [one.answer for one in explain_terms(catalogue()[license_id].terms, license_id)]
    assert not any(NOT_SAID in answer for answer in answers)


def test_the_catalogue_owns_up_to_what_it_does_not_know() -> None:
    terms = catalogue()["eupl-1.2"].terms.with_(derivatives="unknown")
    answers = {one.question: one.answer for one in explain_terms(terms, "eupl-1.2")}
    assert answers["May I change it?"].startswith("The catalogue does not know")


def test_a_text_nobody_knows_is_silent_where_no_clause_speaks() -> None:
    assert {one.answer for one in explain_terms(Terms(), "unknown")} >= {NOT_SAID}
    assert NOT_SAID not in {one.answer for one in explain(read_licence(CUSTOM)) if "cap" in "".join(one.terms)}

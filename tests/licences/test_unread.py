"""Texts that nobody knows: their grant is for all only where every sentence that limits is understood."""

from __future__ import annotations

import pytest

from pipelines.licences import read_licence

GRANT = "Permission to use, copy, modify and distribute Gull for any purpose is granted to everybody.\n\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "Gull stays out of cars, except for tests on closed roads.",
        "Whoever earns with it hands a tenth to Harbour, unless Harbour says otherwise.",
        "None but the members of the consortium are addressed, and no one else is.",
        "Nothing of this reaches firms on the list in Annex B.",
        "It expires when version 3 appears.",
        "Malli on tarkoitettu vain tutkijoille.",
        "Gull przeznaczony jest wyłącznie do badań naukowych.",
        "Matumizi ya kibiashara hayaruhusiwi kabisa.",
        "You agree to the terms of the Harbour Services Agreement.",
    ],
)
def test_a_sentence_that_nobody_understands_leaves_the_use_unknown_and_is_shown(sentence: str) -> None:
    reading = read_licence(f"{GRANT}{sentence}\n")
    assert reading.terms.commercial_use != "yes"
    if reading.terms.commercial_use == "unknown":
        assert any(sentence[:40] in note for note in reading.notes)


@pytest.mark.parametrize(
    "sentence",
    [
        "It comes without any warranty; in no event is Harbour liable for damages.",
        "The above copyright notice must not be removed from the files.",
        "The name of Harbour may not be used in advertising without prior permission.",
        "Altered versions must be plainly marked and not be misrepresented as the original.",
        "You are not required to tell us, and no fee is asked.",
        "No written agreement, license, or royalty fee is required for any of the authorized uses.",
        "Use with or without modification is permitted provided that the following conditions are met.",
        "You must give every recipient a copy of this licence.",
        "The base model is under the Tern Research License; this licence is about what was added to it.",
    ],
)
def test_what_limits_no_use_takes_nothing_back(sentence: str) -> None:
    assert read_licence(f"{GRANT}{sentence}\n").terms.commercial_use == "yes"


@pytest.mark.parametrize(
    "sentence",
    [
        "You may install it, including, without limitation, the modules, to use and change the Service.",
        "Harbour is free to end your use for any reason.",
        "You may use and redistribute Gull, without modification, and copy it.",
    ],
)
def test_words_that_sound_like_a_grant_for_everything_are_none(sentence: str) -> None:
    assert read_licence(f"Gull Licence\n\n{sentence}\n").terms.commercial_use != "yes"


@pytest.mark.parametrize(
    "sentence", ["This licence covers our adapter only.", "You may not use it for military purposes."]
)
def test_which_work_it_is_and_purposes_that_are_a_term_of_their_own_leave_a_grant_of_trade(sentence: str) -> None:
    text = (
        f"Gull Licence\n\n{sentence}\n\nYou may use, change and share Gull for any purpose, commercial use included.\n"
    )
    assert read_licence(text).terms.commercial_use == "yes"


def test_a_limit_that_a_text_says_it_does_not_set_is_none() -> None:
    text = f"Gull Licence\n\nUnlike the Llama 2 Community License Agreement it knows no limit of users.\n\n{GRANT}"
    assert (read_licence(text).license_id, read_licence(text).terms.commercial_use) == ("unknown", "yes")


def test_the_same_licence_for_what_is_built_on_it_in_other_words() -> None:
    text = f"{GRANT}If you alter or build upon it, you must pass on the result under these very terms.\n"
    assert read_licence(text).terms.derivative_same_license == "yes"

"""One text: what kind of file it is, which licence, which terms."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.licences import read_licence, spdx_list
from tests.licences.texts import APACHE, CUSTOM, LFS, POLICY


def test_a_standard_text_has_the_terms_of_the_catalogue() -> None:
    reading = read_licence(APACHE)
    assert (reading.license_id, reading.spdx, reading.kind) == ("apache-2.0", "Apache-2.0", "full")
    assert (reading.terms.osi_approved, reading.terms.commercial_use) == ("yes", "yes")
    assert reading.score > 0.95


@pytest.mark.parametrize(
    ("added", "term", "value"),
    [
        ("The Work may be used for non-commercial purposes only.", "commercial_use", "no"),
        ('You must prominently display "Made with Harbour" in your product.', "naming_duty", "yes"),
        ("You may not use the Work for military purposes.", "use_restrictions", "yes"),
        ("Firms with annual revenue of more than $5,000,000 must obtain a license.", "revenue_cap", 5_000_000),
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_a_clause_added_to_a_standard_text_is_seen_and_takes_the_approval_away(
    added: str, term: str, value: object, before: bool
) -> None:
    reading = read_licence(f"{added}\n\n{APACHE}" if before else f"{APACHE}\n\n{added}\n")
    assert getattr(reading.terms, term) == value
    assert (reading.license_id, reading.kind, reading.terms.osi_approved) == ("unknown", "variant", "no")
    assert any(added in clause.quote for clause in reading.clauses)


def test_a_standard_text_under_the_terms_of_another_is_not_approved() -> None:
    preamble = "This model is subject to the Harbour Community License; the text below covers the code.\n\n"
    assert read_licence(preamble + APACHE).terms.osi_approved == "no"


@pytest.mark.parametrize(
    "sentence",
    ["This licence covers the code only.", "The weights are under CC BY-NC 4.0.", "Companies must ask us first."],
)
def test_a_sentence_beside_a_standard_text_is_read(sentence: str) -> None:
    assert read_licence(f"{APACHE}\n\n{sentence}\n").terms.osi_approved != "yes"


@pytest.mark.parametrize("head", ["Inspired by the Llama 3 license.", "Its base is under the Gemma Terms of Use."])
def test_a_licence_only_spoken_of_is_no_identity(head: str) -> None:
    grant = "Harbour Lab grants you a licence to use, change and distribute it for any purpose."
    text = f"Harbour Licence\n\n{head}\n\n1. {grant}"
    assert (read_licence(text).license_id, read_licence(text).terms.commercial_use) == ("unknown", "yes")


def test_a_notice_names_its_licence() -> None:
    notice = "This model is licensed under a Creative Commons Attribution-NonCommercial 4.0 International License."
    assert (read_licence(notice).license_id, read_licence(notice).terms.commercial_use) == ("cc-by-nc-4.0", "no")


def test_an_unknown_text_yields_its_terms() -> None:
    reading = read_licence(CUSTOM)
    terms = reading.terms
    assert (reading.license_id, reading.kind) == ("unknown", "full")
    assert (terms.commercial_use, terms.user_cap, terms.user_cap_unit) == ("conditional", 30_000_000, "MAU")
    assert terms.geo_exclusion == "EU, UK"
    assert (terms.derivative_same_license, terms.use_restrictions, terms.naming_duty) == ("pass-through", "yes", "yes")
    assert (terms.output_training_ban, terms.attribution_duty, terms.tiered_commercial) == ("yes", "yes", "yes")
    said = {clause.term: clause.line_start for clause in reading.clauses}
    assert said["user_cap"] == 6 and said["geo_exclusion"] == 9


def test_a_policy_is_read_but_is_no_licence() -> None:
    reading = read_licence(POLICY)
    assert (reading.license_id, reading.kind, reading.terms.use_restrictions) == ("unknown", "policy", "yes")
    assert reading.terms.geo_exclusion == "EU (multimodal models only)"
    assert reading.terms.commercial_use == "unknown"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        LFS.encode(),
        bytes(3000),
        random.Random(7).randbytes(5000),
        b"<!DOCTYPE html><html><body>Log in</body>",
    ],
)
def test_garbage_is_never_a_licence(data: bytes) -> None:
    reading = read_licence(data)
    assert (reading.license_id, reading.kind, reading.license_class) == ("unknown", "garbage", "none")
    assert reading.notes


def test_an_address_is_a_pointer() -> None:
    reading = read_licence("See https://example.org/licenses/harbour for the terms.")
    assert (reading.license_id, reading.kind) == ("unknown", "pointer")
    assert reading.link == "https://example.org/licenses/harbour"


def test_a_pointer_that_names_licences_has_their_terms() -> None:
    reading = read_licence(
        "This software is available under either LICENSE.APACHE or LICENSE.MIT, found in this folder."
    )
    assert (reading.kind, reading.spdx) == ("pointer", "Apache-2.0 OR MIT")
    assert reading.terms.commercial_use == "yes"


def test_a_page_is_read_and_quoted_as_it_stands() -> None:
    body = "".join(f"<p>{line}</p>\n" for line in CUSTOM.split("\n\n"))
    page = f"<!DOCTYPE html><html><head><title>x</title></head><body><nav>Home</nav>{body}</body></html>"
    reading = read_licence(page)
    assert reading.terms.user_cap == 30_000_000
    lines = page.split("\n")
    assert all(c.quote in "\n".join(lines[c.line_start - 1 : c.line_end]) for c in reading.clauses)


@given(st.one_of(st.binary(max_size=2000), st.text(max_size=2000)))
def test_nothing_makes_it_fail(data: bytes | str) -> None:
    reading = read_licence(data)
    assert reading.terms.osi_approved != "yes" or reading.license_id != "unknown"


@pytest.mark.parametrize(
    "piece", ["a", "the license grants ", "<div>", "<script>", "not ", "# license\n", "revenue more than $1 "]
)
def test_endless_files_end_with_an_outcome(piece: str) -> None:
    reading = read_licence(("<html>" if piece.startswith("<") else "") + piece * (1_000_000 // len(piece)))
    assert reading.license_id == "unknown"
    assert reading.kind in ("full", "unknown", "garbage", "readme", "pointer")


def test_what_was_cut_is_said() -> None:
    reading = read_licence(f"{APACHE}\n\n" * 100)
    assert reading.license_id == "apache-2.0"
    assert "only the first 400,000 characters were read" in reading.notes


GRANT = "Harbour Lab grants you the right to use, change and distribute the gulls for any purpose."


@pytest.mark.parametrize(
    "limit",
    [
        "The gulls may not be used by anyone for harbours without a crane.",
        "Use of the gulls is limited solely to boats built by Harbour Lab.",
        "The gulls may only be installed on one server.",
        "This grant does not include the right to run the gulls as a service.",
        "These rights are granted to everyone except ferry companies.",
        "You must not reverse engineer, decompile or disassemble the gulls.",
        "This text amends the Harbour Fleet Agreement that came with the boat.",
        "The gulls hold trade secrets of Harbour Lab, which you keep to yourself.",
    ],
)
def test_a_grant_of_which_a_part_is_taken_back_is_not_one_for_everything(limit: str) -> None:
    assert read_licence(f"Harbour Terms\n\n{GRANT}\n").terms.commercial_use == "yes"
    assert read_licence(f"Harbour Terms\n\n{GRANT}\n\n{limit}\n").terms.commercial_use == "unknown"
    beside = read_licence(f"{APACHE}\n\n{limit}\n").terms
    assert (beside.osi_approved, beside.commercial_use) in (("no", "unknown"), ("unknown", "unknown"))


@pytest.mark.parametrize(
    "notice",
    [
        "The name of Harbour Lab may not be used to promote boats.",
        "Harbour Lab is not liable for use in storms, and its liability is limited to the price of a gull.",
        "Boats that carry the gulls must keep this notice.",
    ],
)
def test_what_only_protects_a_name_or_a_purse_takes_nothing_back(notice: str) -> None:
    assert read_licence(f"Harbour Terms\n\n{GRANT}\n\n{notice}\n").terms.commercial_use == "yes"


@pytest.mark.parametrize("word", ["non-commercial", "evaluation", "only"])
def test_a_limiting_word_put_into_a_standard_text_takes_the_approval_away(word: str) -> None:
    changed = APACHE.replace("royalty-free", f"royalty-free {word}", 1)
    assert changed != APACHE
    assert read_licence(changed).terms.osi_approved != "yes"


def test_a_yes_of_the_catalogue_is_quoted_from_the_text() -> None:
    reading = read_licence(
        "Gemma Terms of Use\n\nHarbour hereby grants you a licence to use the gulls where they nest."
    )
    assert reading.terms.commercial_use == "yes"
    assert [clause.rule for clause in reading.clauses if clause.term == "commercial_use"] == ["rights-granted"]


@pytest.mark.parametrize(
    "aside",
    [
        "For clarity, songs of the gulls are not derivatives of the gulls.",
        "You will not use the songs to improve any other flock, except flocks that are derivative works of the gulls.",
        "You may not use the gulls or their derivatives to sink boats.",
        "You may not use, copy or modify the gulls for any naval or unlawful purposes.",
        "You must not use, modify or distribute the gulls outside the Harbour.",
        "If you do not agree to these terms, do not download or modify the gulls.",
        "You may not remove or alter any copyright notices of the gulls.",
        "Such statements cannot be construed as modifying this License.",
        "您不得出于任何军事或非法目的使用、复制或修改本模型。",
        "These terms may not be modified except in a letter of the harbour master.",
    ],
)
def test_a_derivative_that_is_only_spoken_of_is_not_forbidden(aside: str) -> None:
    assert read_licence(f"Harbour Terms\n\n{GRANT}\n\n{aside}\n").terms.derivatives == "yes"


@pytest.mark.parametrize(
    ("ban", "value"),
    [
        ("You may not modify the gulls.", "no"),
        ("The gulls may not be modified in any way.", "no"),
        ("You must not create derivative works of the gulls.", "no"),
        ("You may not distribute modified gulls.", "not-shared"),
    ],
)
def test_adapting_that_is_forbidden_is_told_whatever_was_granted(ban: str, value: str) -> None:
    assert read_licence(f"Harbour Terms\n\n{GRANT}\n\n{ban}\n").terms.derivatives == value


GRANTLESS = "Fair AI Public License 1.0\n\nYou must agree to its rules.\n\nEveryone gets the source code from you.\n"


def test_a_known_title_over_a_text_without_a_grant_frees_nothing() -> None:
    reading = read_licence(GRANTLESS)
    assert (reading.license_id, reading.terms.commercial_use) == ("faipl-1.0", "unknown")
    assert any("no sentence of it could be quoted" in note for note in reading.notes)


@pytest.mark.parametrize(
    "text",
    [
        APACHE,
        "Gull is released under the MIT License.",
        "See LICENSE-MIT for the terms.",
        "The terms are those of https://opensource.org/license/mit and nothing else.",
        "---\nlicense: apache-2.0\n---\n# Gull\n\nA model of weather.\n",
        "SPDX-License-Identifier: BSD-3-Clause\n",
    ],
)
def test_whatever_is_free_shows_the_words_that_free_it(text: str) -> None:
    reading = read_licence(text)
    assert reading.terms.commercial_use == "yes"
    assert [clause.quote for clause in reading.clauses if clause.term == "commercial_use"]


@pytest.mark.parametrize(
    "text",
    [
        "Gull is released under the MIT License. It may only be used on our boards.",
        "One or more copyleft licences in the style of GPL-3.0 may apply to parts of it.",
        "Weights: CC-BY-NC-4.0. Code: Apache-2.0, or any later version of it.",
    ],
)
def test_a_licence_that_is_named_with_a_limit_or_for_a_part_frees_nothing(text: str) -> None:
    assert read_licence(text).terms.commercial_use != "yes"


def test_export_and_names_are_no_limits_of_place_or_purpose() -> None:
    grant = "Permission to use, copy, modify and distribute Gull for any purpose is granted.\n"
    export = read_licence(f"{grant}Export of Gull outside of the United States may require an export license.\n")
    names = read_licence(f"{grant}Niente in questo accordo concede diritti per usare i marchi commerciali di Gull.\n")
    assert (export.terms.geo_exclusion, export.terms.commercial_use) == ("", "yes")
    assert names.terms.commercial_use == "yes"


@pytest.mark.parametrize("step", range(4))
def test_published_texts_are_themselves_and_what_the_osi_approved_is_free_in_quoted_words(step: int) -> None:
    for spdx, text in list(spdx_list.texts().items())[step::24]:
        listed, reading = spdx_list.licence(spdx), read_licence(text)
        if listed is None:
            continue
        quoted = any(clause.term == "commercial_use" for clause in reading.clauses)
        assert reading.terms.osi_approved != "yes" or listed.osi_approved, spdx
        assert not listed.osi_approved or (reading.terms.commercial_use == "yes" and quoted), spdx


@pytest.mark.parametrize("spdx", ["BSD-2-Clause-pos-unchanged", "Fair", "EUPL-1.2", "MPL-1.1", "OLDAP-2.2.1"])
def test_a_published_text_is_not_its_neighbour_nor_a_namesake(spdx: str) -> None:
    assert read_licence(spdx_list.texts()[spdx]).spdx == spdx


def test_a_licence_that_is_sold_beside_a_known_text_leaves_the_use_unknown() -> None:
    reading = read_licence(
        f"{APACHE}\n\nOr under a commercial license, except for the hosted version, from our sales.\n"
    )
    assert reading.terms.commercial_use != "yes" and reading.terms.osi_approved != "yes"

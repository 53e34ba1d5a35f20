from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.verdict import LicenseFacts, Verdict, contradicted_by, drift, openwashing

APACHE = LicenseFacts("apache-2.0", "permissive", "yes", "yes")
MIT = LicenseFacts("mit", "permissive", "yes", "yes")
GPL = LicenseFacts("gpl-3.0", "copyleft", "yes", "yes")
LLAMA2 = LicenseFacts("llama2", "custom", "no", "conditional")
LLAMA3 = LicenseFacts("llama3", "custom", "no", "conditional")
NC = LicenseFacts("cc-by-nc-4.0", "non-commercial", "no", "no")
NONE = LicenseFacts("none", "none")
UNREAD = LicenseFacts("unknown")
CUSTOM = LicenseFacts("some-custom", "custom", "no", "unknown")


@pytest.mark.parametrize(
    ("parent", "child", "word"),
    [
        (APACHE, APACHE, "none"),
        (APACHE, MIT, "other"),
        (LLAMA3, APACHE, "looser"),
        (LLAMA2, LLAMA3, "other"),
        (GPL, APACHE, "looser"),
        (APACHE, GPL, "tighter"),
        (MIT, NC, "tighter"),
        (NC, LLAMA3, "looser"),
        (APACHE, NONE, "tighter"),
        (NONE, MIT, "looser"),
        (NONE, NONE, "none"),
        (UNREAD, APACHE, "unknown"),
        (APACHE, UNREAD, "unknown"),
        (UNREAD, UNREAD, "unknown"),
        (CUSTOM, APACHE, "unknown"),
        (CUSTOM, CUSTOM, "none"),
    ],
)
def test_drift(parent, child, word):
    assert drift(parent, child) == word


@given(*[st.sampled_from([APACHE, MIT, GPL, LLAMA2, LLAMA3, NC, NONE, UNREAD, CUSTOM])] * 2)
def test_what_is_looser_one_way_is_tighter_the_other(one, other):
    mirror = {"looser": "tighter", "tighter": "looser"}
    forth = drift(one, other)
    assert drift(other, one) == mirror.get(forth, forth)


@pytest.mark.parametrize(
    ("claims", "verdict", "word"),
    [
        ("yes", "open-weights", "yes"),
        ("yes", "open-access", "yes"),
        ("yes", "closed", "yes"),
        ("yes", "open-source-ai", "no"),
        ("yes", "not-determinable", "unknown"),
        ("no", "not-determinable", "no"),
        ("no", "open-weights", "no"),
        ("unknown", "open-weights", "unknown"),
        ("", "open-weights", "unknown"),
        ("error", "open-access", "unknown"),
    ],
)
def test_openwashing_is_a_claim_beside_a_lower_verdict(claims, verdict, word):
    assert openwashing(claims, Verdict(verdict)) == word


def test_a_claim_is_contradicted_by_the_parts_that_are_missing():
    missing = ("training-data", "licence", "base:training-code")
    assert contradicted_by(missing, LLAMA3) == ("training-data", "licence:llama3", "base:training-code")
    assert contradicted_by((), APACHE) == ()

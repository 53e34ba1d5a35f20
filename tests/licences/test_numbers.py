"""Amounts are read as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.licences.clauses.numbers import amount


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("700 million", 700_000_000),
        ("1,000,000", 1_000_000),
        ("1.000.000", 1_000_000),
        ("1.5 billion", 1_500_000_000),
        ("one hundred million", 100_000_000),
        ("2m", 2_000_000),
        ("1亿", 100_000_000),
        ("100万", 1_000_000),
        ("700 milioni", 700_000_000),
        ("many", None),
    ],
)
def test_spellings(words: str, number: int | None) -> None:
    assert amount(words) == number


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_grouped_digits_keep_their_value(number: int) -> None:
    assert amount(f"{number:,}") == number
    assert amount(str(number)) == number

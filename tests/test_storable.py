"""Whatever a stranger's JSON can say, every store takes what is left of it."""

from __future__ import annotations

import json
import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from crawler.storable import DEEPEST, MOST_CHARACTERS, storable, storable_json

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # surrogates and NUL included
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
)


@given(ANY_TEXT)
def test_a_string_reaches_the_database_and_comes_back(text):
    kept = storable(text)
    db = sqlite3.connect(":memory:")
    assert db.execute("SELECT ?, length(?)", (kept, kept)).fetchone() == (kept, len(kept))
    db.close()
    assert storable(kept) == kept
    assert len(kept) == len(text)
    assert all(a == b for a, b in zip(text, kept, strict=True) if b != "\N{REPLACEMENT CHARACTER}")


@given(ANY_JSON)
def test_a_value_can_be_written_as_strict_json(value):
    kept = storable_json(value)
    assert json.loads(json.dumps(kept, allow_nan=False, ensure_ascii=False).encode()) == kept
    assert storable_json(kept) == kept


def test_lengths_depths_and_numbers_are_bounded():
    assert len(storable("x" * 10**6)) == MOST_CHARACTERS
    deep: object = "end"
    for _ in range(10_000):
        deep = [deep]
    assert str(storable_json(deep)).count("[") == DEEPEST
    assert storable_json([2**63, -(2**63), 2**63 - 1, float("nan"), object()]) == [None, None, 2**63 - 1, None, None]

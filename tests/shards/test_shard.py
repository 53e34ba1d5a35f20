"""Where a model lives depends on its id alone, and every model lives somewhere once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.scan.shard import MOST, WHOLE, Shard, shard_of

IDS = st.from_regex(r"[0-9a-f]{24}", fullmatch=True)


@given(IDS, st.integers(1, MOST))
def test_one_shard_holds_a_model(hub_id, of):
    number = shard_of(hub_id, of)
    assert Shard.parse(f"{number}/{of}").holds(hub_id)
    assert WHOLE.holds(hub_id)
    assert of == 1 or not Shard((number + 1) % of, of).holds(hub_id)


def test_the_number_is_a_promise():
    """Databases of shards outlive the program that began them."""
    assert [shard_of(f"{n:024x}", 8) for n in range(6)] == [5, 3, 1, 7, 6, 6]


def test_shards_are_of_equal_size():
    sizes = [0] * 8
    for n in range(8000):
        sizes[shard_of(f"{n:024x}", 8)] += 1
    assert min(sizes) > 900


@pytest.mark.parametrize("text", ["", "1", "1/1", "0/0", "-1/2", "2/2", "0/4097", "1/2/3", "a/b", "٠/٢"])
def test_anything_else_is_no_shard(text):
    with pytest.raises(ValueError, match="a shard is I/N"):
        Shard.parse(text)

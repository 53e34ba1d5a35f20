"""Quotas: fixed windows, whole seconds, one count a caller and bucket."""

from __future__ import annotations

import httpx2 as httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.local_hub.api.lists import decode_cursor, encode_cursor
from crawler.local_hub.limits import Limiter, Quotas, bucket_of
from crawler.local_hub.repos.catalogue import SORT_KEYS, Position
from tests.local_hub.builder import small_hub


def test_a_window_fills_and_starts_again():
    now = [1000.2]
    limiter = Limiter(Quotas.parse("api=2,window=10"), clock=lambda: now[0])
    told = [limiter.count("me", "api") for _ in range(3)]
    assert [allowed for allowed, _ in told] == [True, True, False]
    assert [headers["RateLimit"] for _, headers in told] == ['"api";r=1;t=10', '"api";r=0;t=10', '"api";r=0;t=10']
    assert limiter.count("you", "api")[0]
    assert limiter.count("me", "resolvers")[0]
    now[0] = 1010.0
    assert limiter.count("me", "api")[0]


def test_a_program_gets_a_sentence_and_a_browser_a_page(serve, tmp_path):
    address = serve(small_hub(tmp_path), rate_limit="api=1,resolvers=1,window=3600")
    httpx.get(f"{address}/api/models")
    refused = httpx.get(f"{address}/api/models")
    assert (refused.status_code, refused.json()["error"][:33]) == (429, "We had to rate limit your IP (127")
    assert "<h1>429</h1>" in httpx.get(f"{address}/api/models", headers={"Accept": "text/html"}).text
    first = httpx.get(f"{address}/acme/one/resolve/main/README.md")
    assert httpx.get(address + first.headers["Location"]).status_code == 200, "the second hop is not counted"
    assert httpx.get(f"{address}/acme/one/resolve/main/README.md").status_code == 429
    stats = httpx.get(f"{address}/_stats").json()
    assert (stats["buckets"], stats["too_many_requests"]) == ({"api": 3, "resolvers": 2}, 3)
    assert (stats["endpoints"]["resolve-cache"], stats["bodies"], len(stats["blobs"])) == (1, 1, 1)
    httpx.post(f"{address}/_stats/reset")
    assert httpx.get(f"{address}/_stats").json()["requests"] == 0


@pytest.mark.parametrize("text", ["api", "api=many", "api=0", "api=-1", "web=5"])
def test_odd_quotas_are_refused(text):
    with pytest.raises(ValueError):
        Quotas.parse(text)


def test_buckets():
    paths = ("/api/models", "/a/b/resolve/main/x", "/a/b/raw/main/x", "/api/resolve-cache/models/a/b/c/x", "/cdn/x")
    assert [bucket_of(path) for path in paths] == ["api", "resolvers", "pages", None, None]


HUB_IDS = st.text("0123456789abcdef", min_size=24, max_size=24)


@given(st.sampled_from([*SORT_KEYS]), st.integers(0, 10**12), st.dates(), HUB_IDS)
def test_a_cursor_is_read_as_it_was_written(sort, number, date, hub_id):
    value = f"{date}T00:00:00.000Z" if sort in ("lastModified", "createdAt") else number
    assert decode_cursor(encode_cursor(Position(value, hub_id), sort), sort) == Position(value, hub_id)

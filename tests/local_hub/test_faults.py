"""Faults on purpose, as a caller meets them."""

from __future__ import annotations

import httpx2 as httpx
import pytest

from crawler.local_hub.faults import KINDS, Dice, Fault
from tests.local_hub.builder import add, small_hub


@pytest.fixture
def faulty(serve, tmp_path):
    """The address of a small Hub with these faults."""
    root = small_hub(tmp_path)
    return lambda *faults, **rest: serve(root, faults=faults, **rest)


def test_a_bare_429_says_nothing_and_one_with_retry_after_says_when(faulty):
    bare = httpx.get(f"{faulty('429-bare:1')}/acme/one/resolve/main/README.md")
    assert (bare.status_code, "Retry-After" in bare.headers, "RateLimit" in bare.headers) == (429, False, False)
    told = httpx.get(f"{faulty('retry-after:1')}/api/models")
    assert (told.status_code, told.headers["Retry-After"], "RateLimit" in told.headers) == (429, "1", False)


def test_5xx(faulty):
    address = faulty("5xx:1")
    assert {httpx.get(f"{address}/api/models").status_code for _ in range(6)} == {500, 502, 503}


def test_only_long_list_pages_meet_504(faulty):
    address = faulty("504-lists:1")
    queries = ("", "?limit=501", "?limit=500", "/gpt2")
    codes = [httpx.get(f"{address}/api/models{query}").status_code for query in queries]
    assert codes == [504, 504, 200, 200]


def test_timeout(faulty):
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{faulty('timeout:1')}/api/models", timeout=0.3)


def test_a_slow_answer_is_whole(faulty):
    assert len(httpx.get(f"{faulty('slow:1')}/api/models").json()) == 5


def test_a_body_is_cut_short(faulty):
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"{faulty('truncate:1')}/acme/one/raw/main/README.md", headers={"Accept-Encoding": "identity"})


def test_a_cursor_repeats_once(faulty):
    address = faulty("repeat-cursor:1")
    url = f"{address}/api/models?limit=4&sort=createdAt"
    first = httpx.get(url)
    assert first.links["next"]["url"] == url
    second = httpx.get(url)
    assert second.links["next"]["url"] != url
    assert second.json() == first.json()


def test_a_repository_vanishes_between_list_and_file(faulty):
    address = faulty("vanish:1")
    assert "acme/one" in {row["id"] for row in httpx.get(f"{address}/api/models").json()}
    gone = httpx.get(f"{address}/acme/one/resolve/main/README.md")
    assert (gone.status_code, gone.headers["X-Error-Code"]) == (401, "RepoNotFound")
    assert httpx.get(f"{address}/_stats").json()["faults"]["vanish"] == 1


def test_siblings_are_missing_for_some_repositories_and_always_the_same(serve, tmp_path):
    for number in range(40):
        add(tmp_path, f"maker/m{number}", {"README.md": "x"})
    url = f"{serve(tmp_path, faults=['no-siblings:0.5'], seed=3)}/api/models?expand=siblings"
    rows = httpx.get(url).json()
    assert 5 < sum("siblings" in row for row in rows) < 35
    assert httpx.get(url).json() == rows


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_brings_the_same_faults(kind):
    first, second = (Dice([Fault(kind, 0.3)], seed=5) for _ in range(2))
    assert [first.strikes(kind) for _ in range(50)] == [second.strikes(kind) for _ in range(50)]


@pytest.mark.parametrize("text", ["nonsense", "5xx:2", "5xx:-1", "5xx:often", "5xx:nan"])
def test_an_unknown_fault_or_rate_is_refused(text):
    with pytest.raises(ValueError):
        Fault.parse(text)

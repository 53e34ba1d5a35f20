"""The rate-limit gate against a simulated Hub: fixed windows, answers that take time, several crawlers on one token."""

import heapq
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.fetch.limits import LONGEST_WAIT, MOST_REFUSED, Allowance, Gate, allowance, bucket_of


class Hub:
    """Counts requests in fixed windows and answers as the Hub does: whole seconds, rounded up."""

    def __init__(self, quota, window):
        self.quota, self.window, self.counts, self.refused = quota, window, {}, 0

    def ask(self, now):
        window = int(now // self.window)
        used = self.counts.get(window, 0)
        if used >= self.quota:
            self.refused += 1
            return allowance(self.headers(0, now), 0)
        self.counts[window] = used + 1
        return allowance(self.headers(self.quota - used - 1, now), 0)

    def headers(self, left, now):
        reset = math.ceil(self.window - now % self.window)
        return {
            "ratelimit": f'"api";r={left};t={reset}',
            "ratelimit-policy": f'"fixed window";"api";q={self.quota};w={self.window}',
        }


def simulate(hub, crawlers, requests, latency, cap=32, start=0.0):
    """Run crawlers with one gate each until `requests` were answered; gives the time it took."""
    now = start
    gates = [Gate(lambda: now) for _ in range(crawlers)]
    events, done, n = [(start, 0, "go", i) for i in range(crawlers)], 0, 0
    heapq.heapify(events)
    while done < requests:
        now, _, kind, i = heapq.heappop(events)
        gate = gates[i]
        if kind == "answer":
            gate.in_flight -= 1
            gate.learn(hub.ask(now))
            done += 1
        while gate.in_flight < cap and (wait := gate.wait()) == 0:
            gate.in_flight += 1
            n += 1
            heapq.heappush(events, (now + latency * (1 + n % 3) / 2, n, "answer", i))
        if gate.in_flight == 0:
            n += 1
            heapq.heappush(events, (now + min(wait, 1e6), n, "go", i))
    return now - start


@settings(max_examples=30)
@given(
    quota=st.integers(200, 3000),
    window=st.integers(5, 300),
    crawlers=st.integers(1, 3),
    start=st.floats(0, 1000),
    share=st.floats(0.001, 0.01),
)
def test_the_quota_is_used_and_never_overdrawn(quota, window, crawlers, start, share):
    hub = Hub(quota, window)
    latency = window * share / 10
    simulate(hub, crawlers, quota * 6, latency, start=start)
    full = sorted(hub.counts)[1:-1]  # the first and the last window are begun or ended in their middle
    assert hub.refused == 0
    assert all(hub.counts[w] >= 0.95 * quota for w in full), hub.counts


@pytest.mark.parametrize("crawlers", [1, 2])
def test_the_time_is_that_of_the_quota(crawlers):
    hub = Hub(500, 10)
    took = simulate(hub, crawlers, 500 * 20, latency=0.01)
    assert took <= 1.05 * 20 * 10


def test_an_answer_without_headers_opens_the_gate_and_a_bare_refusal_closes_it_longer_each_time():
    now = 0.0
    gate = Gate(lambda: now)
    gate.in_flight = 1
    assert math.isinf(gate.wait())
    gate.learn(None)
    assert gate.wait() == 0
    gate.refuse(None)
    assert gate.wait() == 1
    now = 1.0
    gate.refuse(None)
    assert gate.wait() == 2


def test_a_refusal_that_says_how_long_is_obeyed_within_reason():
    gate = Gate(lambda: 0.0)
    gate.refuse(7)
    assert gate.wait() == 7
    gate.refuse(10**9)
    assert gate.wait() == 3600


@pytest.mark.parametrize("asks", [10**11, 3600, 7], ids=["for ever", "an hour", "seconds"])
def test_refusals_without_an_end_are_waited_out_for_some_hours_in_all(asks):
    now = 0.0
    gate = Gate(lambda: now)
    while not gate.hopeless():
        gate.refuse(asks)
        now += gate.wait()
    assert MOST_REFUSED < now <= MOST_REFUSED + LONGEST_WAIT
    assert "refused for 4 hours in all" in gate.hopeless() or "refused for 5 hours" in gate.hopeless()


def test_a_window_that_never_holds_anything_is_waited_for_an_hour():
    now = 0.0
    gate = Gate(lambda: now)
    told = Allowance(left=0, reset=10**9, quota=500, window=300)
    while not gate.hopeless():
        gate.learn(told)
        now += gate.wait()
    assert LONGEST_WAIT < now <= 3 * LONGEST_WAIT
    assert "nothing left of the rate limit" in gate.hopeless()


def test_github_says_the_same_in_other_words():
    headers = {"x-ratelimit-remaining": "59", "x-ratelimit-reset": "1060", "x-ratelimit-limit": "60"}
    told = allowance(headers, unix_time=1000)
    assert (told.left, told.reset, told.quota, told.window) == (59, 60, 60, 3600)


@pytest.mark.parametrize(
    ("url", "bucket"),
    [
        ("https://huggingface.co/api/models?limit=1000", "api"),
        ("https://huggingface.co/org/name/resolve/abc/README.md", "resolvers"),
        ("https://huggingface.co/datasets/org/name/resolve/abc/README.md", "resolvers"),
        ("https://huggingface.co/api/resolve-cache/models/org/name/abc/README.md", "cache"),
        ("https://api.github.com/repos/owner/repo", "github"),
        ("https://huggingface.co/org/name", "pages"),
    ],
)
def test_every_request_counts_in_its_bucket(url, bucket):
    assert bucket_of(url) == bucket

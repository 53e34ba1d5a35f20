"""What is left of a rate limit, learnt from the headers of every answer. No network, no clock of its own.

The Hub counts requests in fixed windows, per bucket (`api`, `resolvers`, `pages`), and says with every answer what is
left and when the window ends (IETF draft "RateLimit header fields" 09). GitHub says the same in other words.
The plan (anonymous, free, PRO ...) is learnt from the policy header, never configured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, inf, isinf
from urllib.parse import urlsplit

from crawler import patterns

LIMIT = patterns.compile(r";\s*r=(?P<left>\d{1,9})\s*;\s*t=(?P<reset>\d{1,9})")
POLICY = patterns.compile(r";\s*q=(?P<quota>\d{1,9})\s*;\s*w=(?P<window>\d{1,9})")
RESERVE = 0.02  # share of the quota left untouched, for what other users of the same token have in flight
SHARE = 4  # several crawlers may share a token: never more in flight than a quarter of what is left
BARE_WAITS = (1, 2, 4, 8, 15, 30, 60)  # seconds, for a 429 that says nothing (the CDN's edge)
MOST_REFUSED = 4 * 3600.0  # seconds a bucket may be closed by refusals in one run
LONGEST_WAIT = 3600.0  # seconds; a header that asks for more is not believed


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one answer said: requests left, seconds until the window ends, and the policy behind it."""

    left: int
    reset: float
    quota: int
    window: float


@dataclass(slots=True)
class Gate:
    """What is known of one bucket. Times are seconds of `clock`; `left` is None until an answer has told."""

    clock: Callable[[], float]
    left: int | None = None
    quota: int = 0
    window: float = 300
    resets_at: float = 0
    in_flight: int = 0
    silent: bool = False  # answers come without RateLimit headers: nothing to obey but refusals
    closed_until: float = 0
    bare_refusals: int = 0
    refused_for: float = 0  # seconds of refusals so far
    starving_since: float | None = None  # since when every answer has said that nothing is left

    def wait(self) -> float:
        """Seconds until one more request may go: 0 now, infinity when only an answer in flight can tell."""
        now = self.clock()
        if now < self.closed_until:
            return self.closed_until - now
        if self.silent:
            return 0
        if self.left is None or now >= self.resets_at:  # a new window: one request asks what it holds
            return 0 if self.in_flight == 0 else inf
        free = self.left - self._reserve()
        if free <= 0:
            return self.resets_at - now
        return 0 if self.in_flight < max(1, free // SHARE) else inf

    def hopeless(self) -> str:
        """Why nobody should wait for this bucket any longer; empty while it is worth it."""
        if self.refused_for > MOST_REFUSED:
            return f"refused for {self.refused_for / 3600:.0f} hours in all"
        if self.starving_since is not None and self.clock() - self.starving_since > max(LONGEST_WAIT, 3 * self.window):
            return "nothing left of the rate limit for more than an hour"
        return ""

    def _reserve(self) -> int:
        return max(2, ceil(self.quota * RESERVE))

    def learn(self, told: Allowance | None) -> None:
        """Take in what an answer said. Answers overtake each other: within a window the smaller number is the newer."""
        if told is None:
            self.silent = self.left is None
            return
        resets_at = self.clock() + min(told.reset, LONGEST_WAIT)
        if self.left is not None and abs(resets_at - self.resets_at) < max(1.0, told.window / 50):
            self.left = min(self.left, told.left)
            self.resets_at = min(self.resets_at, resets_at)  # whole seconds, rounded up: the least is the nearest
        elif resets_at > self.resets_at:
            self.left, self.resets_at = told.left, resets_at
        self.quota, self.window, self.silent, self.bare_refusals = told.quota, told.window, False, 0
        starving = told.left <= self._reserve()
        self.starving_since = (self.starving_since or self.clock()) if starving else None

    def refuse(self, seconds: float | None) -> None:
        """A 429 or a Retry-After of so many seconds: nothing goes before they are over."""
        if seconds is None:
            seconds = BARE_WAITS[min(self.bare_refusals, len(BARE_WAITS) - 1)]
            self.bare_refusals += 1
        until = self.clock() + min(seconds, LONGEST_WAIT)
        self.refused_for += max(0.0, until - max(self.closed_until, self.clock()))
        self.closed_until = max(self.closed_until, until)


class Gates(defaultdict[tuple[str, str], Gate]):
    """The gates of one run by (host, bucket), shared by its walks; made as they are met. Times are those of `clock`."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(lambda: Gate(clock))
        self.told_silent: set[str] = set()  # services of which the user was told that they do not answer

    def closed_for(self, origin: str, bucket: str) -> float:
        """Seconds a bucket of a host is known to stay closed; infinity where it is not worth waiting."""
        gate = self[urlsplit(origin).netloc, bucket]
        wait = gate.wait()
        return inf if gate.hopeless() else 0 if isinf(wait) else wait


def allowance(headers: Mapping[str, str], unix_time: float) -> Allowance | None:
    """Read the Hub's `ratelimit` pair or GitHub's `x-ratelimit-*` triple (keys in lower case); None without either."""
    if (limit := LIMIT.search(headers.get("ratelimit", ""))) is not None:
        policy = POLICY.search(headers.get("ratelimit-policy", ""))
        quota, window = (int(policy["quota"]), float(policy["window"])) if policy else (int(limit["left"]), 300.0)
        return Allowance(int(limit["left"]), float(limit["reset"]), quota, window)
    github = [headers.get(f"x-ratelimit-{name}", "") for name in ("remaining", "reset", "limit")]
    said = [n for n in map(number, github) if n is not None]
    if len(said) == 3:
        left, resets_at, quota = said
        return Allowance(left, max(0.0, resets_at - unix_time), quota, 3600.0)
    return None


def number(text: str) -> int | None:
    """A header's whole number; None for anything else that may stand there."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None


def bucket_of(url: str) -> str:
    """The bucket a request counts in: `resolvers` for /resolve/, `api` for /api/, `github`, or `pages` for the rest.

    The second hop of a resolve is kept apart as `cache`: whether the Hub counts it is not documented.
    """
    path = urlsplit(url).path
    if path.startswith("/api/resolve-cache/"):
        return "cache"
    if path.startswith("/api/"):
        return "api"
    if "/resolve/" in path:
        return "resolvers"
    return "github" if path.startswith("/repos/") else "pages"

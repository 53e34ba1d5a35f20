"""Request quotas in fixed windows, one count a caller and bucket, told in the headers of the Hub."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from starlette.requests import Request
from starlette.responses import Response

from crawler.local_hub.answers import HubError

Bucket = Literal["api", "resolvers", "pages"]
PLENTY = 1_000_000_000
ANONYMOUS = (
    "We had to rate limit your IP ({caller}). To continue using our service, create a HF account or login to your "
    "existing account, and make sure you pass a HF_TOKEN if you're using the API."
)
SIGNED_IN = (
    "We had to rate limit you, you hit the quota of {quota} {bucket} requests per {minutes} minutes period. Upgrade to "
    "a PRO user or Team/Enterprise organization account (https://hf.co/pricing) to get higher limits. See "
    "https://huggingface.co/docs/hub/rate-limits"
)


@dataclass(frozen=True, slots=True)
class Quotas:
    """Requests a caller has in each window of `window` seconds."""

    api: int = PLENTY
    resolvers: int = PLENTY
    pages: int = PLENTY
    window: int = 300

    @classmethod
    def parse(cls, text: str) -> Quotas:
        """`api=500,resolvers=3000,window=300`; raises ValueError."""
        pairs = [part.partition("=") for part in text.split(",") if part]
        known = (*get_args(Bucket), "window")
        for name, _, number in pairs:
            if name not in known or not number.isdecimal() or int(number) < 1:
                raise ValueError(f"{name}={number}: must be one of {', '.join(known)} and a positive number")
        return cls(**{name: int(number) for name, _, number in pairs})


UNLIMITED = Quotas()


def bucket_of(path: str) -> Bucket | None:
    """The bucket an address counts in. Whether the Hub counts the resolve-cache hop is unknown: here it does not."""
    if path.startswith(("/api/resolve-cache/", "/cdn/")):
        return None
    if path.startswith("/api/"):
        return "api"
    return "resolvers" if "/resolve/" in path else "pages"


@dataclass(slots=True)
class WindowCount:
    """Each caller's requests in fixed windows, which begin at multiples of their length. The clock gives seconds."""

    quota: int
    length: int
    clock: Callable[[], float] = time.time
    _window: int = -1
    _used: Counter[str] = field(default_factory=Counter)

    def count(self, caller: str) -> tuple[bool, int, float]:
        """Count one request: whether it is within the quota, how many are left, and when the window ends."""
        window = int(self.clock() // self.length)
        if window != self._window:
            self._window = window
            self._used.clear()
        allowed = self._used[caller] < self.quota
        self._used[caller] += allowed
        return allowed, self.quota - self._used[caller], (window + 1) * self.length


class Limiter:
    """The Hub's quotas, told in the headers of an IETF draft (rate limit headers, draft 9)."""

    def __init__(self, quotas: Quotas, clock: Callable[[], float] = time.time) -> None:
        self.quotas, self.clock = quotas, clock
        self._buckets = {name: WindowCount(getattr(quotas, name), quotas.window, clock) for name in get_args(Bucket)}

    def count(self, caller: str, bucket: Bucket) -> tuple[bool, dict[str, str]]:
        """Count one request: whether it is within the quota, and the headers of its answer."""
        allowed, left, end = self._buckets[bucket].count(caller)
        return allowed, {
            "RateLimit": f'"{bucket}";r={left};t={math.ceil(end - self.clock())}',
            "RateLimit-Policy": f'"fixed window";"{bucket}";q={self._buckets[bucket].quota};w={self.quotas.window}',
        }

    def refusal(self, request: Request, caller: str, bucket: Bucket, headers: Mapping[str, str]) -> Response:
        """The 429 of a caller who has used the window up; browsers get a page, programs a sentence."""
        signed_in = "Authorization" in request.headers
        minutes = f"{self.quotas.window / 60:g}"
        quota = getattr(self.quotas, bucket)
        text = SIGNED_IN if signed_in else ANONYMOUS
        message = text.format(caller=caller, quota=quota, bucket=bucket, minutes=minutes)
        if "text/html" in request.headers.get("Accept", ""):
            return Response(f"<!DOCTYPE html><h1>429</h1> <p>{message}", 429, dict(headers), "text/html")
        return HubError(429, message, headers=headers).answer(as_text=bucket != "api")

"""Scrapy downloader middleware: one gate per host and bucket, shared by every walk of the process, and the token.

Scrapy 2.19 ignores Retry-After and knows no rate-limit headers (scrapy#3849); this is its place.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from contextlib import suppress
from email.utils import parsedate_to_datetime
from math import isinf
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from crawler.fetch.errors import TooLong
from crawler.fetch.limits import LONGEST_WAIT, Gate, Gates, allowance, bucket_of, number
from crawler.fetch.services import Asked, Service

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from spiders.base import HubSpider


class RateLimitMiddleware:
    """Holds every request until its bucket has room, learns from every answer, counts requests by bucket."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.services: dict[Asked, Service] = crawler.settings.getdict("SERVICES")
        self.changed: dict[tuple[str, str], asyncio.Event] = defaultdict(asyncio.Event)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of making a component."""
        return cls(crawler)

    @property
    def _gates(self) -> Gates:
        spider: HubSpider = self.crawler.spider  # type: ignore[assignment]  # ours are the only spiders
        return spider.gates

    async def process_request(self, request: Request) -> None:
        """Wait for room; a service's token goes with requests meant for it, to its own origin and to no other."""
        key = _key(request)
        gate = self._gates[key]
        while (wait := gate.wait()) > 0:
            if why := gate.hopeless():
                raise TooLong(f"{key[0]}, {key[1]}: {why}")
            if not isinf(wait) and wait > request.meta.get("patience", LONGEST_WAIT):
                raise TooLong(f"{key[1]}: {wait:.0f} seconds until the next request may go")
            with suppress(TimeoutError):
                await asyncio.wait_for(self.changed[key].wait(), None if isinf(wait) else wait + 0.001)
        gate.in_flight += 1
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(f"requests/{key[1]}")
        request.headers.pop("Authorization", None)
        service = self.services.get(request.meta["asked"])
        if service is not None and (token := service.token_for(request.url)):
            request.headers["Authorization"] = f"Bearer {token}"

    def process_response(self, request: Request, response: Response) -> Response:
        """Learn what is left; a refusal closes the gate for as long as it asks."""
        headers = _headers(response)
        gate = self._landed(request)
        told = allowance(headers, time.time())
        gate.learn(told)
        if response.status == 429 or "retry-after" in headers:
            gate.refuse(_refusal(headers, told.reset + 1 if told and told.left == 0 else None))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """A request that never came back is no longer in flight."""
        if not isinstance(exception, TooLong):
            self._landed(request)

    def _landed(self, request: Request) -> Gate:
        key = _key(request)
        gate = self._gates[key]
        gate.in_flight = max(0, gate.in_flight - 1)
        self.changed[key].set()
        self.changed[key].clear()
        return gate


def _key(request: Request) -> tuple[str, str]:
    """Host and bucket; callers without a token are counted by themselves, and other hosts have one bucket."""
    public = request.meta["asked"] == Asked.PUBLIC
    return urlsplit(request.url).netloc, "public" if public else bucket_of(request.url)


def _headers(response: Response) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in response.headers.to_unicode_dict().items()}


def _refusal(headers: dict[str, str], otherwise: float | None) -> float | None:
    """Seconds a refusal asks for: Retry-After as a number or a date, else what the RateLimit header implied."""
    value = headers.get("retry-after", "")
    if (seconds := number(value)) is not None:
        return float(seconds)
    with suppress(ValueError, TypeError, OverflowError):
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    return otherwise

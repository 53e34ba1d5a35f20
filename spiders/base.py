"""What every spider shares: one way to fetch, with one retry policy, and items that are stored before the walk ends."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import AsyncIterator
from math import inf
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from crawler.fetch.errors import TooLong
from crawler.fetch.services import Asked
from crawler.hub import same_origin
from crawler.terminal import say
from spiders.answers import moved_to
from spiders.failures import NETWORK, why

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.fetch.limits import Gates
    from crawler.store.database import Writer

MOST_MOVES = 3
RETRIED = frozenset({408, 429, 500, 502, 503, 504})
MOST_TRIES = 6  # of one request; with the waits below about half a minute
MOST_TRIES_PUBLIC = 2  # of one request to somebody else's host


class Transient(Exception):  # noqa: N818
    """An answer that is no answer: time-out, refusal, server error, cut body."""


class TooLarge(Exception):  # noqa: N818
    """An answer whose body is longer than anything that is read, packed or not."""


class Unreachable(Exception):  # noqa: N818
    """A request was given up."""


GIVEN_UP: tuple[type[Exception], ...] = (Transient, *NETWORK)  # after MOST_TRIES


class HubSpider(Spider):
    """A spider that awaits its requests one by one, so that a task reads as one function."""

    service = Asked.HUB
    patience = inf  # seconds a request may wait for its bucket
    most_storing = 64  # items waiting for the writer; beyond it nothing more is fetched

    def __init__(self, hub: str, writer: Writer, run_id: str, gates: Gates, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's own
        super().__init__(**kwargs)
        self.hub = self.host = hub
        self.writer, self.run_id, self.gates = writer, run_id, gates
        self.failures = 0  # in a row
        self.broken = False  # an item could not be stored: fetching more would be for nothing
        self.storing = 0  # items handed over and not yet stored
        self.stored = asyncio.Condition()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401 - Scrapy's own
        """Scrapy's way of making a spider; here it also learns when its items are stored."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._landed, signals.item_scraped)
        crawler.signals.connect(spider._not_stored, signals.item_error)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Scrapy's entry: hand over the walk's items and end when all are stored.

        The engine looks for idleness only every five seconds while an item that came from here is being stored.
        """
        async for item in self.items():
            self.storing += 1
            yield item
            await self._until_storing(self.most_storing)
            if self.broken:
                break
        await self._until_storing(0)

    @abstractmethod
    def items(self) -> AsyncIterator[Any]:
        """The walk itself: items as they are ready."""

    async def _until_storing(self, n: int) -> None:
        async with self.stored:
            await self.stored.wait_for(lambda: self.storing <= n)

    async def _not_stored(self) -> None:
        self.broken = True
        await self._landed()

    async def _landed(self) -> None:
        async with self.stored:
            self.storing -= 1
            self.stored.notify_all()

    async def fetch(self, url: str, **options: Any) -> Response:  # noqa: ANN401 - scrapy's own
        """Ask the spider's service and wait: 4xx other than 408 and 429 are answers.

        Raises Unreachable when every try failed, TooLong when its bucket is closed for longer than the walk waits.
        """
        try:
            response = await self._tried(MOST_TRIES, url, self.service, options)
        except Unreachable:
            self.failures += 1
            self._count("requests/given-up")
            raise
        self.failures = 0
        return response

    async def fetch_public(self, url: str, **options: Any) -> Response:  # noqa: ANN401 - scrapy's own
        """The same for what anybody may read, without any token; a failure says nothing of the spider's service."""
        return await self._tried(MOST_TRIES_PUBLIC, url, Asked.PUBLIC, options)

    async def _tried(self, tries: int, url: str, asked: Asked, options: dict[str, Any]) -> Response:
        retrying = AsyncRetrying(
            stop=stop_after_attempt(tries),
            wait=wait_exponential_jitter(multiplier=1, max=60, jitter=1),
            retry=retry_if_exception_type(GIVEN_UP),
            reraise=True,
            before_sleep=self._tell_silence if asked is self.service else None,
        )
        try:
            async for attempt in retrying:
                with attempt:
                    response = await self._once(url, asked, options)
        except TooLong:
            raise
        except (DownloadCancelledError, IgnoreRequest) as error:
            raise TooLarge(url) from error
        except GIVEN_UP as error:
            raise Unreachable(f"{url}: {why(error)}") from error
        return response

    async def fetch_moved(self, url: str, **options: Any) -> Response:  # noqa: ANN401 - scrapy's own
        """The same for a repository that may have another name by now: redirects on its own host are followed."""
        response = await self.fetch(url, **options)
        for _ in range(MOST_MOVES):
            target = moved_to(response)
            if target is None or not same_origin(target, url):
                break
            response = await self.fetch(target, **options)
        return response

    async def _once(self, url: str, asked: Asked, options: dict[str, Any]) -> Response:
        assert self.crawler.engine is not None
        meta = {"patience": self.patience, "asked": asked}
        response = await self.crawler.engine.download_async(Request(url, dont_filter=True, meta=meta, **options))
        if response.status in RETRIED:
            raise Transient(f"answered {response.status}")
        return response

    def _tell_silence(self, state: RetryCallState) -> None:
        """Once a run, at the first request that comes to nothing: waiting without a word looks like hanging."""
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, NETWORK) and self.service not in self.gates.told_silent:
            self.gates.told_silent.add(self.service)
            silent = f"{self.service.value} does not answer ({why(error)})"
            say(f"hub-openness: {silent}; trying again for a while", error=True)

    def _count(self, name: str, n: int = 1) -> None:
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(name, n)

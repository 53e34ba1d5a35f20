"""What a host lets robots read (RFC 9309), asked for once a run. Not of the Hub and GitHub, whose APIs have rules."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

from crawler.fetch.settings import PRODUCT
from spiders.base import Unreachable

if TYPE_CHECKING:
    from spiders.base import HubSpider

LARGEST = 500_000  # bytes; RFC 9309 section 2.5 asks for at least so many


class Robots:
    """The rules of every host that was met."""

    def __init__(self, spider: HubSpider) -> None:
        self.spider = spider
        self._asked: dict[str, asyncio.Task[Protego]] = {}

    async def allow(self, url: str) -> bool:
        """May this address be asked for? Raises Unreachable or TooLong where the host did not say."""
        parts = urlsplit(url)
        if parts.netloc not in self._asked:
            asking = self._ask(f"{parts.scheme}://{parts.netloc}/robots.txt")
            self._asked[parts.netloc] = asyncio.ensure_future(asking)
        rules = await asyncio.shield(self._asked[parts.netloc])
        return bool(rules.can_fetch(url, PRODUCT))

    async def _ask(self, url: str) -> Protego:
        response = await self.spider.fetch_public(url)
        if response.status >= 500:
            raise Unreachable(f"{url}: answered {response.status}")
        text = response.body[:LARGEST].decode("utf-8", "replace") if response.status == 200 else ""
        return Protego.parse(text)

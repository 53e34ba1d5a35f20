"""Progress of a walk on the terminal: what is done, of how much, at what pace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy import signals

from crawler.store.sweep import Page
from crawler.terminal import progress

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class ProgressExtension:
    """Advances a bar by every stored item; list pages advance it by their rows."""

    def __init__(self, crawler: Crawler) -> None:
        self.bar = progress()
        self.task = self.bar.add_task(crawler.settings["WALK_TITLE"], total=crawler.settings.get("WALK_TOTAL"))
        crawler.signals.connect(self.bar.start, signals.spider_opened)
        crawler.signals.connect(self.advance, signals.item_scraped)
        crawler.signals.connect(self.bar.stop, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of making a component."""
        return cls(crawler)

    def advance(self, item: object) -> None:
        """One item is stored."""
        self.bar.advance(self.task, len(item.rows) if isinstance(item, Page) else 1)

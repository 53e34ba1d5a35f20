"""The Scrapy pipeline that stores: each kind of item has one function, on the writer thread, that acknowledges it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlite_utils import Database

from crawler.hub import ModelRow
from crawler.store.links import Linked, store_link
from crawler.store.missing import Gone, found_again, tombstone
from crawler.store.named import Named, store_named
from crawler.store.neighbours import Neighbour, store_neighbour
from crawler.store.sweep import Page, store_page
from crawler.store.systems import System, store_system
from crawler.store.texts import RepoTexts, store_texts
from pipelines.neighbours import neighbour_row

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from sqlite_utils import Database

    from spiders.base import HubSpider

T = TypeVar("T")


class StorePipeline:
    """Hands items to the store; an item counts as scraped only after its commit."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of making a component."""
        return cls(crawler)

    async def process_item(self, item: T) -> T:
        """Store one item. Raises TypeError for an item nobody stores."""
        spider: HubSpider = self.crawler.spider  # type: ignore[assignment]  # ours are the only spiders
        writer, run_id = spider.writer, spider.run_id
        match item:
            case Page():
                self._count("rows/changed", await writer.run(store_page, run_id, item))
                self._count("rows/listed", len(item.rows))
            case RepoTexts() | Linked() | Neighbour() | System():
                await writer.run(STORES[type(item)], item)
            case Gone():
                await writer.run(tombstone, run_id, item)
            case ModelRow():
                await writer.run(found_again, run_id, item)
            case Named():
                await writer.run(store_named, run_id, item)
            case _:
                raise TypeError(f"no place to store a {type(item).__name__}")
        return item

    def _count(self, name: str, n: Any) -> None:  # noqa: ANN401 - Scrapy's stats take any number
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(name, n)


def _describe_neighbour(db: Database, learnt: Neighbour) -> None:
    store_neighbour(db, learnt, neighbour_row(learnt.facts))


STORES: dict[type, Callable[[Database, Any], None]] = {  # of items that need no run to be stored
    RepoTexts: store_texts, Linked: store_link, Neighbour: _describe_neighbour, System: store_system,
}  # fmt: skip

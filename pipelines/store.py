"""The Scrapy pipeline that stores: each kind of item has one function, on the writer thread, that acknowledges it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from crawler.hub import ModelRow
from crawler.store import frontier, missing, named, systems
from crawler.store.database import UNSTORABLE
from crawler.store.missing import Gone, found_again, tombstone
from crawler.store.named import Named, store_named
from crawler.store.neighbours import Neighbour, store_neighbour
from crawler.store.sweep import COMPLETE, Page, store_page, store_row_by_row
from crawler.store.systems import System, store_system
from crawler.store.texts import RepoTexts, store_texts
from pipelines.neighbours import neighbour_row

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from sqlite_utils import Database

    from crawler.store.database import Writer
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
        """Store one item. What cannot be stored is an error of its own and never the run's.

        Raises TypeError for an item nobody stores.
        """
        spider: HubSpider = self.crawler.spider  # type: ignore[assignment]  # ours are the only spiders
        try:
            await self._store(item, spider.writer, spider.run_id)
        except UNSTORABLE as error:
            await self._give_up(item, spider.writer, spider.run_id, error)
        return item

    async def _store(self, item: object, writer: Writer, run_id: str) -> None:
        match item:
            case Page():
                self._count_rows(item, await writer.run(store_page, run_id, item))
            case RepoTexts():
                await writer.run(store_texts, item)
            case Neighbour():
                await writer.run(_describe_neighbour, item)
            case Gone():
                await writer.run(tombstone, run_id, item)
            case ModelRow():
                await writer.run(found_again, run_id, item)
            case Named():
                self._count("rows/changed", await writer.run(store_named, run_id, item))
            case System():
                await writer.run(store_system, item)

    async def _give_up(self, item: object, writer: Writer, run_id: str, error: Exception) -> None:
        """Let go of the task that would fail every night in the same way, and store of the item what can be stored."""
        failed = 1
        match item:
            case Page():
                changed, failed = await writer.run(store_row_by_row, run_id, item)
                self._count_rows(item, changed)
            case RepoTexts():
                why = {"README.md": f"could not be stored ({type(error).__name__})"}
                await writer.run(store_texts, RepoTexts(item.hub_id, item.repo_id, item.sha, {}, why))
            case Neighbour():
                await writer.run(frontier.done, item.ref.kind.value, item.name)
            case Gone() | ModelRow():
                await writer.run(frontier.done, missing.WALK, item.hub_id)
            case Named():
                await writer.run(frontier.done, named.WALK, item.name)
            case System():
                await writer.run(frontier.done, systems.WALK, item.name)
            case _:
                raise TypeError(f"no place to store a {type(item).__name__}") from error
        self._count("items/failed", failed)

    def _count_rows(self, page: Page, changed: int) -> None:
        self._count("rows/changed", changed)
        if page.walk in COMPLETE:  # of what the increment shows, the ids show every row once more
            self._count("rows/listed", len(page.rows))

    def _count(self, name: str, n: Any) -> None:  # noqa: ANN401 - Scrapy's stats take any number
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(name, n)


def _describe_neighbour(db: Database, learnt: Neighbour) -> None:
    store_neighbour(db, learnt, neighbour_row(learnt.facts))

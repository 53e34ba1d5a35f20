"""The Scrapy pipeline that stores: each kind of item has one function, on the writer thread, that acknowledges it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlite_utils import Database

from crawler.hub import ModelRow
from crawler.store import frontier, missing, named, systems
from crawler.store.database import UNSTORABLE
from crawler.store.links import Linked, store_link
from crawler.store.missing import Gone, found_again, tombstone
from crawler.store.named import Named, store_named
from crawler.store.neighbours import Neighbour, store_neighbour
from crawler.store.sweep import COMPLETE, Page, store_page, store_row_by_row
from crawler.store.systems import System, store_system
from crawler.store.texts import RepoTexts, store_texts
from pipelines.neighbours import neighbour_row

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

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
        """Store one item; what cannot be stored is an error of its own and never the run's.

        Raises KeyError for an item nobody stores.
        """
        spider: HubSpider = self.crawler.spider  # type: ignore[assignment]  # ours are the only spiders
        try:
            await self._store(item, spider.writer, spider.run_id)
        except UNSTORABLE as error:
            self._count("items/failed", await self._give_up(item, spider.writer, spider.run_id, error))
        return item

    async def _store(self, item: object, writer: Writer, run_id: str) -> None:
        match item:
            case Page():
                self._count_rows(item, await writer.run(store_page, run_id, item))
            case Gone():
                await writer.run(tombstone, run_id, item)
            case ModelRow():
                await writer.run(found_again, run_id, item)
            case Named():
                self._count("rows/changed", await writer.run(store_named, run_id, item))
            case _:
                await writer.run(STORES[type(item)], item)

    async def _give_up(self, item: object, writer: Writer, run_id: str, error: Exception) -> int:
        """Let go of a task that would fail every night in the same way; gives how many repositories were left out."""
        match item:
            case Page():
                changed, failed = await writer.run(store_row_by_row, run_id, item)
                self._count_rows(item, changed)
                return failed
            case RepoTexts():
                why = {"README.md": f"could not be stored ({type(error).__name__})"}
                await writer.run(store_texts, RepoTexts(item.hub_id, item.repo_id, item.sha, {}, why))
            case _:
                await writer.run(frontier.done, *_task(item))
        return 1

    def _count_rows(self, page: Page, changed: int) -> None:
        self._count("rows/changed", changed)
        if page.walk in COMPLETE:  # of what the increment shows, the ids show every row once more
            self._count("rows/listed", len(page.rows))

    def _count(self, name: str, n: Any) -> None:  # noqa: ANN401 - Scrapy's stats take any number
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(name, n)


def _describe_neighbour(db: Database, learnt: Neighbour) -> None:
    store_neighbour(db, learnt, neighbour_row(learnt.facts))


STORES: dict[type, Callable[[Database, Any], None]] = {  # of items that need no run to be stored
    RepoTexts: store_texts, Linked: store_link, Neighbour: _describe_neighbour, System: store_system,
}  # fmt: skip


def _task(item: object) -> tuple[str, str]:
    """The walk and the key of the task an item ends."""
    match item:
        case Linked():
            return item.walk, item.address
        case Neighbour():
            return item.ref.kind.value, item.name
        case Gone() | ModelRow():
            return missing.WALK, item.hub_id
        case Named():
            return named.WALK, item.name
        case System():
            return systems.WALK, item.name
    raise TypeError(f"{type(item).__name__} ends no task")

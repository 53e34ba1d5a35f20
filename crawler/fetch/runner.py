"""Running one walk: a Scrapy crawl in this process, from start to finish, and its figures."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess

from crawler.fetch.limits import Gates
from crawler.fetch.services import Asked, Service
from crawler.fetch.settings import scrapy_settings
from crawler.store.database import Writer

STATS = {  # Scrapy's stats and ours -> columns of `runs`
    "requests/api": "requests_api",
    "requests/resolvers": "requests_resolvers",
    "requests/github": "requests_github",
    "downloader/response_bytes": "bytes",
    "rows/listed": "models_listed",
    "rows/changed": "models_changed",
    "rows/unreadable": "errors",
    "requests/given-up": "errors",
    "tasks/failed": "errors",
    "items/failed": "errors",
}


class WalkFailed(Exception):  # noqa: N818 - read as a sentence: the walk failed
    """A walk ended for another reason than having no work left."""


@dataclass(frozen=True, slots=True)
class Run:
    """What every walk of a run is given."""

    hub: str
    public: str  # the Hub's address as readers are told it
    github: str
    writer: Writer
    run_id: str
    services: Mapping[Asked, Service]
    contact: str
    figures: Counter[str]  # by column of `runs`
    gates: Gates = field(default_factory=lambda: Gates(time.monotonic))

    def walk(self, spider: type[Spider], title: str, total: int | None = None, **kwargs: Any) -> Spider:  # noqa: ANN401
        """Run one spider to its end and add its figures. Raises WalkFailed when it ended for another reason."""
        settings = scrapy_settings(self.services, self.contact) | {"WALK_TITLE": title, "WALK_TOTAL": total}
        process = AsyncCrawlerProcess(settings)
        logging.getLogger("scrapy").setLevel(logging.CRITICAL)  # else ten records a request are made and thrown away
        crawler = process.create_crawler(spider)
        failed: list[BaseException] = []
        for signal in (signals.item_error, signals.spider_error):
            crawler.signals.connect(lambda failure: failed.append(failure.value), signal, weak=False)
        process.crawl(crawler, hub=self.hub, writer=self.writer, run_id=self.run_id, gates=self.gates, **kwargs)
        process.start(install_signal_handlers=False)  # signals break the whole run off, not one walk: crawler.stopping
        assert crawler.stats is not None
        stats = crawler.stats.get_stats()
        for name, column in STATS.items():
            self.figures[column] += int(stats.get(name, 0))
        self.figures["errors"] += len(failed)
        if failed:
            raise WalkFailed(f"{title}: {type(failed[0]).__name__}: {failed[0]}") from failed[0]
        if stats.get("finish_reason") != "finished":
            raise WalkFailed(f"{title}: ended as {stats.get('finish_reason')!r}")
        assert crawler.spider is not None
        return crawler.spider

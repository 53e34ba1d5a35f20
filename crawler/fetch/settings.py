"""Scrapy's settings, each with its why."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from crawler.fetch.services import Asked, Service

PRODUCT = "hub-openness"  # what robots.txt may name
HANDLERS = {  # the web and nothing else: no file of this machine, whatever a stranger's address says
    "http": "crawler.fetch.download.LazyHandler", "https": "crawler.fetch.download.LazyHandler",
    "data": None, "file": None, "ftp": None, "s3": None,
}  # fmt: skip


def user_agent(contact: str) -> str:
    """Who asks, what for, and an address for complaints where one was given."""
    what = "; ".join(filter(None, ["licence and openness survey; reads cards and licence files only", contact]))
    return f"{PRODUCT}/{version('hub-openness')} ({what})"


def scrapy_settings(services: Mapping[Asked, Service], contact: str = "", *, timeout: float = 30) -> dict[str, Any]:
    """Settings of one walk: the services that are asked, and where their operators reach whoever runs this."""
    return {
        "TWISTED_REACTOR_ENABLED": False,  # several walks a process, one after the other (docs/decisions/0001)
        "DOWNLOAD_HANDLERS": HANDLERS,
        "SERVICES": dict(services),
        "USER_AGENT": user_agent(contact),
        "CONCURRENT_REQUESTS": 32,  # what really goes out at once is the rate-limit gate's decision
        "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
        "CONCURRENT_ITEMS": 1,  # the default makes 100 worker tasks an answer
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_TIMEOUT": timeout,
        "DOWNLOAD_MAXSIZE": 64_000_000,  # a heavy list page is 2-4 MB; texts have their own limit by X-Linked-Size
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,  # a truncated body is retried, not stored
        "DOWNLOAD_VERIFY_CERTIFICATES": True,  # a token travels
        "COOKIES_ENABLED": False,
        "REDIRECT_ENABLED": False,  # redirects are followed by hand: a token never crosses one
        "RETRY_ENABLED": False,  # one retry policy, in spiders.base
        "ROBOTSTXT_OBEY": False,  # APIs have rules of their own; of other hosts spiders.robots asks
        "HTTPERROR_ALLOW_ALL": True,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,  # on by default in 2.19: executes code posted to it
        "LOG_LEVEL": "CRITICAL",  # what goes wrong is counted, recorded and told at the end, not traced
        "DOWNLOADER_MIDDLEWARES": {"crawler.fetch.throttle.RateLimitMiddleware": 900},
        "ITEM_PIPELINES": {"pipelines.store.StorePipeline": 300},
        "EXTENSIONS": {"crawler.fetch.progress.ProgressExtension": 500},
    }

"""How bytes come in: over aiohttp, by Scrapy's own handler, which needs no reactor."""

from __future__ import annotations

from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler


class LazyHandler(AiohttpDownloadHandler):
    """Made for the first request of its scheme: each reads all certificates of the machine, and a scan has many walks.

    Scrapy has no public name for it yet; its version is pinned.
    """

    lazy = True

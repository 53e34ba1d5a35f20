"""One file of one repository at one commit: two hops at most, and no body that is stored already."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from crawler.addresses import may_follow
from crawler.fetch.limits import number
from crawler.hub import resolve_url, same_origin
from crawler.model import MAX_TEXT
from crawler.store.texts import NotFetched, Text, has_blob
from spiders.answers import header, moved_to
from spiders.base import TooLarge

if TYPE_CHECKING:
    from scrapy.http import Response

    from spiders.base import HubSpider

LARGEST_LFS = 1_000_000  # bytes; a licence someone put in LFS is fetched, a model is not
NOT_READABLE = {401: "gated", 403: "gated", 404: "listed, but not there when it was asked for"}


async def fetch_file(
    spider: HubSpider, repo_id: str, sha: str, path: str, kind: str = "models", *, public: bool = False
) -> Text | NotFetched:
    """Fetch one file; gives its text, or in words why it could not be had. May raise Unreachable.

    `public`: as anybody, without a token, which a private or gated repository answers as it answers everybody.
    """
    fetch = spider.fetch_public if public else spider.fetch
    try:
        response = await fetch(resolve_url(spider.hub, repo_id, sha, path, kind))
        for _ in range(3):  # /resolve/ -> /api/resolve-cache/ or the CDN; a renamed repository adds one
            if (target := moved_to(response)) is None:
                break
            oid = _oid(response)
            if oid is not None and await spider.writer.run(has_blob, oid):
                return Text(oid)
            if _too_large(response, target):
                return NotFetched("too large")
            if not may_follow(response.url, target):
                return NotFetched("redirected to an address that is not asked")
            response = await fetch(target)
    except TooLarge:
        return NotFetched("too large")
    if response.status == 200:
        return Text(git_oid(response.body), response.body)
    return NotFetched(NOT_READABLE.get(response.status, f"answered {response.status}"))


def git_oid(body: bytes) -> str:
    """The oid git gives these bytes: the Hub's ETag of an ordinary file."""
    return hashlib.sha1(b"blob %d\0" % len(body) + body, usedforsecurity=False).hexdigest()


def _oid(response: Response) -> str | None:
    """The blob oid a redirect names: in X-Linked-Etag, or in the address it points to. LFS names a sha256 instead."""
    etag = header(response, "X-Linked-Etag") or "".join(
        parse_qs(urlsplit(header(response, "Location")).query).get("etag", [])
    )
    oid = etag.removeprefix("W/").strip('"')
    return oid if len(oid) == 40 else None


def _too_large(response: Response, target: str) -> bool:
    size = header(response, "X-Linked-Size")
    limit = MAX_TEXT if same_origin(response.url, target) else LARGEST_LFS
    return (number(size) or 0) > limit

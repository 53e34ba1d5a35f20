"""A licence that a card links to, a file or a page: one try, allowed hosts only, never with a token."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from scrapy.exceptions import DownloadCancelledError
from scrapy.http import HtmlResponse

from crawler import patterns
from crawler.hub import LIVE_GITHUB
from crawler.store.texts import NotFetched, Text
from pipelines.licences import html_to_text
from pipelines.licences.links import allowed_link
from spiders.answers import moved_to
from spiders.base import Unreachable
from spiders.fetch_file import LARGEST_TEXT, fetch_file, git_oid

if TYPE_CHECKING:
    from scrapy.http import Response

    from spiders.texts import TextsSpider

ON_HUB = patterns.compile(r"https://huggingface\.co/(?P<repo>[\w.-]+/[\w.-]+)/resolve/(?P<rev>[^/]+)/(?P<path>.+)")
ON_GITHUB = patterns.compile(
    r"https://raw\.githubusercontent\.com/(?P<repo>[\w.-]+/[\w.-]+)/(?P<rev>[^/]+)/(?P<path>.+)"
)


async def fetch_link(spider: TextsSpider, url: str) -> Text | NotFetched:
    """Fetch a linked licence (pages as text); gives it, or in words why it could not be had."""
    if (on_hub := ON_HUB.fullmatch(url)) is not None:
        return await fetch_file(spider, on_hub["repo"], unquote(on_hub["rev"]), unquote(on_hub["path"]))
    asked = _on_other_host(url, spider.github)
    try:
        for _ in range(3):
            response = await spider.fetch(asked, tries=1, headers={"Accept": "application/vnd.github.raw+json, */*"})
            if (target := moved_to(response)) is None:
                break
            if not allowed_link(asked := target):
                return NotFetched("redirected to a host that is not asked")
    except Unreachable as error:
        return NotFetched(f"unreachable: {error}"[:300])
    except DownloadCancelledError:
        return NotFetched("too large")
    return _text(response)


def _on_other_host(url: str, github: str) -> str:
    """GitHub's raw files are asked for where the run's code host is, when that is not the live one."""
    match = ON_GITHUB.fullmatch(url)
    if match is None or github == LIVE_GITHUB:
        return url
    return f"{github}/repos/{match['repo']}/contents/{match['path']}?ref={quote(match['rev'])}"


def _text(response: Response) -> Text | NotFetched:
    if response.status != 200:
        return NotFetched(f"answered {response.status}")
    if len(response.body) > LARGEST_TEXT:
        return NotFetched("too large")
    body = html_to_text(response.body).encode() if isinstance(response, HtmlResponse) else response.body
    return Text(git_oid(body), body)

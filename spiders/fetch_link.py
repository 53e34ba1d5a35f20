"""A licence that a card links to, a file or a page: allowed hosts only, public ones only, never with a token."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from scrapy.http import HtmlResponse

from crawler import patterns
from crawler.addresses import hub_file, plain_path
from crawler.hub import LIVE_GITHUB
from crawler.model import MAX_TEXT
from crawler.store.texts import NotFetched, Text
from pipelines.licences import html_to_text
from pipelines.licences.links import allowed_link
from spiders.answers import moved_to
from spiders.base import TooLarge
from spiders.fetch_file import fetch_file, git_oid

if TYPE_CHECKING:
    from scrapy.http import Response

    from spiders.base import HubSpider
    from spiders.robots import Robots

ON_HUB = "https://huggingface.co/"
ON_GITHUB = patterns.compile(
    r"https://raw\.githubusercontent\.com/(?P<repo>[\w.-]+/[\w.-]+)/(?P<rev>[^/]+)/(?P<path>.+)"
)
ACCEPT = {"Accept": "application/vnd.github.raw+json, */*"}
MOST_MOVES = 3


async def fetch_link(spider: HubSpider, robots: Robots, github: str, url: str) -> Text | NotFetched:
    """Fetch a linked licence (pages as text); gives it, or in words why it could not be had. May raise Unreachable."""
    try:
        for _ in range(MOST_MOVES):
            if not allowed_link(url) or plain_path(url) is None:
                return NotFetched("not an address that is asked")
            if url.startswith(ON_HUB):
                return await _on_hub(spider, url)
            if (asked := on_other_host(url, github)) == url and not await robots.allow(url):
                return NotFetched("the host's robots.txt does not allow it")
            response = await spider.fetch_public(asked, headers=ACCEPT)
            if (target := moved_to(response)) is None:
                return _text(response)
            url = target
    except TooLarge:
        return NotFetched("too large")
    return NotFetched("redirected too often")


async def _on_hub(spider: HubSpider, url: str) -> Text | NotFetched:
    """A file of a public repository; no other address of the Hub is asked for because a card says so."""
    file = hub_file(url)
    if file is None:
        return NotFetched("not a file of a repository")
    return await fetch_file(spider, file.repo_id, file.revision, file.path, public=True)


def on_other_host(url: str, github: str) -> str:
    """Where an address is asked for: GitHub's raw files at the run's code host, when that is not the live one."""
    match = ON_GITHUB.fullmatch(url)
    if match is None or github == LIVE_GITHUB:
        return url
    return f"{github}/repos/{match['repo']}/contents/{match['path']}?ref={quote(match['rev'])}"


def _text(response: Response) -> Text | NotFetched:
    if response.status != 200:
        return NotFetched(f"answered {response.status}")
    if len(response.body) > MAX_TEXT:
        return NotFetched("too large")
    body = html_to_text(response.body).encode() if isinstance(response, HtmlResponse) else response.body
    return Text(git_oid(body), body)

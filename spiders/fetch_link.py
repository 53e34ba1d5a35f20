"""A licence that a card links to, a file or a page: one try, allowed hosts only, never with a token."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin

from scrapy.exceptions import DownloadCancelledError
from scrapy.http import HtmlResponse

from crawler import patterns
from crawler.hub import LIVE_GITHUB
from crawler.store.texts import Text
from pipelines.licences import allowed_link, html_to_text
from spiders.base import Unreachable
from spiders.fetch_file import LARGEST_TEXT, fetch_file, git_oid

if TYPE_CHECKING:
    from scrapy.http import Response

    from spiders.texts import TextsSpider

ON_HUB = patterns.compile(r"https://huggingface\.co/(?P<repo>[\w.-]+/[\w.-]+)/resolve/(?P<rev>[^/]+)/(?P<path>.+)")
ON_GITHUB = patterns.compile(
    r"https://raw\.githubusercontent\.com/(?P<repo>[\w.-]+/[\w.-]+)/(?P<rev>[^/]+)/(?P<path>.+)"
)


async def fetch_link(spider: TextsSpider, url: str) -> Text | str:
    """Fetch a linked licence (pages as text); gives it, or in words why it could not be had."""
    if (on_hub := ON_HUB.fullmatch(url)) is not None:
        return await fetch_file(spider, on_hub["repo"], unquote(on_hub["rev"]), unquote(on_hub["path"]))
    asked = _on_other_host(url, spider.github)
    try:
        for _ in range(3):
            response = await spider.fetch(asked, tries=1, headers={"Accept": "application/vnd.github.raw+json, */*"})
            if response.status not in (301, 302, 303, 307, 308):
                break
            asked = urljoin(asked, (response.headers.get("Location") or b"").decode("latin-1"))
            if not allowed_link(asked):
                return "redirected to a host that is not asked"
    except Unreachable as error:
        return f"unreachable: {error}"[:300]
    except DownloadCancelledError:
        return "too large"
    return _text(response)


def _on_other_host(url: str, github: str) -> str:
    """GitHub's raw files are asked for where the run's code host is, when that is not the live one."""
    match = ON_GITHUB.fullmatch(url)
    if match is None or github == LIVE_GITHUB:
        return url
    return f"{github}/repos/{match['repo']}/contents/{match['path']}?ref={quote(match['rev'])}"


def _text(response: Response) -> Text | str:
    if response.status != 200:
        return f"answered {response.status}"
    if len(response.body) > LARGEST_TEXT:
        return "too large"
    body = html_to_text(response.body).encode() if isinstance(response, HtmlResponse) else response.body
    return Text(git_oid(body), body)

"""A licence page that a card links to: one try, allowed hosts only, never with a token."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from scrapy.exceptions import DownloadCancelledError

from crawler.store.texts import Text
from pipelines.licences import allowed_link
from spiders.base import Unreachable
from spiders.files import fetch_file, git_oid

if TYPE_CHECKING:
    from spiders.base import HubSpider

HUB_FILE = re.compile(
    r"https://(?:huggingface\.co|hf\.co)/(?P<kind>datasets/)?(?P<repo>[\w.-]+(?:/[\w.-]+)?)"
    r"/(?:blob|resolve|raw)/(?P<rev>[^/?#]+)/(?P<path>[^?#]+)"
)


async def fetch_link(spider: HubSpider, url: str) -> Text | str:
    """Fetch a linked licence; gives its text, or in words why it could not be had."""
    if (on_hub := HUB_FILE.match(url)) is not None:
        kind = "datasets" if on_hub["kind"] else "models"
        return await fetch_file(spider, on_hub["repo"], unquote(on_hub["rev"]), unquote(on_hub["path"]), kind)
    try:
        for _ in range(3):
            response = await spider.fetch(url, tries=1)
            if response.status not in (301, 302, 303, 307, 308):
                break
            url = urljoin(url, (response.headers.get("Location") or b"").decode("latin-1"))
            if not allowed_link(url):
                return "redirected to a host that is not asked"
    except Unreachable as error:
        return f"unreachable: {error}"[:300]
    except DownloadCancelledError:
        return "too large"
    return Text(git_oid(response.body), response.body) if response.status == 200 else f"answered {response.status}"

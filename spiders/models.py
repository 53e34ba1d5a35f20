"""The walks over list pages: every model, a thousand to a request; nothing is asked of a repository by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from typing import TYPE_CHECKING, Any

from scrapy.http import JsonResponse

from crawler.hub import HEAVY, LIGHT, PAGE, ModelRow, list_url, model_row, next_url, with_limit
from crawler.store.sweep import Page
from spiders.answers import header
from spiders.base import HubSpider, Unreachable

if TYPE_CHECKING:
    from scrapy.http import Response

SMALLER = (PAGE, 500, 200, 50)  # rows to a page: heavy pages are known to time out (huggingface_hub issue 2460)


class ModelsSpider(HubSpider):
    """One walk: `sweep` (by creation date, never repeats nor skips), or `increment` (newest commits first)."""

    name = "models"
    most_storing = 3  # pages of a thousand rows, megabytes each

    def __init__(
        self,
        walk: str,
        opened: Callable[[ModelRow], bool],
        cursor: str | None = None,
        until: str = "",
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(**kwargs)
        self.walk, self.opened, self.until = walk, opened, until
        self.first = cursor or first_page(self.hub, walk)
        self.complete, self.stopped_by = False, ""

    async def items(self) -> AsyncIterator[Page]:
        """One item a page. A page that cannot be had leaves the walk incomplete."""
        url: str | None = self.first
        visited: set[str] = set()
        while url:
            visited.add(url)
            try:
                response = await self._page(url, visited)
            except Unreachable as error:
                self.stopped_by = str(error)
                return
            rows = tuple(_rows(response))
            older = self.walk == "increment" and all(str(r.columns.get("last_modified", "")) < self.until for r in rows)
            url = None if older else next_url(header(response, "Link"), response.url)
            yield Page(self.walk, rows, url, self.opened)
        self.complete = True

    async def _page(self, url: str, visited: set[str]) -> Response:
        """One page, asked for with fewer rows where the Hub cannot make it; never a page that points back."""
        for limit in SMALLER:
            asked = with_limit(url, limit)
            try:
                response = await self.fetch(asked)
            except Unreachable:
                if limit == SMALLER[-1]:
                    raise
                continue
            following = next_url(header(response, "Link"), response.url)
            if isinstance(response, JsonResponse) and response.status == 200 and following not in visited:
                return response
        raise Unreachable(f"{url}: no usable page, last answer {response.status}")


def first_page(hub: str, walk: str) -> str:
    """Where a walk begins: everything for a first sweep, ids and dates for the nightly one."""
    if walk == "increment":
        return list_url(hub, sort="lastModified", expand=HEAVY)
    return list_url(hub, sort="createdAt", expand=LIGHT if walk == "ids" else HEAVY)


def _rows(response: Response) -> Iterable[ModelRow]:
    assert isinstance(response, JsonResponse)
    for row in response.json():
        try:
            yield model_row(row)
        except (ValueError, AttributeError):  # a row that names no repository cannot be stored under any name
            continue

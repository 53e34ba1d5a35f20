"""The walks over list pages: every model, a thousand to a request; nothing is asked of a repository by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from crawler.addresses import next_page
from crawler.fetch.errors import TooLong
from crawler.hub import HEAVY, LIGHT, PAGE, ModelRow, list_url, model_rows, with_limit
from crawler.store.sweep import Page
from spiders.answers import header, json_of
from spiders.base import HubSpider, TooLarge, Unreachable

MOST_EMPTY = 5  # pages
LEAST_ROWS = 20  # a page on average, after the first hundred
MOST_UNREADABLE = 0.01  # share of rows; a list of which more is lost is not believed
MOST_PAGES = 200_000  # of one walk
SMALLER = (PAGE, 500, 200, 50)  # rows to a page: heavy pages are known to time out (huggingface_hub issue 2460)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page as it was answered: public rows, how many could not be read, how many there were, the next page."""

    rows: tuple[ModelRow, ...]
    unreadable: int
    n: int
    following: str | None


@dataclass(slots=True)
class Bounds:
    """What ends a list that has no end: a repeated page, empty pages, more pages than rows could fill."""

    visited: set[str] = field(default_factory=set)  # addresses, whatever number of rows they ask for
    firsts: set[str] = field(default_factory=set)  # first row of every page
    pages: int = 0
    rows: int = 0
    unreadable: int = 0
    empty: int = 0  # in a row

    def passed(self, listed: Listed) -> str:
        """Why the walk goes no further after this page; empty while it does."""
        self.pages, self.rows = self.pages + 1, self.rows + listed.n
        self.empty = 0 if listed.n else self.empty + 1
        first = listed.rows[0].hub_id if listed.rows else ""
        if first in self.firsts:
            return f"the list repeats itself: a second page begins with {first}"
        self.firsts |= {first} - {""}
        if self.empty >= MOST_EMPTY:
            return f"{self.empty} empty pages in a row, and each names another one"
        if self.pages > MOST_PAGES or self.pages > 100 + self.rows / LEAST_ROWS:
            return f"{self.pages} pages for {self.rows} rows, and the last one names another one"
        return ""


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
        """One item a page. A page that cannot be had leaves the walk incomplete, and so does a list without an end."""
        url: str | None = self.first
        bounds = Bounds()
        while url:
            bounds.visited.add(with_limit(url, PAGE))
            try:
                listed = await self._page(url, bounds)
            except (Unreachable, TooLong) as error:
                self.stopped_by = str(error)
                return
            url = None if self._older(listed.rows) else listed.following
            if (why := bounds.passed(listed)) and url:
                self.stopped_by = why
                return
            self._count("rows/unreadable", listed.unreadable)
            bounds.unreadable += listed.unreadable
            yield Page(self.walk, listed.rows, url, self.opened)
        if bounds.unreadable > max(10, bounds.rows * MOST_UNREADABLE):
            self.stopped_by = f"{bounds.unreadable} of {bounds.rows} rows could not be read"
        self.complete = not self.stopped_by

    def _older(self, rows: tuple[ModelRow, ...]) -> bool:
        dates = [str(row.columns.get("last_modified", "")) for row in rows]
        return self.walk == "increment" and bool(dates) and max(dates) < self.until

    async def _page(self, url: str, bounds: Bounds) -> Listed:
        """One page, asked for with fewer rows where the Hub cannot make it; never a page that points back."""
        why = ""
        for limit in SMALLER:
            try:
                response = await self.fetch(with_limit(url, limit))
                why = f"last answer {response.status}"
                if (rows := json_of(response, list)) is not None:
                    following = next_page(header(response, "Link"), response.url)
                    public, unreadable = model_rows(rows)
                    listed = Listed(public, unreadable, len(rows), following)
                    if not following or with_limit(following, PAGE) not in bounds.visited:
                        return listed
                    why = "the next page is one that was read"
            except (Unreachable, TooLarge, ValueError) as error:
                why = f"too large: {error}" if isinstance(error, TooLarge) else str(error)
        raise Unreachable(f"{url}: no usable page, {why}")


def first_page(hub: str, walk: str) -> str:
    """Where a walk begins: everything for a first sweep, ids and dates for the nightly one."""
    if walk == "increment":
        return list_url(hub, sort="lastModified", expand=HEAVY)
    return list_url(hub, sort="createdAt", expand=LIGHT if walk == "ids" else HEAVY)

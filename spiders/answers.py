"""Reading an answer's headers and redirects, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from scrapy.http import Response

MOVED = frozenset({301, 302, 303, 307, 308})


def header(response: Response, name: str) -> str:
    """A header's value; empty where there is none."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else ""


def moved_to(response: Response) -> str | None:
    """The address a redirect points to, absolute; None where the answer is none."""
    location = header(response, "Location")
    return urljoin(response.url, location) if response.status in MOVED and location else None

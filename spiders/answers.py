"""Reading an answer's headers, redirects and JSON, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urljoin

from scrapy.http import JsonResponse

if TYPE_CHECKING:
    from scrapy.http import Response

T = TypeVar("T")
MOVED = frozenset({301, 302, 303, 307, 308})


def header(response: Response, name: str) -> str:
    """A header's value; empty where there is none."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else ""


def json_of(response: Response, kind: type[T]) -> T | None:
    """The body of a successful answer, when it is JSON of that kind; None for everything else a server can say."""
    if response.status != 200 or not isinstance(response, JsonResponse):
        return None
    try:
        value = response.json()
    except (ValueError, RecursionError):  # no JSON, or nested deeper than anything the Hub means
        return None
    return value if isinstance(value, kind) else None


def moved_to(response: Response) -> str | None:
    """The address a redirect points to, absolute; None where the answer is none."""
    location = header(response, "Location")
    return urljoin(response.url, location) if response.status in MOVED and location else None

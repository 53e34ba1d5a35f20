"""Why a request was not sent."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class TooLong(IgnoreRequest):
    """The bucket stays closed for longer than the request may wait."""

"""Who is asked, and with whose credential: a token belongs to a service and never follows an address."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from crawler.hub import same_origin


class Asked(StrEnum):
    """Whom a request is meant for."""

    HUB = "hub"
    GITHUB = "github"
    PUBLIC = "public"  # what anybody may read, on whatever host: never with a token


@dataclass(frozen=True, slots=True)
class Service:
    """A service with its address and the caller's token for it (empty: none)."""

    address: str
    token: str = field(default="", repr=False)

    def token_for(self, url: str) -> str:
        """The token where `url` is on this service's own scheme, host and port; else empty."""
        return self.token if same_origin(url, self.address) else ""

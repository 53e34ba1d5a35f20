"""What the server was asked, for tests: counters, never part of an answer of the Hub."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

MAX_BLOBS = 100_000  # distinct files counted one by one


@dataclass(slots=True)
class Stats:
    """Counters since the start or the last reset."""

    buckets: Counter[str] = field(default_factory=Counter)
    endpoints: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    blobs: Counter[str] = field(default_factory=Counter)
    bodies: int = 0

    def sent(self, oid: str) -> None:
        """Count one file whose content was sent."""
        self.bodies += 1
        if oid in self.blobs or len(self.blobs) < MAX_BLOBS:
            self.blobs[oid] += 1

    def reset(self) -> None:
        for counter in (self.buckets, self.endpoints, self.statuses, self.faults, self.blobs):
            counter.clear()
        self.bodies = 0

    def as_json(self) -> dict[str, object]:
        return {
            "requests": self.endpoints.total(),
            "buckets": dict(self.buckets),
            "endpoints": dict(self.endpoints),
            "statuses": dict(self.statuses),
            "too_many_requests": self.statuses["429"],
            "faults": dict(self.faults),
            "bodies": self.bodies,
            "blobs": dict(self.blobs),
        }


def endpoint_of(path: str) -> str:
    """The kind of endpoint an address belongs to, as counted: `list`, `info`, `tree`, `resolve`, `github` ..."""
    segments = path.split("/")[1:]
    if segments[0] == "repos":
        return "github"
    if segments[0] == "cdn":
        return "cdn"
    if segments[0] == "api":
        return _api_endpoint(segments[1:])
    return next((part for part in ("resolve", "raw", "blob") if part in segments), "page")


def _api_endpoint(segments: list[str]) -> str:
    if segments[0] == "resolve-cache":
        return "resolve-cache"
    if segments[0] not in ("models", "datasets"):
        return segments[0]
    if len(segments) == 1:
        return "list"
    parts = ("revision", "tree", "paths-info", "refs", "commits", "auth-check")
    return next((part for part in parts if part in segments[2:4]), "info")

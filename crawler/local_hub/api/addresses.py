"""Reading addresses: which repository, revision and file a path speaks of.

Paths are taken as they came over the wire, still percent-encoded, because `refs%2Fpr%2F1` is one segment.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from urllib.parse import quote, unquote

from crawler.local_hub.repos.repo import KINDS, Kind

API_PARTS = frozenset(["revision", "tree", "paths-info", "refs", "commits", "auth-check"])
FILE_PARTS = frozenset(["resolve", "raw", "blob"])


@dataclass(frozen=True, slots=True)
class Place:
    """A repository and what is asked of it: `part` is "" for the repository itself, `rest` what follows, decoded."""

    kind: Kind
    repo_id: str
    part: str = ""
    rest: tuple[str, ...] = ()
    encoded_rest: str = ""

    @property
    def revision(self) -> str:
        return self.rest[0] if self.rest else ""

    @property
    def path(self) -> str:
        return "/".join(self.rest[1:])

    def under(self, repo_id: str) -> str:
        """The same address for another repository name, from the kind onwards."""
        tail = f"/{self.part}{self.encoded_rest}" if self.part else ""
        return f"{quote(repo_id)}{tail}"


def api_place(path: str) -> Place | None:
    """`/api/{kind}/{id}[/part/...]`, None when it is no such address."""
    _, _, kind, *segments = path.split("/")
    return _place(kind, segments, API_PARTS) if kind in KINDS and segments else None


def file_place(path: str) -> Place | None:
    """`/[datasets/]{id}/resolve/{revision}/{path}` and its like, None when it is no such address."""
    segments = path.split("/")[1:]
    kind: Kind = "models"
    if segments[0] in KINDS:
        kind, segments = segments[0], segments[1:]
    found = _place(kind, segments, FILE_PARTS)
    return found if found and found.part and found.path else None


def _place(kind: Kind, segments: list[str], parts: Container[str]) -> Place | None:
    """Split at the first word that is a part of the address: behind namespace/name, or behind a canonical name."""
    at = next((n for n in (2, 1) if len(segments) > n and segments[n] in parts), len(segments))
    names = [unquote(segment) for segment in segments[:at]]
    if at > 2 or not all(names) or any("/" in name for name in names):
        return None
    repo_id = "/".join(names)
    rest = segments[at + 1 :]
    encoded = "".join(f"/{segment}" for segment in rest)
    part = segments[at] if at < len(segments) else ""
    return Place(kind, repo_id, part, tuple(unquote(segment) for segment in rest), encoded)

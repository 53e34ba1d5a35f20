"""A set of repositories the server can look up and walk in the Hub's orders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from crawler.local_hub.repos.repo import Kind, Repo

SORT_KEYS: dict[str, Callable[[Repo], str | int]] = {
    "lastModified": lambda repo: repo.last_modified,
    "createdAt": lambda repo: repo.created_at,
    "downloads": lambda repo: repo.downloads,
    "likes": lambda repo: repo.likes,
    "trendingScore": lambda repo: repo.trending_score,
}
DEFAULT_SORT = "trendingScore"


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a list: behind the row with this sort value and `_id`. Values descend, ids ascend among equals."""

    value: str | int
    hub_id: str

    def __lt__(self, other: Position) -> bool:
        if self.value == other.value:
            return self.hub_id < other.hub_id
        return self.value > other.value  # type: ignore[operator]  # one list has one type of sort value


def position(repo: Repo, sort: str) -> Position:
    return Position(SORT_KEYS[sort](repo), repo.hub_id)


class Catalogue(Protocol):
    """Where the server's repositories come from."""

    def get(self, kind: Kind, repo_id: str) -> Repo | None:
        """The repository of that name, whoever may see it."""

    def renamed(self, kind: Kind, repo_id: str) -> str | None:
        """The present name of a repository that once had this name."""

    def walk(self, kind: Kind, sort: str, after: Position | None) -> Iterator[Repo]:
        """All repositories in the order of `sort`, from behind `after`."""

    def count(self, kind: Kind) -> int: ...

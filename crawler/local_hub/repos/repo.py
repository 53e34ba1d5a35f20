"""What the server knows of one repository, wherever it comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final, Literal, Protocol

from crawler.local_hub.repos.blobs import Blob

Kind = Literal["models", "datasets"]
Gate = Literal[False, "auto", "manual"]
KINDS: Final[tuple[Kind, ...]] = ("models", "datasets")


class Absent:
    """The value of a field that a repository does not have: its key is left out, which is not the same as null."""


ABSENT: Final = Absent()


class Repo(Protocol):
    """One repository at its head commit. Dates are the Hub's strings, `2026-04-22T06:04:45.000Z`, and sort as text."""

    @property
    def kind(self) -> Kind: ...
    @property
    def id(self) -> str: ...
    @property
    def hub_id(self) -> str:
        """The `_id` that stays through renames: 24 hex digits, the first 8 being the second of creation."""

    @property
    def created_at(self) -> str: ...
    @property
    def last_modified(self) -> str: ...
    @property
    def downloads(self) -> int: ...
    @property
    def likes(self) -> int: ...
    @property
    def trending_score(self) -> int: ...
    @property
    def private(self) -> bool: ...
    @property
    def disabled(self) -> bool: ...
    @property
    def gated(self) -> Gate: ...
    @property
    def granted(self) -> frozenset[str]:
        """Tokens that may read the files although the repository is gated or private."""

    @property
    def sha(self) -> str: ...
    @property
    def tags(self) -> list[str]: ...
    @property
    def pipeline_tag(self) -> str | None: ...
    @property
    def library_name(self) -> str | None: ...
    @property
    def card_data(self) -> object:
        """The front matter as JSON, or ABSENT."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file of the head commit, sorted."""

    @property
    def files(self) -> Mapping[str, Blob]: ...
    @property
    def extra(self) -> Mapping[str, object]:
        """Further fields of the Hub's info JSON, served as they are: config, safetensors, gguf, model-index ..."""


def author(repo_id: str) -> str | None:
    """The namespace, or None for a canonical repository."""
    return repo_id.partition("/")[0] if "/" in repo_id else None


def hex_digest(*parts: object, size: int = 20) -> str:
    """A stable made-up object id: the hex of `size` bytes over the parts."""
    return hashlib.blake2b("\0".join(map(str, parts)).encode("utf-8", "surrogateescape"), digest_size=size).hexdigest()

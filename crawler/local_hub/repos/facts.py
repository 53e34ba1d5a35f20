"""The facts file of a repository in a hub directory, read strictly: a slip in it is named, never served."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from crawler.local_hub.repos.repo import Gate
from crawler.local_hub.repos.strict_json import HubDirectoryError, date, read_object, text, texts, typed

FACTS_FILE = ".hub.json"
BACKFILL = "2022-03-02T23:29:04.000Z"  # the Hub's date of creation for everything older
SHA, SHA256, HUB_ID = (re.compile(f"[0-9a-f]{{{n}}}") for n in (40, 64, 24))
IMPOSSIBLE_PATH = re.compile(r"^$|^/|/$|//|(^|/)\.\.(/|$)")
DATES = ("createdAt", "lastModified")
NUMBERS = ("downloads", "likes", "trendingScore")
OURS = frozenset(("_id", "sha", "gated", "private", "disabled", "tags", "granted", "files", *DATES, *NUMBERS))


class Listed(NamedTuple):
    """A file that the facts list; it may be on disk as well, where size and bytes come from then."""

    path: str
    size: int
    lfs: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What `.hub.json` may say. `extra` holds every other key, served as a field of the Hub's info JSON."""

    hub_id: str = ""
    sha: str = ""
    created_at: str = BACKFILL
    last_modified: str = ""
    gated: Gate = False
    private: bool = False
    disabled: bool = False
    downloads: int = 0
    likes: int = 0
    trending_score: int = 0
    tags: tuple[str, ...] = ()
    granted: frozenset[str] = frozenset()
    files: tuple[Listed, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)


def read_facts(file: str) -> Facts | None:
    """The facts in `file`, None where there is none; raises HubDirectoryError where they are not sound."""
    try:
        raw = read_object(file)
        return None if raw is None else _facts(raw)
    except (TypeError, ValueError) as error:
        raise HubDirectoryError(f"{file}: {error}") from error


def _facts(raw: Mapping[str, object]) -> Facts:
    created = date(raw, "createdAt") or BACKFILL
    return Facts(
        hub_id=text(raw, "_id", HUB_ID),
        sha=text(raw, "sha", SHA),
        created_at=created,
        last_modified=date(raw, "lastModified") or created,
        gated=_gate(raw.get("gated")),
        private=typed(raw, "private", bool) or False,
        disabled=typed(raw, "disabled", bool) or False,
        downloads=typed(raw, "downloads", int) or 0,
        likes=typed(raw, "likes", int) or 0,
        trending_score=typed(raw, "trendingScore", int) or 0,
        tags=texts(raw, "tags"),
        granted=frozenset(texts(raw, "granted")),
        files=tuple(map(_listed, typed(raw, "files", list) or ())),
        extra={key: value for key, value in raw.items() if key not in OURS},
    )


def _gate(value: object) -> Gate:
    if value not in (None, False, "", "auto", "manual"):
        raise ValueError(f'"gated" must be false, "auto" or "manual", not {value!r}')
    return cast("Gate", value or False)


def _listed(entry: object) -> Listed:
    """One entry of "files", checked without ceremony: a large hub directory has hundreds of thousands."""
    if not isinstance(entry, dict):
        raise TypeError('"files" must be a list of {"path", "size", "lfs"}')
    path, size, lfs = entry.get("path"), entry.get("size") or 0, entry.get("lfs") or False
    if type(path) is not str or type(size) is not int or type(lfs) is not bool:
        raise TypeError('"files" must be a list of {"path", "size", "lfs"}')
    if size < 0 or IMPOSSIBLE_PATH.search(path):
        raise ValueError(f'"files" holds an impossible entry: {path!r}, {size} bytes')
    return Listed(path, size, lfs, text(entry, "sha256", SHA256) if "sha256" in entry else "")

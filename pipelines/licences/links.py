"""Where a card's `license_link` leads: a file of this repository, or an address that may be fetched."""

from __future__ import annotations

from functools import cache
from urllib.parse import unquote, urlsplit

from crawler import patterns
from pipelines import wording
from pipelines.declared.licence import declared
from pipelines.repository import Repository

_HUB = ("huggingface.co", "hf.co")
_HUB_FILE = patterns.compile(r"/(?P<repo>[\w.-]+/[\w.-]+)/(?:blob|resolve|raw)/(?P<revision>[^/]+)/(?P<path>.+)")
_GITHUB_FILE = patterns.compile(r"/(?P<repo>[\w.-]+/[\w.-]+)/(?:blob|raw)/(?P<path>.+)")


@cache
def _hosts() -> frozenset[str]:
    return frozenset(wording.table("pipelines.licences", "hosts")["hosts"])


def linked_licence(repository: Repository) -> str | None:
    """What to read for `license_link`: a path of this repository, else an https address on an allowed host, else None.

    The text of an address is expected in the snapshot's `texts` under that very address (a page as `html_to_text` gives
    it).
    """
    link = declared(repository).link.strip()
    if not link:
        return None
    path = own_path(link, repository)
    return path if path is not None else _address(link)


def allowed_link(address: str) -> bool:
    """May this address be fetched for a licence: https, a host on the list, no port and no user of its own."""
    parts = _parts(address)
    return parts is not None and address.startswith("https://") and parts[0] in _hosts()


def own_path(link: str, repository: Repository) -> str | None:
    """The file of this repository that a link means, or None."""
    parts = _parts(link)
    if parts is None:
        path = unquote(link).split("#")[0].removeprefix("./").lstrip("/")
    elif (
        (found := _HUB_FILE.fullmatch(parts[1]))
        and parts[0] in _HUB
        and _same(found["repo"], repository.snapshot.repo_id)
    ):
        path = unquote(found["path"])
    else:
        return None
    return path if path in (repository.snapshot.files or ()) or path in repository.snapshot.texts else None


def _same(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _parts(link: str) -> tuple[str, str] | None:
    """Host and path of an https address on the default port; None for anything else."""
    try:
        split = urlsplit(link)
        plain = split.scheme in ("http", "https") and split.port in (None, 443, 80) and not split.username
    except ValueError:
        return None
    return (split.hostname or "", split.path) if plain else None


def _address(link: str) -> str | None:
    parts = _parts(link)
    if parts is None or parts[0] not in _hosts():
        return None
    host, path = parts
    if host in _HUB:
        found = _HUB_FILE.fullmatch(path)
        return f"https://huggingface.co/{found['repo']}/resolve/{found['revision']}/{found['path']}" if found else None
    if host == "github.com":
        found = _GITHUB_FILE.fullmatch(path)
        return f"https://raw.githubusercontent.com/{found['repo']}/{found['path']}" if found else None
    return f"https://{host}{path}"

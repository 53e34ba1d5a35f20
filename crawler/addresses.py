"""Which addresses may be asked for because a stranger's text or a redirect names them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from crawler import patterns
from crawler.hub import next_url, same_origin

HUB_HOSTS = ("huggingface.co", "hf.co")  # the Hub's own; its file stores are hosts below them
_CONTROL = patterns.compile(r"[\x00-\x20\x7f\\]")
_ENCODED = patterns.compile(r"%[0-9a-fA-F]{2}")
_REPO = patterns.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*/[A-Za-z0-9_][A-Za-z0-9_.-]*")
_HUB_FILE = patterns.compile(r"/(?P<repo>[^/]+/[^/]+)/(?:resolve|raw|blob)/(?P<revision>[^/]+)/(?P<path>.+)")
_RESERVED = frozenset({"api", "datasets", "spaces", "models", "docs", "login", "oauth", "settings", "organizations"})


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of a model's repository, decoded."""

    repo_id: str
    revision: str
    path: str


def plain_path(url: str) -> str | None:
    """The decoded path of an address; None where a server could take it for another one than it looks like.

    That is: dots that climb, empty parts, what is encoded twice, control characters and backslashes.
    """
    path = unquote(urlsplit(url).path)
    parts = path.split("/")[1:]
    if _CONTROL.search(path.replace(" ", "_")) or _ENCODED.search(path):
        return None
    return None if any(part in (".", "..") for part in parts) or "" in parts[:-1] else path


def hub_file(url: str) -> HubFile | None:
    """The repository's file that an address of the Hub means; None for every other address of the Hub."""
    if plain_path(url) is None or (found := _HUB_FILE.fullmatch(urlsplit(url).path)) is None:
        return None
    file = HubFile(*(unquote(found[name]) for name in ("repo", "revision", "path")))
    named = _REPO.fullmatch(file.repo_id) and file.repo_id.partition("/")[0].lower() not in _RESERVED
    return file if named and "" not in file.revision.split("/") else None


def next_page(link: str, asked: str) -> str | None:
    """Address of the next page of a list; None on the last one.

    Raises ValueError where it leads to another host, which would be given the token, or away from the list.
    """
    url = next_url(link, asked)
    if url is not None and not (same_origin(url, asked) and urlsplit(url).path == urlsplit(asked).path):
        raise ValueError(f"the next page lies elsewhere: {url[:100]}")
    return url


def may_follow(url: str, target: str) -> bool:
    """May a file that was asked for at `url` be had from `target`, where its server points to?

    On the same origin only another file address; else over https from a host of the Hub's, without user or port.
    """
    if plain_path(target) is None:
        return False
    parts = urlsplit(target)
    if same_origin(url, target):
        return "/resolve/" in parts.path or parts.path.startswith("/api/resolve-cache/")
    at_hub = any(parts.netloc == host or parts.netloc.endswith(f".{host}") for host in HUB_HOSTS)
    return parts.scheme == "https" and at_hub

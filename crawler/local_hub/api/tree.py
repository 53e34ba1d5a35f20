"""File listings: the tree of a folder, page by page, and chosen paths."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from crawler.local_hub.answers import HubError, bad_request, to_json
from crawler.local_hub.api.query import page_size
from crawler.local_hub.repos.blobs import Blob
from crawler.local_hub.repos.repo import Repo, hex_digest

Entry = dict[str, object]
PAGE, EXPANDED_PAGE = 1000, 100
MAX_PATHS = 2000
MAX_BODY = 4_000_000  # bytes of a paths-info request
SAFE: Mapping[str, object] = {
    "status": "safe",
    "avScan": {"status": "safe"},
    "pickleImportScan": {"status": "safe", "pickleImports": []},
}


def tree(request: Request, repo: Repo, folder: str) -> Response:
    """`GET .../tree/{revision}[/{path}]`: entries by path, folders included."""
    params = request.query_params
    expand = params.get("expand") == "true"
    entries = _entries(repo, folder, recursive=params.get("recursive") == "true")
    if folder and not entries:
        raise HubError(404, "Entry not found", "EntryNotFound")
    limit = page_size(params.get("limit"), EXPANDED_PAGE if expand else PAGE)
    after = _decode(params.get("cursor"))
    left = [path for path in sorted(entries) if after is None or path > after]
    page = [_with_commit(entries[path], repo) if expand else entries[path] for path in left[:limit]]
    headers = {}
    if len(left) > limit:
        headers["Link"] = f'<{request.url.include_query_params(cursor=_encode(left[limit - 1]))}>; rel="next"'
    return to_json(page, headers=headers)


def _entries(repo: Repo, folder: str, recursive: bool) -> dict[str, Entry]:
    prefix = f"{folder}/" if folder else ""
    found: dict[str, Entry] = {}
    for path, blob in repo.files.items():
        if not path.startswith(prefix):
            continue
        parents = path[len(prefix) :].split("/")[:-1]
        for depth in range(1, len(parents) + 1 if recursive else min(2, len(parents) + 1)):
            inner = prefix + "/".join(parents[:depth])
            found.setdefault(inner, directory_entry(repo, inner))
        if recursive or not parents:
            found[path] = file_entry(blob)
    return found


def directory_entry(repo: Repo, path: str) -> Entry:
    return {"type": "directory", "oid": hex_digest("tree", repo.sha, path), "size": 0, "path": path}


def file_entry(blob: Blob) -> Entry:
    entry: Entry = {"type": "file", "oid": blob.oid, "size": blob.size, "path": blob.path}
    if blob.lfs:
        entry["lfs"] = {"oid": blob.sha256, "size": blob.size, "pointerSize": len(blob.pointer)}
    return entry


def _with_commit(entry: Entry, repo: Repo) -> Entry:
    commit = {"id": repo.sha, "title": "initial commit", "date": repo.last_modified}
    scanned = {"securityFileStatus": SAFE} if entry["type"] == "file" else {}
    return {**entry, "lastCommit": commit, **scanned}


async def paths_info(request: Request, repo: Repo) -> Response:
    """`POST .../paths-info/{revision}`, form or JSON; unknown paths are left out without a word."""
    asked, expand = await _asked_paths(request)
    entries = _entries(repo, "", recursive=True)
    found = [entries[path] for path in dict.fromkeys(path.strip("/") for path in asked) if path in entries]
    return to_json([_with_commit(entry, repo) if expand else entry for entry in found])


async def _asked_paths(request: Request) -> tuple[list[str], bool]:
    body = await request.body()
    if len(body) > MAX_BODY:
        raise HubError(413, "Payload too large")
    try:
        if "json" in request.headers.get("Content-Type", ""):
            given = json.loads(body)
            return _checked(given.get("paths", [])), bool(given.get("expand"))
        form = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MAX_PATHS + 10)
    except (ValueError, AttributeError):
        raise bad_request("Invalid body") from None
    return _checked([value for key, value in form if key == "paths"]), ("expand", "true") in form


def _checked(paths: object) -> list[str]:
    if isinstance(paths, list) and len(paths) <= MAX_PATHS and all(isinstance(path, str) for path in paths):
        return paths
    raise bad_request(f'"paths" must be a list of at most {MAX_PATHS} strings')


def _encode(path: str) -> str:
    return base64.b64encode(base64.b64encode(path.encode("utf-8", "surrogateescape"))).decode()


def _decode(cursor: str | None) -> str | None:
    try:
        return cursor and base64.b64decode(base64.b64decode(cursor)).decode("utf-8", "surrogateescape")
    except ValueError:
        raise bad_request("Invalid cursor") from None

"""GitHub's answers about one code repository."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response

from crawler.local_hub.answers import to_json
from crawler.local_hub.api.content import send
from crawler.local_hub.repos.blobs import Blob
from crawler.local_hub.repos.code_repo import CodeRepo
from crawler.local_hub.repos.repo import hex_digest

RAW = re.compile(r"application/vnd\.github\.(v3\.)?raw(\+json)?")
README = re.compile(r"readme(\.(md|markdown|rst|txt))?", re.IGNORECASE)
SHA_PREFIX = re.compile(r"[0-9a-f]{7,40}")
DOCS = "https://docs.github.com/rest"


def repository(request: Request, repo: CodeRepo) -> Response:
    owner, _, name = repo.full_name.partition("/")
    spdx = repo.facts.spdx_id
    licence = {"key": spdx.lower() if spdx != "NOASSERTION" else "other", "spdx_id": spdx} if spdx else None
    return to_json(
        {
            "name": name,
            "full_name": repo.full_name,
            "owner": {"login": owner},
            "private": False,
            "html_url": f"https://github.com/{repo.full_name}",
            "default_branch": repo.facts.default_branch,
            "license": licence,
            "archived": repo.facts.archived,
        }
    )


def tree(request: Request, repo: CodeRepo) -> Response:
    """The tree of a branch or commit; a listing that GitHub would cut says so with `truncated`."""
    if not has_ref(repo, unquote(request.path_params["ref"])):
        return not_found()
    entries = list(_entries(repo))
    if not request.query_params.get("recursive"):
        entries = [entry for entry in entries if "/" not in str(entry["path"])]
    return to_json({"sha": repo.sha, "tree": entries, "truncated": repo.facts.truncated})


def _entries(repo: CodeRepo) -> Iterator[dict[str, object]]:
    seen: set[str] = set()
    for path, blob in repo.files.items():
        parents = path.split("/")[:-1]
        for folder in ("/".join(parents[:depth]) for depth in range(1, len(parents) + 1)):
            if folder not in seen:
                seen.add(folder)
                yield {"path": folder, "mode": "040000", "type": "tree", "sha": hex_digest(repo.sha, folder)}
        yield {"path": path, "mode": "100644", "type": "blob", "sha": blob.oid, "size": blob.size}


def contents(request: Request, repo: CodeRepo) -> Response:
    """One file, raw or as JSON by the Accept header; folders are not listed."""
    return _file(request, repo, repo.files.get(unquote(request.path_params["path"])))


def readme(request: Request, repo: CodeRepo) -> Response:
    """The README at the root."""
    return _file(request, repo, next((blob for path, blob in repo.files.items() if README.fullmatch(path)), None))


def _file(request: Request, repo: CodeRepo, blob: Blob | None) -> Response:
    if blob is None or not has_ref(repo, request.query_params.get("ref") or repo.facts.default_branch):
        return not_found()
    if RAW.match(request.headers.get("Accept", "")):
        return send(request, blob, {"Content-Type": "application/vnd.github.raw+json; charset=utf-8"})
    request.scope["blob"] = blob.oid  # for the statistics
    content = base64.encodebytes(blob.read()).decode()
    name = blob.path.rpartition("/")[2]
    facts = {"name": name, "path": blob.path, "sha": blob.oid, "size": blob.size}
    return to_json({"type": "file", **facts, "encoding": "base64", "content": content})


def has_ref(repo: CodeRepo, ref: str) -> bool:
    names_head = SHA_PREFIX.fullmatch(ref) and repo.sha.startswith(ref)
    return bool(names_head) or ref in (repo.facts.default_branch, "HEAD")


def not_found() -> Response:
    return to_json({"message": "Not Found", "documentation_url": DOCS, "status": "404"}, 404)


def too_many(caller: str) -> Response:
    return to_json({"message": f"API rate limit exceeded for {caller}.", "documentation_url": DOCS}, 403)

"""File addresses: `resolve` and where it leads, `raw` and `blob`."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from crawler.local_hub.answers import HubError
from crawler.local_hub.api.access import check_file, check_visible, missing, token
from crawler.local_hub.api.addresses import Place
from crawler.local_hub.api.content import send
from crawler.local_hub.api.info import check_revision
from crawler.local_hub.repos.blobs import Blob, TextBlob
from crawler.local_hub.repos.catalogue import Catalogue
from crawler.local_hub.repos.repo import KINDS, Repo

LIFETIME = 3600  # seconds a signed address is good for


def serve_file(request: Request, place: Place, repo: Repo) -> Response:
    """GET and HEAD of `/{id}/resolve|raw|blob/{revision}/{path}` for a repository the caller may know about."""
    check_revision(repo, place.revision)
    headers = {"X-Repo-Commit": repo.sha}
    check_file(repo, place.path, token(request))
    blob = _blob(repo, place.path)
    if place.part == "resolve":
        return _resolve(request, repo, blob, headers)
    pointer = TextBlob(blob.path, blob.pointer) if blob.lfs else blob
    return send(request, pointer, headers)


def _blob(repo: Repo, path: str) -> Blob:
    if path not in repo.files:
        raise HubError(404, "Entry not found", "EntryNotFound", {"X-Repo-Commit": repo.sha, "Accept-Ranges": "bytes"})
    return repo.files[path]


def _resolve(request: Request, repo: Repo, blob: Blob, headers: dict[str, str]) -> Response:
    """LFS goes to another origin, a plain file of an open repository to the cache, everything else is sent at once."""
    headers |= {"X-Linked-Etag": f'"{blob.etag}"', "X-Linked-Size": str(blob.size)}
    if blob.lfs:
        return RedirectResponse(_signed(request, repo, blob), 302, {**headers, "Accept-Ranges": "bytes"})
    if repo.private or repo.gated or "/" not in repo.id or not blob.size:
        return send(request, blob, headers)
    asked = urlencode({request.url.path: "", "etag": f'"{blob.oid}"'})
    cached = f"/api/resolve-cache/{repo.kind}/{quote(repo.id)}/{repo.sha}/{quote(blob.path, safe='')}?{asked}"
    return Response(None, 307, {**headers, "Location": cached, "Content-Type": "text/plain; charset=utf-8"})


def resolve_cache(request: Request, catalogue: Catalogue) -> Response:
    """`/api/resolve-cache/{kind}/{namespace}/{name}/{commit}/{path}`: the second hop of a plain file."""
    segments: list[str] = request.path_params["rest"].split("/")
    kind = segments[0]
    if len(segments) < 5 or kind not in KINDS:
        raise missing(token(request))
    namespace, name, commit, *path = segments[1:]
    repo = check_visible(catalogue.get(kind, f"{unquote(namespace)}/{unquote(name)}"), token(request))
    wanted = unquote("/".join(path))
    check_revision(repo, commit)
    check_file(repo, wanted, token(request))
    return send(request, _blob(repo, wanted), {"X-Repo-Commit": repo.sha, "Cache-Control": "public, max-age=31536000"})


def _signed(request: Request, repo: Repo, blob: Blob) -> str:
    """An address on another origin that asks for no token and expires: this server under its other name."""
    host = "localhost" if request.url.hostname == "127.0.0.1" else "127.0.0.1"
    path = f"/cdn/{repo.kind}/{quote(repo.id, safe='')}/{quote(blob.path, safe='')}"
    expires = str(int(time.time()) + LIFETIME)
    signed = urlencode({"Expires": expires, "Signature": _signature(path, expires), "Key-Pair-Id": "LOCALHUB"})
    return f"{request.url.scheme}://{host}:{request.url.port}{path}?{signed}"


def cdn(request: Request, catalogue: Catalogue) -> Response:
    """The bytes behind a signed address; its ETag is the CDN's own and means nothing to the Hub's client."""
    if not _is_signed(request.url.path, request.query_params):
        return Response("Access denied", 403, {"Content-Type": "application/xml"})
    kind, repo_id, path = map(unquote, request.path_params["rest"].split("/"))
    repo = catalogue.get(kind, repo_id) if kind in KINDS else None
    if repo is None or path not in repo.files:
        return Response("No such key", 404, {"Content-Type": "application/xml"})
    own_etag = hashlib.md5(path.encode(), usedforsecurity=False).hexdigest()
    return send(request, repo.files[path], {"ETag": f'"{own_etag}"'})


def _is_signed(path: str, params: Mapping[str, str]) -> bool:
    expires = params.get("Expires", "")
    return expires.isdecimal() and int(expires) > time.time() and params.get("Signature") == _signature(path, expires)


def _signature(path: str, expires: str) -> str:
    return hashlib.sha256(f"{path}?{expires}".encode()).hexdigest()

"""What the API says about one repository: its info, its refs, its commits."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from crawler.local_hub.answers import HubError, bad_request, to_json
from crawler.local_hub.api.base_models import base_models
from crawler.local_hub.api.fields import INFO, show
from crawler.local_hub.api.query import expanded
from crawler.local_hub.repos.blobs import Blob
from crawler.local_hub.repos.catalogue import Catalogue
from crawler.local_hub.repos.repo import ABSENT, Repo

SHA_PREFIX = re.compile(r"[0-9a-f]{7,40}")
FIRST_COMMIT = "initial commit"


def check_revision(repo: Repo, revision: str) -> None:
    """Only the head commit is served: as `main`, as its branch ref, or by its sha. Raises HubError 404 otherwise."""
    names_head = SHA_PREFIX.fullmatch(revision) and repo.sha.startswith(revision)
    if not names_head and revision not in ("main", "refs/heads/main", "HEAD"):
        raise HubError(404, f"Invalid rev id: {revision}", "RevisionNotFound")


def info(request: Request, repo: Repo, catalogue: Catalogue) -> Response:
    """`GET /api/{kind}/{id}`, with `blobs`, `expand` and `securityStatus`."""
    params = request.query_params
    asked = expanded(repo.kind, params)
    if asked and ("blobs" in params or "securityStatus" in params):
        raise bad_request('"expand" cannot be used with "blobs" or "securityStatus"')
    found = show(repo, ("_id", "id", *asked) if asked else INFO[repo.kind])
    if "baseModels" in asked and (parents := base_models(repo, catalogue)) is not ABSENT:
        found["baseModels"] = parents
    if params.get("blobs") == "true":
        found["siblings"] = [_sibling(blob) for blob in repo.files.values()]
    if params.get("securityStatus") == "true":
        found["securityRepoStatus"] = {"scansDone": True, "filesWithIssues": []}
    return to_json(found, headers={"X-Repo-Commit": repo.sha})


def _sibling(blob: Blob) -> Mapping[str, object]:
    entry: dict[str, object] = {"rfilename": blob.path, "size": blob.size, "blobId": blob.oid}
    if blob.lfs:
        entry["lfs"] = {"sha256": blob.sha256, "size": blob.size, "pointerSize": len(blob.pointer)}
    return entry


def refs(request: Request, repo: Repo) -> Response:
    main = {"name": "main", "ref": "refs/heads/main", "targetCommit": repo.sha}
    found: dict[str, object] = {"tags": [], "branches": [main], "converts": []}
    if request.query_params.get("include_prs") in ("1", "true"):
        found["pullRequests"] = []
    return to_json(found)


def commits(request: Request, repo: Repo) -> Response:
    """The head commit; a hub directory keeps no history."""
    commit: dict[str, object] = {
        "id": repo.sha,
        "title": FIRST_COMMIT,
        "message": "",
        "authors": [{"user": repo.id.partition("/")[0]}],
        "date": repo.last_modified,
    }
    if "formatted" in request.query_params.getlist("expand[]") + request.query_params.getlist("expand"):
        commit["formatted"] = {"title": FIRST_COMMIT, "message": ""}
    first = request.query_params.get("p", "0") == "0"
    return to_json([commit] if first else [], headers={"X-Total-Count": "1"})

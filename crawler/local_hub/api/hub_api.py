"""The Hub's endpoints: from an address to the function that answers it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import cast

from starlette.requests import Request
from starlette.responses import Response

from crawler.local_hub.answers import HubError, moved, to_json
from crawler.local_hub.api.access import check_file, check_visible, missing, refuse_garbage, token
from crawler.local_hub.api.addresses import Place, api_place, file_place
from crawler.local_hub.api.files import serve_file
from crawler.local_hub.api.info import check_revision, commits, info, refs
from crawler.local_hub.api.lists import list_page
from crawler.local_hub.api.tree import paths_info, tree
from crawler.local_hub.repos.catalogue import Catalogue
from crawler.local_hub.repos.repo import KINDS, Kind, Repo
from crawler.local_hub.source import Source

NO_PAGE = "Sorry, we can't find the page you are looking for."


@dataclass(frozen=True, slots=True)
class HubApi:
    """Answers out of a source's present catalogue."""

    source: Source

    @property
    def catalogue(self) -> Catalogue:
        return self.source.catalogue

    async def lists(self, request: Request) -> Response:
        """`/api/{kind}`"""
        refuse_garbage(request)
        kind = request.path_params["kind"]
        if kind == "spaces":
            return to_json([])
        if kind not in KINDS:
            raise HubError(404, NO_PAGE)
        return list_page(request, self.catalogue, cast("Kind", kind))

    async def repository(self, request: Request) -> Response:
        """`/api/{kind}/{id}` and everything under it."""
        place = api_place(request.url.path)
        if request.path_params["rest"].partition("/")[0] not in KINDS:
            raise HubError(404, NO_PAGE)
        if place is None:
            raise missing(token(request))
        if request.method == "POST" and place.part != "paths-info":
            raise HubError(404, f"Cannot POST {request.url.path}")
        if to := self.renamed(request, place, f"/api/{place.kind}/"):
            return to
        refuse_garbage(request)
        repo = check_visible(self.catalogue.get(place.kind, place.repo_id), token(request))
        return await self._part(request, place, repo)

    async def _part(self, request: Request, place: Place, repo: Repo) -> Response:
        if place.part == "refs":
            return refs(request, repo)
        if place.part == "auth-check":
            check_file(repo, "", token(request))
            return to_json({})
        check_revision(repo, place.revision or "main")
        if place.part == "tree":
            return tree(request, repo, place.path.rstrip("/"))
        if place.part == "paths-info":
            return await paths_info(request, repo)
        return commits(request, repo) if place.part == "commits" else info(request, repo, self.catalogue)

    def file(self, request: Request) -> Response:
        """`/[datasets/]{id}/resolve|raw|blob/{revision}/{path}`"""
        place = file_place(request.url.path)
        if place is None:
            raise HubError(404, "Not Found")
        prefix = "/datasets/" if place.kind == "datasets" else "/"
        if to := self.renamed(request, place, prefix):
            return to
        repo = self.catalogue.get(place.kind, place.repo_id)
        if repo is None or not repo.gated:  # a gated repository calls a garbage token gated, not garbage
            refuse_garbage(request)
        return serve_file(request, place, check_visible(repo, token(request)))

    def renamed(self, request: Request, place: Place, prefix: str) -> Response | None:
        """The redirect to the present name, sub-path and query kept."""
        new = self.catalogue.renamed(place.kind, place.repo_id)
        if new is None or self.catalogue.get(place.kind, place.repo_id):
            return None
        query = f"?{request.url.query}" if request.url.query else ""
        return moved(f"{prefix}{place.under(new)}{query}")

    async def quicksearch(self, request: Request) -> Response:
        """`/api/quicksearch`: how many there are of each kind; nothing is searched."""
        counts = {f"{kind}Count": self.catalogue.count(kind) for kind in KINDS}
        return to_json({"models": [], "datasets": [], "q": request.query_params.get("q", ""), **counts})

    async def whoami(self, request: Request) -> Response:
        """`/api/whoami-v2`"""
        given = token(request)
        if not given.startswith("hf_"):
            raise HubError(401, "Invalid username or password.")
        auth = {"type": "access_token", "accessToken": {"displayName": "local", "role": "read"}}
        return to_json({"type": "user", "id": "0" * 24, "name": given, "orgs": [], "auth": auth})

    async def tags_by_type(self, request: Request) -> Response:
        """`/api/{kind}-tags-by-type`: the licence tags in use. Other types are not kept and come empty."""
        kind = cast("Kind", request.path_params["kind"])
        if request.query_params.get("type") not in (None, "license"):
            return to_json({request.query_params["type"]: []})
        walked = self.catalogue.walk(kind, "createdAt", None)
        used = Counter(tag for repo in walked if not repo.private for tag in repo.tags if tag.startswith("license:"))
        rows = [{"id": tag, "label": tag.partition(":")[2], "type": "license"} for tag, _ in used.most_common()]
        return to_json({"license": rows})

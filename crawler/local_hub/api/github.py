"""GitHub's endpoints on the same port, with GitHub's own rate limit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crawler.local_hub.api.content import send
from crawler.local_hub.api.github_answers import contents, has_ref, not_found, readme, repository, too_many, tree
from crawler.local_hub.limits import WindowCount
from crawler.local_hub.repos.code_repo import CodeRepo
from crawler.local_hub.source import Source

Answer = Callable[[Request, CodeRepo], Response]


@dataclass(frozen=True, slots=True)
class GithubApi:
    """Answers out of a source's present code host."""

    source: Source
    window: WindowCount

    def routes(self) -> list[Route]:
        top = "/repos/{owner}/{repo}"
        return [
            Route(top, self._limited(repository)),
            Route(top + "/git/trees/{ref}", self._limited(tree)),
            Route(top + "/contents/{path:path}", self._limited(contents)),
            Route(top + "/readme", self._limited(readme)),
            Route("/repos/{rest:path}", self._limited(lambda request, repo: not_found())),
        ]

    def raw(self, request: Request) -> Response | None:
        """`/{owner}/{repo}/raw/{ref}/{path}`, None where this host has no such file."""
        owner, repo, part, ref, *path = (*map(unquote, request.url.path.split("/")[1:]), "", "", "")
        found = self.source.code_host.get(f"{owner}/{repo}") if part == "raw" else None
        blob = found.files.get("/".join(path).rstrip("/")) if found and has_ref(found, ref) else None
        return send(request, blob, {}) if blob else None

    def _limited(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            caller = request.headers.get("Authorization") or (request.client.host if request.client else "")
            allowed, headers = self._count(caller)
            response = self._answer(request, answer) if allowed else too_many(caller)
            response.headers.update(headers)
            return response

        return endpoint

    def _answer(self, request: Request, answer: Answer) -> Response:
        names = [unquote(request.path_params.get(key, "")) for key in ("owner", "repo")]
        repo = self.source.code_host.get("/".join(names))
        response = answer(request, repo) if repo else not_found()
        etag = response.headers.get("ETag")
        if etag and request.headers.get("If-None-Match") == etag:
            return Response(None, 304, {"ETag": etag})
        return response

    def _count(self, caller: str) -> tuple[bool, Mapping[str, str]]:
        allowed, left, end = self.window.count(caller)
        return allowed, {
            "X-RateLimit-Limit": str(self.window.quota),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Used": str(self.window.quota - left),
            "X-RateLimit-Reset": str(round(end)),
            "X-RateLimit-Resource": "core",
        }

"""The server put together: where repositories come from, the routes, and the layers every answer passes through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from crawler.replica.access import missing, token
from crawler.replica.answers import HubError
from crawler.replica.catalogue import Catalogue
from crawler.replica.control import control_routes
from crawler.replica.edge import Edge, RawPath
from crawler.replica.files import cdn, resolve_cache
from crawler.replica.hub_api import HubApi
from crawler.replica.hubdir import HubDirectory
from crawler.replica.limits import UNLIMITED, Limiter, Quotas
from crawler.replica.stats import Stats

SMALLEST_GZIP = 500  # bytes
UNCOMPRESSED = ("application/octet-stream", "text/event-stream")


@dataclass(frozen=True, slots=True)
class Options:
    """What `serve-hub` can be asked to do."""

    root: Path
    quotas: Quotas = UNLIMITED


def create_app(options: Options) -> Starlette:
    """The application; raises HubDirectoryError when the root cannot be served."""
    stats, hub = Stats(), HubApi(_catalogue(options))

    def reload() -> None:
        hub.catalogue = _catalogue(options)

    layers = [
        Middleware(RawPath),
        Middleware(Edge, limiter=Limiter(options.quotas), stats=stats),
        Middleware(
            GZipMiddleware, minimum_size=SMALLEST_GZIP, compresslevel=1, exclude_content_types=UNCOMPRESSED
        ),
    ]
    routes = [*control_routes(stats, reload), *_hub_routes(hub)]
    return Starlette(routes=routes, middleware=layers, exception_handlers={HubError: _error})


def _catalogue(options: Options) -> Catalogue:
    return HubDirectory(options.root)


def _hub_routes(hub: HubApi) -> Sequence[BaseRoute]:
    async def cached(request: Request) -> Response:
        return resolve_cache(request, hub.catalogue)

    async def signed(request: Request) -> Response:
        return cdn(request, hub.catalogue)

    async def file(request: Request) -> Response:
        if found := hub.file(request):
            return found
        raise missing(token(request))

    return [
        Route("/api/resolve-cache/{rest:path}", cached),
        Route("/cdn/{rest:path}", signed),
        Route("/api/whoami-v2", hub.whoami),
        Route("/api/quicksearch", hub.quicksearch),
        Route("/api/{kind}-tags-by-type", hub.tags_by_type),
        Route("/api/{kind}", hub.lists),
        Route("/api/{rest:path}", hub.repository, methods=["GET", "POST"]),
        Route("/{rest:path}", file),
    ]


async def _error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HubError)
    return error.answer(as_text=not request.url.path.startswith(("/api/", "/_")))

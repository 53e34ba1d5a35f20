"""The server put together: where repositories come from, the routes, and the layers every answer passes through."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from crawler.local_hub.answers import HubError
from crawler.local_hub.api.files import cdn, resolve_cache
from crawler.local_hub.api.github import GithubApi
from crawler.local_hub.api.hub_api import HubApi
from crawler.local_hub.control import control_routes
from crawler.local_hub.fault_layers import DropSiblings, Spoil
from crawler.local_hub.faults import Dice
from crawler.local_hub.limits import Limiter, WindowCount
from crawler.local_hub.middleware import Edge, RawPath
from crawler.local_hub.options import Options
from crawler.local_hub.source import open_source
from crawler.local_hub.stats import Stats

HOUR = 3600  # seconds
SMALLEST_GZIP = 500  # bytes
UNCOMPRESSED = ("application/octet-stream", "text/event-stream")


def create_app(options: Options) -> Starlette:
    """The application; raises HubDirectoryError when the root cannot be served."""
    stats, source = Stats(), open_source(options)
    hub, github = HubApi(source), GithubApi(source, WindowCount(options.github_rate, HOUR))
    routes = [*control_routes(stats, source), *github.routes(), *_hub_routes(hub, github)]
    return Starlette(routes=routes, middleware=_layers(options, stats), exception_handlers={HubError: _error})


def _layers(options: Options, stats: Stats) -> list[Middleware]:
    """From the wire inwards."""
    dice = Dice(options.faults, options.seed)
    return [
        Middleware(RawPath),
        Middleware(Edge, limiter=Limiter(options.quotas), stats=stats),
        *([Middleware(Spoil, dice=dice, stats=stats)] if options.faults else []),
        Middleware(GZipMiddleware, minimum_size=SMALLEST_GZIP, compresslevel=1, exclude_content_types=UNCOMPRESSED),
        *([Middleware(DropSiblings, dice=dice, stats=stats)] if options.faults else []),
    ]


def _hub_routes(hub: HubApi, github: GithubApi) -> Sequence[BaseRoute]:
    async def cached(request: Request) -> Response:
        return resolve_cache(request, hub.source.catalogue)

    async def signed(request: Request) -> Response:
        return cdn(request, hub.source.catalogue)

    async def file(request: Request) -> Response:
        """A file of the Hub, else one of the code host: `/raw/` is an address of both."""
        try:
            return hub.file(request)
        except HubError:
            if found := github.raw(request):
                return found
            raise

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

"""What only tests use: `/_stats`, `/_stats/reset`, `/_reload`. None of it is counted or limited."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crawler.replica.answers import bad_request, to_json
from crawler.replica.stats import Stats
from crawler.replica.typed import HubDirectoryError


def control_routes(stats: Stats, reload: Callable[[], None]) -> list[Route]:
    """The routes of the control surface. `reload` reads the hub directory again, or raises HubDirectoryError."""

    async def show(request: Request) -> Response:
        return to_json(stats.as_json())

    async def reset(request: Request) -> Response:
        stats.reset()
        return to_json({})

    async def again(request: Request) -> Response:
        try:
            reload()
        except HubDirectoryError as error:
            raise bad_request(str(error)) from None
        return to_json({})

    return [
        Route("/_stats", show),
        Route("/_stats/reset", reset, methods=["POST"]),
        Route("/_reload", again, methods=["POST"]),
    ]

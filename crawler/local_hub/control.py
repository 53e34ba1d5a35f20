"""What only tests use, never counted nor limited.

`GET /_stats` gives the counters and `POST /_stats/reset` clears them; `POST /_reload` reads the hub directory again;
on a made-up Hub `POST /_day?d=K` moves to a day and `GET /_truth?day=K` tells what changed from the day before.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crawler.local_hub.answers import bad_request, to_json
from crawler.local_hub.repos.strict_json import HubDirectoryError
from crawler.local_hub.source import Source
from crawler.local_hub.stats import Stats


def control_routes(stats: Stats, source: Source) -> list[Route]:
    async def show(request: Request) -> Response:
        return to_json(stats.as_json())

    async def reset(request: Request) -> Response:
        stats.reset()
        return to_json({})

    async def reload(request: Request) -> Response:
        try:
            source.reload()
        except HubDirectoryError as error:
            raise bad_request(str(error)) from None
        return to_json({})

    async def day(request: Request) -> Response:
        source.go_to(_number(request, "d"))
        return to_json({})

    async def truth(request: Request) -> Response:
        return to_json(source.truth(_number(request, "day")))

    return [
        Route("/_stats", show),
        Route("/_stats/reset", reset, methods=["POST"]),
        Route("/_reload", reload, methods=["POST"]),
        Route("/_day", day, methods=["POST"]),
        Route("/_truth", truth),
    ]


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "")
    if not (text.isascii() and text.isdecimal()):
        raise bad_request(f'"{name}" must be a number')
    return int(text[:9])

"""The layers that inject faults: whole answers replaced, delayed, cut or leading in a circle; rows without files."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field

from starlette.datastructures import URL, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crawler.local_hub.api.access import missing, token
from crawler.local_hub.api.addresses import file_place
from crawler.local_hub.api.query import MAX_ROWS
from crawler.local_hub.faults import Dice
from crawler.local_hub.stats import Stats, endpoint_of

HEAVY = 500  # rows a list page may have without meeting 504-lists
LATE = 0.25  # seconds
FOREVER = 24 * 3600.0
UNAVAILABLE = (500, 502, 503)


@dataclass(slots=True)
class Spoil:
    """Replaces, delays or cuts whole answers."""

    app: ASGIApp
    dice: Dice
    stats: Stats
    _repeated: set[str] = field(default_factory=set)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/_"):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if self._strikes("timeout"):
            await asyncio.sleep(FOREVER)
        if self._strikes("slow"):
            await asyncio.sleep(LATE)
        answer = self._instead(request)
        if answer is None and request.method == "GET" and self._strikes("truncate"):
            await self.app(scope, receive, _cut(send))
        else:
            await (answer or self.app)(scope, receive, self._repeating(request.url, send))

    def _strikes(self, kind: str) -> bool:
        struck = self.dice.strikes(kind)
        self.stats.faults[kind] += struck
        return struck

    def _instead(self, request: Request) -> Response | None:
        """The answer given in place of the application's, if any."""
        for kind, headers in (("429-bare", {}), ("retry-after", {"Retry-After": "1"})):
            if self._strikes(kind):
                request.scope["bare"] = True  # such a refusal does not come from the Hub itself
                return Response("Too Many Requests", 429, headers)
        if self._strikes("5xx"):
            return Response("Service unavailable", UNAVAILABLE[self.stats.faults["5xx"] % len(UNAVAILABLE)])
        if _rows(request) > HEAVY and self._strikes("504-lists"):
            return Response("Gateway Timeout", 504)
        place = file_place(request.url.path)
        if place and self.dice.strikes_repo("vanish", place.repo_id):
            self.stats.faults["vanish"] += 1
            return missing(token(request)).answer(as_text=True)
        return None

    def _repeating(self, url: URL, send: Send) -> Send:
        """`send`, with a Link to the page itself in the place of the one to the next page, once a page."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and str(url) not in self._repeated:
                headers = MutableHeaders(scope=message)
                if "Link" in headers and self._strikes("repeat-cursor"):
                    self._repeated.add(str(url))
                    headers["Link"] = f'<{url}>; rel="next"'
            await send(message)

        return sending


def _rows(request: Request) -> int:
    """The rows a list request asks for, 0 for any other request."""
    if endpoint_of(request.url.path) != "list":
        return 0
    limit = request.query_params.get("limit", "")
    return int(limit) if limit.isdecimal() else MAX_ROWS


class CutError(Exception):
    """Ends the connection in the middle of a body."""


def _cut(send: Send) -> Send:
    """`send` that stops half way through the first piece of a body."""

    async def sending(message: Message) -> None:
        body = message.get("body", b"")
        if message["type"] != "http.response.body" or len(body) < 2:
            await send(message)
            return
        await send({**message, "body": body[: len(body) // 2], "more_body": True})
        raise CutError

    return sending


@dataclass(frozen=True, slots=True)
class DropSiblings:
    """Takes `siblings` out of the rows of the repositories struck, as the Hub does for very large ones."""

    app: ASGIApp
    dice: Dice
    stats: Stats

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or endpoint_of(scope["path"]) not in ("list", "info", "revision"):
            await self.app(scope, receive, send)
            return
        start: Message = {}

        async def sending(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body = self._without(message["body"]) if start["status"] == 200 else message["body"]
            MutableHeaders(scope=start)["Content-Length"] = str(len(body))
            await send(start)
            await send({**message, "body": body})

        await self.app(scope, receive, sending)

    def _without(self, body: bytes) -> bytes:
        found = json.loads(body)
        for row in found if isinstance(found, list) else [found]:
            if self.dice.strikes_repo("no-siblings", row["id"]) and row.pop("siblings", None) is not None:
                self.stats.faults["no-siblings"] += 1
        return json.dumps(found, separators=(",", ":")).encode()

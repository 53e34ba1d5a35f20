"""The fault `no-siblings`: rows that say nothing about their files, as the Hub gives for very large repositories."""

from __future__ import annotations

import json
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crawler.replica.faults import Dice
from crawler.replica.stats import Stats, endpoint_of


@dataclass(frozen=True, slots=True)
class DropSiblings:
    """Takes `siblings` out of the rows of the repositories struck."""

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

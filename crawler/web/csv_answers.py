"""CSV that Datasette answers, defused as it passes: strangers' text that people open in spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from crawler.spreadsheet import defused

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


def defusing(app: App) -> App:
    """The application with every answer to an address that ends in `.csv` defused.

    The answer is held back until it is whole: at most `max_returned_rows`, as whole tables are not streamed.
    """

    async def wrapped(scope: Message, receive: Receive, send: Send) -> None:
        is_csv = scope["type"] == "http" and str(scope["path"]).endswith(".csv")
        await app(scope, receive, _Held(send).send if is_csv else send)

    return wrapped


class _Held:
    """Keeps the body of one answer and sends it defused; pages of errors and redirects pass as they are."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._body = bytearray()
        self._is_csv = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            kind = dict(message.get("headers", ())).get(b"content-type", b"")
            self._is_csv = message["status"] == 200 and kind.startswith((b"text/plain", b"text/csv"))
        elif self._is_csv:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            message = {**message, "body": _rewritten(self._body.decode()).encode()}
        await self._send(message)


def _rewritten(text: str) -> str:
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([defused(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline="")))
    return out.getvalue()

"""Spiders of ours that ask a made-up Hub in this process, without a socket."""

from __future__ import annotations

import functools
from collections.abc import Coroutine
from typing import Any, TypeVar
from urllib.parse import urlsplit

from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from sqlite_utils import Database
from starlette.types import ASGIApp, Message, Scope

from crawler.local_hub.answers import HubError
from crawler.local_hub.app import create_app
from crawler.local_hub.options import Options

HUB = "http://127.0.0.1:1"  # nobody is asked at it
T = TypeVar("T")


def finished(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that waits for nobody."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    raise RuntimeError("it waits for somebody")


class Here:
    """A writer that does what it is told at once."""

    def __init__(self, db: Database) -> None:
        self.db = db

    async def run(self, work: Any, *args: Any) -> Any:  # noqa: ANN401
        return work(self.db, *args)


@functools.cache
def app(models: int) -> ASGIApp:
    return create_app(Options(None, synthetic=models)).router


def spider(kind: type[Any], db: Database, models: int, **kwargs: Any) -> Any:  # noqa: ANN401
    """A spider that asks the Hub of so many models without a socket."""

    class Direct(kind):  # type: ignore[misc]
        async def fetch(self, url: str, **options: Any) -> Response:  # noqa: ANN401
            return await asked(app(models), url, options)

    return Direct(hub=HUB, writer=Here(db), run_id="", gates=None, **kwargs)


async def asked(app: ASGIApp, url: str, options: dict[str, Any]) -> Response:
    """What the Hub answers, by the way of its routes."""
    parts, sent = urlsplit(url), list[Message]()
    given = {"host": "127.0.0.1:1", **options.get("headers", {})}
    scope: Scope = {
        "type": "http", "method": options.get("method", "GET"), "path": parts.path, "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(), "root_path": "", "scheme": "http", "server": ("127.0.0.1", 1),
        "client": ("127.0.0.1", 2), "headers": [(k.lower().encode(), v.encode()) for k, v in given.items()],
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": options.get("body", "").encode()}

    async def send(message: Message) -> None:
        sent.append(message)

    try:
        await app(scope, receive, send)
    except HubError as error:
        await error.answer(as_text=not parts.path.startswith("/api/"))(scope, receive, send)
    headers = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    body = b"".join(one.get("body", b"") for one in sent[1:])
    kind: type[Response] = responsetypes.from_args(headers=Headers(headers), url=url, body=body)
    return kind(url, sent[0]["status"], headers, body)

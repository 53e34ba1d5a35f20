"""The outermost layers: addresses as they came, quotas, the headers every answer of the Hub carries, and counting."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crawler.local_hub.api.access import token
from crawler.local_hub.limits import Limiter, bucket_of
from crawler.local_hub.stats import Stats, endpoint_of

EXPOSED = (
    "X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,"
    "X-Linked-Size,X-Linked-ETag,X-Xet-Hash"
)
COMMON = {
    "X-Powered-By": "huggingface-moon",
    "Access-Control-Allow-Origin": "https://huggingface.co",
    "Access-Control-Expose-Headers": EXPOSED,
}
NOT_THE_HUB = ("/_", "/cdn/", "/repos/")


@dataclass(frozen=True, slots=True)
class RawPath:
    """Routes see the path still percent-encoded: an encoded slash does not separate."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "path": scope["raw_path"].decode("ascii", "backslashreplace")}
        await self.app(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Edge:
    """Counts every request, refuses those over the quota, and dresses the answers of the Hub."""

    app: ASGIApp
    limiter: Limiter
    stats: Stats

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/_"):
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        self.stats.endpoints[endpoint_of(scope["path"])] += 1
        extra, app = self._admit(request)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.stats.statuses[str(message["status"])] += 1
                if not scope.get("bare"):
                    headers = MutableHeaders(scope=message)
                    headers.update(extra)
                    headers.add_vary_header("Origin")
            await send(message)

        await app(scope, receive, dressed)
        if blob := scope.get("blob"):
            self.stats.sent(blob)

    def _admit(self, request: Request) -> tuple[dict[str, str], ASGIApp]:
        """Headers for the answer, and who gives it: the application, or the refusal."""
        path = request.url.path
        if path.startswith(NOT_THE_HUB):
            return {}, self.app
        headers = {"X-Request-Id": _request_id(), **COMMON}
        bucket = bucket_of(path)
        if bucket is None:
            return headers, self.app
        self.stats.buckets[bucket] += 1
        caller = token(request) or (request.client.host if request.client else "")
        allowed, quota = self.limiter.count(caller, bucket)
        app = self.app if allowed else self.limiter.refusal(request, caller, bucket, quota)
        return {**headers, **quota}, app


def _request_id() -> str:
    """`Root=1-<seconds>-<24 hex>;<uuid>`"""
    return f"Root=1-{int(time.time()):08x}-{uuid.uuid4().hex[:24]};{uuid.uuid4()}"

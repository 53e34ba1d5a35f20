"""The shapes of answers: JSON with a weak ETag, errors as the Hub words them, redirects it makes."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping

from starlette.responses import Response

JSON_TYPE = "application/json; charset=utf-8"
TEXT_TYPE = "text/plain; charset=utf-8"


def to_json(content: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer. Only ASCII is written, so that odd file names cannot break the encoding."""
    body = json.dumps(content, separators=(",", ":")).encode()
    return Response(body, status, {**(headers or {}), "ETag": weak_etag(body), "Content-Type": JSON_TYPE})


def weak_etag(body: bytes) -> str:
    digest = b64encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode().rstrip("=")
    return f'W/"{len(body):x}-{digest}"'


class HubError(Exception):
    """An answer that is an error: raised anywhere, turned into the Hub's form at the edge.

    `code` goes into X-Error-Code, which is what the Hub's own client decides by; the message into X-Error-Message.
    """

    def __init__(self, status: int, message: str, code: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.headers = status, message, code, dict(headers or {})

    def answer(self, as_text: bool) -> Response:
        """JSON for the API, plain text for files."""
        headers = {**self.headers, "X-Error-Message": self.message}
        if self.code:
            headers["X-Error-Code"] = self.code
        if not as_text:
            return to_json({"error": self.message}, self.status, headers)
        body = self.message.encode()
        return Response(body, self.status, {**headers, "ETag": weak_etag(body), "Content-Type": TEXT_TYPE})


def moved(location: str) -> Response:
    """The 307 of a renamed repository."""
    body = f"Temporary Redirect. Redirecting to {location}"
    return Response(body, 307, {"Location": location, "Content-Type": TEXT_TYPE, "Vary": "Origin, Accept"})


def bad_request(message: str) -> HubError:
    return HubError(400, message)

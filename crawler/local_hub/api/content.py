"""Sending the bytes of a blob: whole or a range, with the headers the Hub gives files."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from crawler.local_hub.repos.blobs import CHUNK, Blob

BYTE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def send(request: Request, blob: Blob, headers: Mapping[str, str]) -> Response:
    """The blob with these headers. A range is honoured unless the answer may be compressed, as on the Hub."""
    stop = blob.size
    start, status = 0, 200
    found = {"Accept-Ranges": "bytes", "ETag": f'"{blob.etag}"', "Content-Type": content_type(blob), **headers}
    if request.headers.get("If-None-Match") == found["ETag"]:
        return Response(None, 304, {"ETag": found["ETag"]})
    if (asked := request.headers.get("Range")) and "gzip" not in request.headers.get("Accept-Encoding", ""):
        bounds = _bounds(asked, blob.size)
        if bounds is None:
            return Response("Range Not Satisfiable", 416, {**found, "Content-Range": f"bytes */{blob.size}"})
        (start, stop), status = bounds, 206
        found["Content-Range"] = f"bytes {start}-{stop - 1}/{blob.size}"
    found["Content-Length"] = str(stop - start)
    if request.method == "HEAD":
        return Response(None, status, found)
    request.scope["blob"] = blob.oid  # for the statistics
    if stop - start <= CHUNK:
        return Response(b"".join(blob.chunks(start, stop)), status, found)
    return StreamingResponse(blob.chunks(start, stop), status, found)


def content_type(blob: Blob) -> str:
    """Text for what reads as text, judged by its first bytes; LFS files are never looked into."""
    head = b"\0" if blob.lfs else b"".join(blob.chunks(0, min(blob.size, 1024)))
    return "application/octet-stream" if b"\0" in head or not _is_utf8(head) else "text/plain; charset=utf-8"


def _is_utf8(head: bytes) -> bool:
    """Whether the bytes are UTF-8; the last character may be cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _bounds(asked: str, size: int) -> tuple[int, int] | None:
    """First byte and the one behind the last, None when nothing of the file lies between them."""
    match = BYTE_RANGE.fullmatch(asked)
    if not match or match[0] == "bytes=-":
        return None
    if not match[1]:
        start, stop = max(size - int(match[2]), 0), size
    else:
        start, stop = int(match[1]), min(int(match[2]) + 1 if match[2] else size, size)
    return (start, stop) if start < stop else None

"""A Hub of strangers' making: a server whose every answer a test writes by itself, and that notes what it is sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

ALL = "0.0.0.0"


@dataclass
class Answer:
    """One answer, right or wrong in any part."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None  # what is said, where that is not the truth
    endless: bool = False

    @classmethod
    def json(cls, value: object, **headers: str) -> Answer:
        """A JSON answer; header names with _ for -."""
        names = {name.replace("_", "-"): text for name, text in headers.items()}
        return cls(json.dumps(value).encode(), headers={"Content-Type": "application/json", **names})


@dataclass
class Asked:
    """One request as it arrived."""

    host: str
    path: str
    token: str | None
    agent: str


@dataclass
class Server:
    """A running server."""

    port: int
    asked: list[Asked]

    def at(self, host: str = "127.0.0.1") -> str:
        """Its address under one of its many names."""
        return f"http://{host}:{self.port}"


@contextmanager
def hostile(answer: Callable[[str, str], Answer]) -> Iterator[Server]:
    """Serve `answer(host, path with query)`."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = urlsplit(f"//{self.headers['Host']}").hostname or ""
            asked.append(Asked(host, self.path, self.headers.get("Authorization"), self.headers["User-Agent"]))
            self._give(answer(host, self.path))

        do_POST = do_GET  # noqa: N815 - the name that the library looks for

        def _give(self, given: Answer) -> None:
            self.send_response(given.status)
            for name, text in given.headers.items():
                self.send_header(name, text)
            if not given.endless:
                self.send_header("Content-Length", str(len(given.body) if given.length is None else given.length))
            self.end_headers()
            try:
                self.wfile.write(given.body)
                while given.endless:
                    self.wfile.write(given.body)
            except OSError:
                pass  # the crawler has had enough
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer((ALL, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield Server(server.server_port, asked)
        server.shutdown()

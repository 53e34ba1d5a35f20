"""Running the server: in the foreground for the command, in a thread for whoever needs a Hub for a while."""

from __future__ import annotations

import gc
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from crawler.local_hub.app import create_app
from crawler.local_hub.options import Options

HOST = "127.0.0.1"
BACKLOG = 2048


def serve(options: Options, port: int, announce: Callable[[str], None]) -> None:
    """Serve until interrupted. Port 0 is any free one; `announce` gets the address once requests are taken."""
    with _listen(port) as listening:
        gc.disable()  # nothing read at the start is garbage: looking for some doubles the time
        server = _server(options)
        gc.freeze()
        gc.enable()
        announce(_address(listening))
        server.run([listening])


@contextmanager
def running(options: Options) -> Iterator[str]:
    """A server in a thread on a free port; gives its address."""
    with _listen(0) as listening:
        server = _server(options)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield _address(listening)
        finally:
            server.should_exit = server.force_exit = True
            thread.join()


def _server(options: Options) -> uvicorn.Server:
    config = uvicorn.Config(
        create_app(options), log_level="critical", access_log=False, lifespan="off", server_header=False, ws="none"
    )
    return uvicorn.Server(config)


def _listen(port: int) -> socket.socket:
    return socket.create_server((HOST, port), backlog=BACKLOG)


def _address(listening: socket.socket) -> str:
    return f"http://{HOST}:{listening.getsockname()[1]}"

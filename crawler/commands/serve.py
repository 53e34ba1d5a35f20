"""`hub-openness serve`: Datasette over the database, with a page per model."""

from __future__ import annotations

import socket
from pathlib import Path

import click
import uvicorn

from crawler import options, readonly
from crawler.errors import WrongUsage
from crawler.stopping import left_to_server
from crawler.terminal import say


@click.command
@options.db
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, type=click.IntRange(0, 65535), show_default=True, help="0 takes a free one.")
@click.option("--reports", default="", metavar="URL", help="Form for wrong answers, given `title` and `body`.")
def command(db: Path, host: str, port: int, reports: str) -> None:
    """Serve the database to browsers and as JSON and CSV; a nightly run may write to it or replace it meanwhile."""
    from crawler.web.app import build  # Datasette is slow to import and other commands list this module's help

    if reports and not reports.startswith(("http://", "https://")):
        raise WrongUsage(f"--reports {reports}: an address begins with http:// or https://")
    readonly.connect(db).close()
    listener = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    say(f"serving {db} at http://{shown}:{listener.getsockname()[1]}/ (Ctrl+C ends it)")
    config = uvicorn.Config(build(db, reports).app(), lifespan="on", log_level="warning")
    with left_to_server():
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """A socket that already listens, so that the address printed answers. Raises WrongUsage where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = (error.strerror or str(error)).partition(" (")[0]
        raise WrongUsage(f"cannot listen on {host}:{port}: {why}") from error

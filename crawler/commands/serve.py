"""`hub-openness serve`: Datasette over the database, with a page per model."""

from __future__ import annotations

import socket
from pathlib import Path

import click
import uvicorn

from crawler import readonly


@click.command
@click.option("--db", default="hub-openness.db", type=click.Path(path_type=Path), show_default=True, help="database")
@click.option("--host", default="127.0.0.1", show_default=True, help="address to listen on")
@click.option("--port", default=8001, type=click.IntRange(0, 65535), show_default=True, help="0: any free port")
def command(db: Path, host: str, port: int) -> None:
    """Serve the database to browsers and as JSON and CSV; a nightly run may write to it or replace it meanwhile."""
    from crawler.web.app import build  # Datasette is slow to import and other commands list this module's help

    readonly.connect(db).close()
    listener = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"serving {db} at http://{shown}:{listener.getsockname()[1]}/ (Ctrl+C ends it)")
    config = uvicorn.Config(build(db).app(), lifespan="on", log_level="warning")
    uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """A socket that already listens, so that the address printed answers. Raises click.UsageError where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = (error.strerror or str(error)).partition(" (")[0]
        raise click.UsageError(f"cannot listen on {host}:{port}: {why}") from error

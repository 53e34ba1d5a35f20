"""`serve-hub`: the local Hub."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.replica.app import Options
from crawler.replica.limits import Quotas
from crawler.replica.serving import serve
from crawler.replica.typed import HubDirectoryError


@click.command(name="serve-hub")
@click.argument("root", type=click.Path(path_type=Path))
@click.option("--port", default=8080, show_default=True, help="0 takes a free one.", type=click.IntRange(0, 65535))
@click.option("--rate-limit", default="", help="Quotas of a caller, e.g. api=500,resolvers=3000,window=300.")
def command(root: Path, port: int, rate_limit: str) -> None:
    """Serve the hub directory ROOT as the Hugging Face Hub's own HTTP API, with GitHub's beside it."""
    try:
        serve(Options(root, quotas=Quotas.parse(rate_limit)), port, announce=click.echo)
    except (HubDirectoryError, ValueError) as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"port {port}: {error.strerror}") from error

"""`serve-hub`: the local Hub."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.errors import WrongUsage
from crawler.local_hub.faults import KINDS, Fault
from crawler.local_hub.limits import PLENTY, Quotas
from crawler.local_hub.options import Options
from crawler.local_hub.repos.strict_json import HubDirectoryError
from crawler.local_hub.serving import serve
from crawler.local_hub.synthetic.population import MOST
from crawler.stopping import left_to_server
from crawler.terminal import say

FAULTS = "\n".join(f"  {kind:14} {meaning}" for kind, meaning in KINDS.items())
HELP = f"""Serve the hub directory ROOT as the Hugging Face Hub's own HTTP API, with GitHub's API beside it.

The address is printed once requests are taken; give it to --hub and --github alike. Any token that starts with hf_
is a valid user's; one listed under "granted" in a repository's .hub.json may read its files. Without ROOT,
--synthetic N serves a made-up Hub of N models that changes from day to day.

\b
Faults (--fault KIND[:RATE], RATE from 0 to 1, usually 0.05):
{FAULTS}

\b
For tests there is, uncounted and unlimited:
  GET /_stats, POST /_stats/reset   counters by bucket, endpoint, status, fault and git blob
  POST /_reload                     read ROOT again
  POST /_day?d=K                    move the made-up Hub to day K
  GET /_truth?day=K                 what changed between day K-1 and day K

Addresses under /api/resolve-cache/ count in no bucket: whether the Hub counts that hop is not known.
"""


@click.command(name="serve-hub", help=HELP)
@click.argument("root", required=False, type=click.Path(path_type=Path))
@click.option("--port", default=8080, show_default=True, help="0 takes a free one.", type=click.IntRange(0, 65535))
@click.option("--rate-limit", default="", help="Quotas of a caller, e.g. api=500,resolvers=3000,window=300 (seconds).")
@click.option("--github-rate", default=PLENTY, help="GitHub requests a caller has an hour.", type=click.IntRange(1))
@click.option("--fault", "faults", multiple=True, metavar="KIND[:RATE]", help="Inject a fault; repeatable.")
@click.option("--synthetic", default=0, metavar="N", help="Serve N made-up models.", type=click.IntRange(0, MOST))
@click.option("--day", default=0, help="The day the made-up Hub starts on.", type=click.IntRange(0))
@click.option("--seed", default=0, show_default=True, help="Of the made-up Hub and of the faults.")
def command(root: Path | None, port: int, rate_limit: str, faults: tuple[str, ...], **rest: int) -> None:
    """Check the options and serve until interrupted."""
    if (root is None) == (not rest["synthetic"]):
        raise WrongUsage("give either a hub directory or --synthetic N")
    try:
        options = Options(root, quotas=Quotas.parse(rate_limit), faults=tuple(map(Fault.parse, faults)), **rest)
        with left_to_server():
            serve(options, port, announce=say)
    except (HubDirectoryError, ValueError) as error:
        raise WrongUsage(str(error)) from error
    except OSError as error:
        raise WrongUsage(f"port {port}: {error.strerror}") from error

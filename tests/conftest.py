"""What every test may use: local Hubs on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from crawler.replica.app import Options
from crawler.replica.limits import Quotas
from crawler.replica.serving import running

Serve = Callable[..., str]


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """`serve(root, **options) -> base address`: a local Hub until the session ends.

    `rate_limit` is the text of the command's option; everything else is a field of `crawler.replica.app.Options`.
    """
    with ExitStack() as servers:

        def start(root: Path | None = None, *, rate_limit: str = "", **options: object) -> str:
            quotas = Quotas.parse(rate_limit)
            return servers.enter_context(running(Options(root, quotas=quotas, **options)))

        yield start

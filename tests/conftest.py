"""What every test may use: local Hubs on demand, and a scan of the sample hub."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest

from crawler.local_hub.faults import Fault
from crawler.local_hub.limits import Quotas
from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from tests.sample_scan import folder_of

Serve = Callable[..., str]

# No example has to be quick: how long one takes says how busy the machine is (bench/ measures speed).
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """`serve(root, **options) -> base address`: a local Hub until the session ends.

    `rate_limit` and `faults` are the texts of the command's options; the rest are fields of
    `crawler.local_hub.options`.
    """
    with ExitStack() as servers:

        def start(root: Path | None = None, *, rate_limit: str = "", faults: Sequence[str] = (), **rest: int) -> str:
            options = Options(root, quotas=Quotas.parse(rate_limit), faults=tuple(map(Fault.parse, faults)), **rest)
            return servers.enter_context(running(options))

        yield start


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as a scan of the sample hub leaves it, the module's own to change."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return Path(shutil.copytree(folder_of(shared), tmp_path_factory.mktemp("scanned") / "copy")) / "x.db"

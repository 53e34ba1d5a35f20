"""What `serve-hub` can be asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crawler.local_hub.faults import Fault
from crawler.local_hub.limits import PLENTY, UNLIMITED, Quotas


@dataclass(frozen=True, slots=True)
class Options:
    """A hub directory, or `synthetic` models as they stand on `day`; and how the server behaves."""

    root: Path | None = None
    synthetic: int = 0
    day: int = 0
    seed: int = 0  # of the made-up Hub and of the faults
    quotas: Quotas = UNLIMITED
    github_rate: int = PLENTY  # requests an hour
    faults: tuple[Fault, ...] = ()

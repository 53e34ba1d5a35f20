"""Faults on purpose: which kinds there are, and when one strikes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from crawler.local_hub.repos.repo import hex_digest

KINDS: Final = {
    "429-bare": "429 without any rate-limit header, as from the edge of a CDN",
    "retry-after": "429 with only a Retry-After of one second",
    "5xx": "500, 502 or 503",
    "504-lists": "504 on list pages of more than 500 rows",
    "timeout": "no answer at all",
    "truncate": "a body cut short of its Content-Length",
    "repeat-cursor": "a Link that leads to the same page again, once a page",
    "vanish": "repositories that are listed but missing when a file is asked for (by name, for good)",
    "no-siblings": "repositories without siblings in lists and info (by name, for good)",
    "slow": "answers a quarter of a second late",
}
USUAL_RATE = 0.05


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault and the share of requests, or of repositories, it strikes."""

    kind: str
    rate: float = USUAL_RATE

    @classmethod
    def parse(cls, text: str) -> Fault:
        """`KIND[:RATE]`; raises ValueError."""
        kind, _, rate = text.partition(":")
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}: must be one of {', '.join(KINDS)}")
        try:
            share = float(rate) if rate else USUAL_RATE
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            raise ValueError(f"fault {text!r}: the rate must be a number from 0 to 1")
        return cls(kind, share)


@dataclass(slots=True)
class Dice:
    """Decides by seed: the n-th request of two servers with the same seed meets the same faults."""

    faults: Sequence[Fault]
    seed: int
    _random: dict[str, random.Random] = field(default_factory=dict)

    def strikes(self, kind: str) -> bool:
        """Whether this request meets the fault."""
        rate = self._rate(kind)
        return rate > 0 and self._random.setdefault(kind, random.Random(f"{self.seed} {kind}")).random() < rate

    def strikes_repo(self, kind: str, repo_id: str) -> bool:
        """Whether the fault rests on this repository."""
        rate = self._rate(kind)
        return rate > 0 and int(hex_digest(self.seed, kind, repo_id, size=4), 16) < rate * 2**32

    def _rate(self, kind: str) -> float:
        return max((fault.rate for fault in self.faults if fault.kind == kind), default=0.0)

"""Which models a scan reads where several share the Hub. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from crawler import patterns

MOST = 4096
_SHARD = patterns.compile(r"([0-9]{1,4})/([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Shard:
    """One of `of` equal parts of the Hub, counted from 0. A model stays in its part through renames: its id decides."""

    number: int = 0
    of: int = 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @classmethod
    def parse(cls, text: str) -> Shard:
        """The shard that I/N names. Raises ValueError with what is wrong."""
        match = _SHARD.fullmatch(text)
        shard = cls(*map(int, match.groups())) if match else cls(0, 0)
        if not 0 <= shard.number < shard.of <= MOST:
            raise ValueError(f"{text!r}: a shard is I/N with I from 0 to N-1 and N up to {MOST:,}, such as 0/4")
        return shard

    def holds(self, hub_id: str) -> bool:
        """Does a model live in this shard?"""
        return shard_of(hub_id, self.of) == self.number


WHOLE = Shard()


def shard_of(hub_id: str, of: int) -> int:
    """The number of a model's shard: BLAKE2b of the Hub's id, 8 bytes, big-endian, modulo the number of shards."""
    return int.from_bytes(blake2b(hub_id.encode(), digest_size=8).digest(), "big") % of

"""Labelled cards are split by organisation: rules are made on `tune`, `check` gives figures and nothing else."""

from __future__ import annotations

import hashlib
from enum import StrEnum


class Half(StrEnum):
    """Where the cards of an organisation belong."""

    TUNE = "tune"  # misses are printed, rules may be made on them
    CHECK = "check"  # figures only: nobody reads which cards were missed


def half_of(repo_id: str) -> Half:
    """The half of a repository: by the digest of its organisation, so that no two halves share one."""
    organisation = repo_id.partition("/")[0].lower()
    even = int(hashlib.sha256(organisation.encode()).hexdigest(), 16) % 2 == 0
    return Half.TUNE if even else Half.CHECK

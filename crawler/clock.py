"""The one clock of what is written down."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """This moment as the Hub writes dates: UTC, milliseconds, `Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

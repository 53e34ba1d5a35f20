"""Publishing: a compact copy is written beside the published database and takes its place in one step."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path


def working_path(published: Path) -> Path:
    """The database the nights work on; readers never see it."""
    return published.with_suffix(f".work{published.suffix}")


def publish(working: Path, published: Path) -> None:
    """Replace the published database by a copy of the working one. Readers see the old one whole, or the new one whole.

    Raises sqlite3.Error or OSError, with the published database as it was.
    """
    beside = published.with_suffix(f".new{published.suffix}")
    beside.unlink(missing_ok=True)
    try:
        connection = sqlite3.connect(working)
        connection.execute("VACUUM INTO ?", (str(beside),))
        connection.close()
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(published)
    finally:
        beside.unlink(missing_ok=True)

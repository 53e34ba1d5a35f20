"""A built database for every test of the reading side."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading import sample_db


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A small database under a name that is not the one shown in addresses."""
    return sample_db.build(tmp_path / "night.db")

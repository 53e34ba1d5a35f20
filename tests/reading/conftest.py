"""A built database for every test of the reading side, and its pages."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from crawler.web.app import build
from tests.reading import sample_db


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A small database under a name that is not the one shown in addresses."""
    return sample_db.build(tmp_path / "night.db")


@pytest.fixture
def get(database):
    """Ask Datasette for a path, in process."""
    datasette = build(database)
    return lambda path: asyncio.run(datasette.client.get(path))


@pytest.fixture
def page(get):
    """Ask for a page that must be there, parsed."""

    def read(path: str) -> BeautifulSoup:
        answer = get(path)
        assert answer.status_code == 200, (path, answer.text)
        return BeautifulSoup(answer.text, "lxml")

    return read

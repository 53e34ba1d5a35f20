"""A built database for every test of the reading side, and its pages."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from selenium import webdriver

from crawler import readonly
from crawler.export import Snapshot, export
from crawler.web.app import build
from tests import published
from tests.reading.browsing import chromium
from tests.reading.sample_rows import ROWS


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small database, which no test changes."""
    return published.database(tmp_path_factory.mktemp("made") / "night.db", **ROWS)


@pytest.fixture(scope="session")
def made(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Its snapshot, which no test changes."""
    return export(readonly.connect(sample), tmp_path_factory.mktemp("snapshots"))


@pytest.fixture
def database(sample: Path, tmp_path: Path) -> Path:
    """A copy of it for each test, under a name that is not the one shown in addresses."""
    return Path(shutil.copy(sample, tmp_path / "night.db"))


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


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """One browser for all that look at pages."""
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver

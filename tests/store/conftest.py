"""A database as a run has it, both files in place."""

import pytest

from crawler.store.database import connect


@pytest.fixture
def db(tmp_path):
    database = connect(tmp_path / "x.db")
    yield database
    database.close()

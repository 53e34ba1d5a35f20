"""Whole crawls against local Hubs."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from crawler.cli import run

SAMPLE = Path(__file__).resolve().parents[2] / "crawler" / "sample_hub"


@pytest.fixture(autouse=True)
def _no_token(monkeypatch):
    """Every test begins with no token of the machine's."""
    for name in ("HF_TOKEN", "GITHUB_TOKEN", "HF_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")


def scan(db, hub, *arguments):
    """Scan in this process; gives the exit code."""
    return run(["scan", *arguments, "--db", str(db), "--hub", hub, "--github", hub])


def scanning(db, hub, *arguments):
    """A scan in a process of its own, to be killed."""
    command = [sys.executable, "-m", "crawler", "scan", *arguments, "--db", db, "--hub", hub, "--github", hub]
    return subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def rows(db, sql, *values):
    connection = sqlite3.connect(db)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
MOMENTS = {"first_seen", "last_seen", "read_at", "removed_at", "seen_at", "run_id", "checked_at", "no"}
INTERNAL = {  # what views spell out, and runs
    "runs", "rules", "evidence_rows", "term_sets", "term_clauses", "about", "_sqlite_migrations", "sqlite_schema",
}  # fmt: skip
TABLES = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view')"  # no search index


def tables(db):
    """Everything a reader sees but runs and moments, in an order of its own; two runs may lie in two months."""
    connection = sqlite3.connect(db)
    connection.row_factory = sqlite3.Row
    found = {}
    names = [r[0] for r in connection.execute(TABLES)]
    months = {r[0] for r in connection.execute("SELECT substr(started_at, 1, 7) FROM runs")}
    for name in set(names) - INTERNAL:
        cursor = connection.execute(f"SELECT * FROM {name}")
        kept = [d[0] for d in cursor.description if d[0] not in MOMENTS]
        rows = ([ADDRESS.sub("HUB", str(row[k])) for k in kept] for row in cursor)
        found[name] = sorted(tuple("MONTH" if value in months else value for value in row) for row in rows)
    connection.close()
    return found


def ask(hub, path, method="GET"):
    """The Hub's control surface."""
    with urllib.request.urlopen(urllib.request.Request(hub + path, method=method)) as answer:
        return json.loads(answer.read())


@pytest.fixture
def hub_copy(tmp_path):
    """A copy of the sample hub that a test may change between nights."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "hub"))

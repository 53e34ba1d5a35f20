"""What several scans read, each its shard, makes the database that one scan would have made."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from crawler import clock
from crawler.cli import run
from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from crawler.shards import readings
from tests.crawl.conftest import SAMPLE, ask, rows, scan, tables

OWN = {"runs.csv", "runs.parquet"}  # tell of the scans themselves


@pytest.fixture
def frozen(monkeypatch):
    """A clock that stands still: nothing differs by the moment it was looked at."""
    moment = datetime.now(UTC)

    class Standing(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment

    monkeypatch.setattr(clock, "datetime", Standing)


def shards(folder, hub, n, *arguments):
    """The databases of n shards, each scanned by itself."""
    made = [folder / f"shard-{number}.db" for number in range(n)]
    for number, path in enumerate(made):
        assert scan(path, hub, "--shard", f"{number}/{n}", *arguments) == 0
    return made


def merge(out, *parts):
    return run(["merge", str(out), *map(str, parts)])


def snapshot(db, folder):
    """name -> bytes of every file of a snapshot that tells of models."""
    assert run(["export", str(folder), "--db", str(db)]) == 0
    day = (folder / "latest").resolve()
    return {path.name: path.read_bytes() for path in day.iterdir() if path.suffix in (".csv", ".parquet")}


def test_the_snapshot_is_byte_for_byte_that_of_one_scan(tmp_path, frozen):
    with running(Options(SAMPLE)) as hub:
        assert scan(tmp_path / "whole.db", hub, "--scope", "notable") == 0
        parts = shards(tmp_path, hub, 2, "--scope", "notable")
    assert merge(tmp_path / "out.db", *reversed(parts)) == 0
    whole, merged = (snapshot(tmp_path / name, tmp_path / f"{name}.days") for name in ("whole.db", "out.db"))
    assert whole.keys() == merged.keys()
    assert {name for name in whole if whole[name] != merged[name]} <= OWN
    read = [{r for (r,) in rows(p.with_suffix(".facts.db"), "SELECT hub_id FROM reads")} for p in parts]
    assert all(read), "each shard reads some"
    assert len(read[0] & read[1]) < len(read[0] | read[1]) / 2, "and few models twice: bases that no shard opens"


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory):
    """A made-up Hub on two days: the database of whole scans, and the one merged, broken off once, from two shards."""
    folder = tmp_path_factory.mktemp("nights")
    whole, out = folder / "whole.db", folder / "out.db"
    with running(Options(None, synthetic=150)) as hub:
        for day in (0, 1):
            ask(hub, f"/_day?d={day}", "POST")
            assert scan(whole, hub) == 0
            parts = shards(folder, hub, 2)
            with pytest.MonkeyPatch.context() as patch:
                broken_off(patch)
                assert merge(out, *parts) == 1
            assert merge(out, *reversed(parts)) == 0
    return whole, out, parts


def broken_off(patch):
    """The disk is full after some models were taken over."""
    calls, take = itertools.count(), readings.texts.take

    def failing(db):
        if next(calls) == 1:
            raise OSError(28, "No space left on device")
        take(db)

    patch.setattr(readings, "CHUNK", 10)
    patch.setattr(readings.texts, "take", failing)


def test_nights_of_shards_tell_the_history_of_nights_of_one_scan(two_nights):
    whole, out, _ = two_nights
    expected, found = tables(whole), tables(out)
    assert {field for _, field, *_ in expected["changes"]} >= {"repo_id", "gated", "removed"}
    assert {name for name in expected if expected[name] != found[name]} == set()


def test_a_merge_of_the_same_changes_nothing(two_nights, capsys):
    _, out, parts = two_nights
    before = rows(out, "SELECT * FROM models ORDER BY no")
    assert run(["merge", str(out), *map(str, parts), "--json"]) == 0
    assert '"models_changed": 0' in (told := capsys.readouterr().out)
    assert '"models_judged": 0' in told
    assert rows(out, "SELECT * FROM models ORDER BY no") == before


def test_a_merge_is_published_as_a_night_is(two_nights, tmp_path, capsys):
    """What a shard lost keeps yesterday's database, and says why; the next good merge is published and exported."""
    _, out, parts = two_nights
    shutil.copytree(out.parent, tmp_path, dirs_exist_ok=True)
    out, *parts = (tmp_path / path.name for path in (out, *parts))
    before, whole = out.read_bytes(), parts[0].read_bytes()
    with closing(sqlite3.connect(parts[0])) as db, db:
        db.execute("UPDATE models SET pipeline_tag = ''")
    assert merge(out, *parts) == 1
    assert "pipeline_tag: empty" in (told := capsys.readouterr().err)
    assert told.count("\n") == 1
    assert out.read_bytes() == before
    parts[0].write_bytes(whole)
    assert run(["merge", str(out), *map(str, parts), "--export", str(tmp_path / "days")]) == 0
    assert tables(out)["models"] == tables(two_nights[1])["models"]
    assert (tmp_path / "days" / "latest" / "models.parquet").exists()


def test_what_is_no_whole_set_of_shards_is_wrong_usage(two_nights, tmp_path, capsys):
    whole, out, parts = two_nights
    address = "http://127.0.0.1:9"
    for parameters, says in (
        ([tmp_path / "new.db", parts[0]], "shard 1/2 is missing"),
        ([tmp_path / "new.db", parts[0], parts[0], parts[1]], "shard 0/2 is given twice"),
        ([tmp_path / "new.db", whole, *parts], "holds no shard"),
        ([tmp_path / "new.db", tmp_path / "none.db"], "no database at"),
        ([parts[0], *parts], "a shard itself"),
        ([whole, *parts], "is the database of a scan"),
    ):
        assert merge(*parameters) == 2
        assert says in (told := capsys.readouterr().err)
        assert told.count("\n") == 1
    for db, shard, says in (
        (parts[0], "1/2", "holds shard 0/2"), (parts[0], "0/1", "holds shard 0/2"), (whole, "0/2", "the whole Hub"),
        (out, "0/2", "the whole Hub"), (tmp_path / "y.db", "2/2", "a shard is I/N"), (tmp_path / "y.db", "x", "I/N"),
    ):  # fmt: skip
        assert scan(db, address, "--shard", shard) == 2
        assert says in capsys.readouterr().err
    assert scan(tmp_path / "y.db", address, "--shard", "0/2", "gulls/gull") == 2

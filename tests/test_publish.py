"""The published file is whole at every moment: after killed writers, with readers open, killed in the middle."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from crawler.nightly.publish import difference, publish
from crawler.store.damage import companions, damage

OLD, SCANNED, NEW = 2_000, 5_000, 3_000  # rows published before, after a scan on the published file, of the night


def fill(path, rows):
    """A database in WAL mode as a run leaves it."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        with db:
            db.execute("CREATE TABLE IF NOT EXISTS models (repo_id TEXT PRIMARY KEY, card TEXT)")
            db.execute("DELETE FROM models")
            db.executemany("INSERT INTO models VALUES (?, ?)", ((f"org/m{n}", "word " * 40) for n in range(rows)))


def killed(work):
    """Run `work` in a process that ends as SIGKILL ends it: nothing is closed, no `finally` is run."""
    if (child := os.fork()) == 0:
        try:
            work()
        finally:
            os._exit(9)
    os.waitpid(child, 0)


def kill_a_scan(path):
    """A scan on the published file, killed: what it committed and what it had not lies in the -wal."""

    def work():
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("PRAGMA wal_autocheckpoint = 0")
        db.execute("BEGIN")
        db.executemany("INSERT INTO models VALUES (?, 'x')", ((f"new/m{n}",) for n in range(SCANNED - OLD)))
        db.execute("COMMIT")
        db.execute("PRAGMA cache_size = 5")  # so that the unfinished transaction spills into the -wal
        db.execute("BEGIN")
        db.executemany("INSERT INTO models VALUES (?, ?)", ((f"half/m{n}", "y" * 900) for n in range(2_000)))

    killed(work)
    assert companions(path)[0].stat().st_size > 1_000_000


def count(db):
    return db.execute("SELECT count(*) FROM models").fetchone()[0]


def reader(path):
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
    return db, count(db)


@pytest.fixture
def files(tmp_path):
    working, published = tmp_path / "x.work.db", tmp_path / "x.db"
    fill(working, NEW)
    fill(published, OLD)
    return working, published


def assert_published(published):
    assert damage(published, thorough=True) == ""
    with closing(sqlite3.connect(published)) as db:
        assert count(db) == NEW
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert not [path for path in published.parent.iterdir() if path.name.startswith("x.db-")]
    assert {path.name for path in published.parent.iterdir()} <= {"x.db", "x.work.db", "x.work.db-wal", "x.work.db-shm"}


def test_what_a_killed_scan_left_beside_the_published_file_does_not_spoil_it(files):
    working, published = files
    kill_a_scan(published)
    rows = publish(working, published)
    assert rows == {"models": NEW}
    assert difference(published, rows) == ""
    assert_published(published)


def test_readers_keep_what_they_read_and_new_ones_see_the_new(files):
    """One reader in the middle of a read since before the killed scan, one since after it, one idle."""
    working, published = files
    early, seen_early = reader(published)
    early.execute("BEGIN")
    assert count(early) == seen_early == OLD
    kill_a_scan(published)
    late, seen_late = reader(published)
    late.execute("BEGIN")
    assert count(late) == seen_late == SCANNED
    idle, _ = reader(published)
    publish(working, published)
    assert [count(db) for db in (early, late)] == [OLD, SCANNED]
    assert count(idle) == SCANNED
    for db in (early, late, idle):
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        db.close()
    assert_published(published)


def publish_and_die(working, published, steps):
    """Publish in a process that is killed before its next step; True when it came to its end."""
    left = iter(range(steps))

    def counted(done):
        def step(*arguments, **options):
            if next(left, None) is None:
                os._exit(9)
            return done(*arguments, **options)

        return step

    def work():
        for owner, name in ((Path, "replace"), (Path, "unlink"), (os, "fsync"), (os, "close")):
            setattr(owner, name, counted(getattr(owner, name)))
        publish(working, published)
        published.with_name("finished").mkdir()

    killed(work)
    return published.with_name("finished").exists()


@pytest.mark.parametrize("with_a_reader", [False, True])
def test_killed_between_any_two_steps_it_is_the_old_or_the_new_whole(files, tmp_path, with_a_reader):
    kill_a_scan(files[1])
    seen, finished = [], False
    while not finished:
        folder = tmp_path / f"after {len(seen)} steps"
        shutil.copytree(tmp_path, folder, ignore=shutil.ignore_patterns("after*", "*-shm"))
        working, published = folder / "x.work.db", folder / "x.db"
        with closing(reader(published)[0]) if with_a_reader else nullcontext() as open_before:
            if open_before:
                open_before.execute("BEGIN")
                assert count(open_before) == SCANNED
            finished = publish_and_die(working, published, len(seen))
            assert damage(published, thorough=True) == "", folder.name
            with closing(reader(published)[0]) as db:
                seen.append(count(db))
    assert len(seen) > 10
    assert set(seen) == {SCANNED, NEW} and seen == sorted(seen, reverse=True), seen


def test_a_damaged_published_file_is_replaced(files):
    working, published = files
    kill_a_scan(published)
    body = published.read_bytes()
    published.write_bytes(body[:8192] + bytes(len(body) - 8192))
    publish(working, published)
    assert_published(published)


def test_a_copy_that_lost_rows_is_not_published(files, monkeypatch):
    working, published = files
    before = published.read_bytes()
    monkeypatch.setattr(
        "crawler.nightly.publish._copy", lambda working, beside: fill(beside, NEW - 1) or {"models": NEW}
    )
    with pytest.raises(sqlite3.DatabaseError, match="2,999 instead of 3,000 rows in models"):
        publish(working, published)
    assert published.read_bytes() == before


def test_a_full_disk_leaves_the_published_file_as_it_was(files):
    working, published = files
    before, told = published.read_bytes(), published.with_name("told")

    def work():
        told.touch()
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            publish(working, published)
        except (sqlite3.Error, OSError) as error:
            told.write_text(str(error))

    killed(work)
    assert "full" in told.read_text() or "disk" in told.read_text()
    assert published.read_bytes() == before
    assert not list(published.parent.glob("x.new*"))

"""A damaged working database: what is damaged is set aside, and the next night rebuilds it from what is whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from crawler.nightly.publish import working_path
from crawler.store.damage import companions, damage, list_and_judge_anew
from crawler.store.database import Writer, facts_path


def mend(published: Path) -> str:
    """Make the working database fit for the next night; gives what was done, in a sentence.

    Answers come back from the published database, texts and the state of the walks from the side database. Whatever
    neither holds is asked for again. The damaged file is kept beside it until the next one.
    """
    working = working_path(published)
    lost = [path for path in (working, facts_path(working)) if path.exists() and damage(path, thorough=True)]
    if not lost:
        return "neither of its files is found damaged now: run it again"
    for path in lost:
        _set_aside(path)
    if working in lost and published.exists() and not damage(published):
        with closing(sqlite3.connect(published)) as db:
            db.execute("VACUUM INTO ?", (str(working),))
    writer = Writer(working)
    try:
        writer.call(list_and_judge_anew)
    finally:
        writer.close()
    moved = ", ".join(f"{path} is set aside as {_aside(path).name}" for path in lost)
    return f"{moved}; the next night lists everything anew and goes on from what is whole"


def _set_aside(path: Path) -> None:
    for old, new in zip((path, *companions(path)), (_aside(path), *companions(_aside(path))), strict=True):
        new.unlink(missing_ok=True)
        if old.exists():
            old.replace(new)


def _aside(path: Path) -> Path:
    return path.with_suffix(f".damaged{path.suffix}")

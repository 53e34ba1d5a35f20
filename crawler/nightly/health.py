"""Is a night fit to be published? Its database is held against the published one; bounds are data (health.toml)."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from crawler.schema import OUTCOMES


@dataclass(frozen=True, slots=True)
class Shape:
    """A database in figures: live models, read models, and by column how many are unknown, failed or empty."""

    live: int
    read: int
    unknown: Mapping[str, int]
    failed: Mapping[str, int]
    empty: Mapping[str, int]


def bounds() -> Mapping[str, Any]:
    """The bounds of health.toml."""
    return tomllib.loads(files("crawler.nightly").joinpath("health.toml").read_text("utf-8"))


def shape(db: sqlite3.Connection) -> Shape:
    """Measure a database in one pass over its models; one made by an older version in the columns it has."""
    present = {column for _, column, *_ in db.execute("PRAGMA table_info(models)")}
    columns = [column for column in bounds()["columns"] if column in present]
    questions = [question for question in OUTCOMES if question in present]
    parts = ["count(*)", "count(read_sha)"]
    parts += [f"sum(read_sha IS NOT NULL AND {q} = '{outcome}')" for outcome in ("unknown", "error") for q in questions]
    parts += [f"sum(coalesce({column}, '') = '')" for column in columns]
    row = db.execute(f"SELECT {', '.join(parts)} FROM models WHERE removed_at IS NULL").fetchone()
    figures = [int(value or 0) for value in row]
    n = len(questions)
    return Shape(
        figures[0], figures[1],
        dict(zip(questions, figures[2 : 2 + n], strict=True)),
        dict(zip(questions, figures[2 + n : 2 + 2 * n], strict=True)),
        dict(zip(columns, figures[2 + 2 * n :], strict=True)),
    )  # fmt: skip


def check(db: sqlite3.Connection, before: Shape | None, run_id: str) -> list[str]:
    """Everything that speaks against publishing `db` after what was published before; empty when nothing does."""
    found = [f"{table}: rows that refer to nothing" for table in _dangling(db)]
    new = shape(db)
    if new.live == 0:
        return [*found, "no models at all"]
    if new.live < bounds()["least_models"]:
        return found
    found += _errors(new)
    found += _mass_changes(db, new, run_id)
    if before is not None:
        found += _against(before, new)
    return found


def _dangling(db: sqlite3.Connection) -> Iterator[str]:
    yield from {row[0] for row in db.execute("PRAGMA foreign_key_check")}
    if db.execute("SELECT 1 FROM models WHERE verdict IS NULL AND read_sha IS NOT NULL LIMIT 1").fetchone():
        yield "models without a verdict"


def _errors(new: Shape) -> Iterator[str]:
    for question, failed in new.failed.items():
        if failed > new.read * bounds()["error_share"]:
            yield f"{question}: the detector failed for {failed:,} of {new.read:,} models"


def _mass_changes(db: sqlite3.Connection, new: Shape, run_id: str) -> Iterator[str]:
    rows = db.execute(
        "SELECT field, count(*) FROM changes WHERE run_id = ? AND cause = 'model' GROUP BY field", (run_id,)
    )
    for field, n in rows:
        if n > max(new.read, 1) * bounds()["changed_share"]:
            yield f"{field}: changed in {n:,} of {new.read:,} models in one night"


def _against(old: Shape, new: Shape) -> Iterator[str]:
    rules = bounds()
    if new.live < old.live * rules["rows_kept"]:
        yield f"models: {new.live:,} are listed, {old.live:,} were"
    if new.read < old.read * rules["rows_kept"]:
        yield f"models: {new.read:,} are read, {old.read:,} were"
    for kind, before, after, base in (
        ("unknown", old.unknown, new.unknown, "read"), ("empty", old.empty, new.empty, "live"),
    ):  # fmt: skip
        for column, n in before.items():
            was, now = n / max(getattr(old, base), 1), after[column] / max(getattr(new, base), 1)
            if now - was > rules[f"{kind}_growth"]:
                yield f"{column}: {kind} in {now:.0%} of the models, it was {was:.0%}"

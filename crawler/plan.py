"""What a scan would cost: requests from what the last runs really needed, hours under each rate-limit plan."""

from __future__ import annotations

import sqlite3
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from crawler.hub import PAGE
from crawler.scan.scope import in_scope


@dataclass(frozen=True, slots=True)
class Cost:
    """Requests of one kind of scan, by bucket of the Hub."""

    scan: str
    api: int
    resolvers: int
    basis: str  # what the figures rest on


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours a scan takes under one plan when its quotas are used in full; buckets are used side by side."""

    scan: str
    plan: str
    hours: float


def costs(db: sqlite3.Connection, scope: str) -> list[Cost]:
    """A first scan and a night, for one scope. Raises ValueError when the database holds no models."""
    live, opened, read = _counts(db, scope)
    if not live:
        raise ValueError("no models are known yet: run a scan first")
    pages = -(-live // PAGE)
    per_model, basis = _resolves_per_model(db, read)
    found = [Cost("full", pages + 1, round(opened * per_model), basis)]
    night = db.execute(
        "SELECT requests_api, requests_resolvers, run_id FROM runs WHERE mode = 'incremental' AND outcome = 'done'"
        " AND (scope = ? OR ? = 'all') ORDER BY started_at DESC LIMIT 1",
        (scope, scope),
    ).fetchone()
    if night:
        found.append(Cost("night", night[0], night[1], f"run {night[2]}"))
    return found


def hours(cost: Cost) -> list[Hours]:
    """Hours under every plan of plans.toml."""
    rules = tomllib.loads(files("crawler").joinpath("plans.toml").read_text("utf-8"))
    return [
        Hours(cost.scan, p["name"], max(cost.api / p["api"], cost.resolvers / p["resolvers"]) * rules["window"] / 3600)
        for p in rules["plan"]
    ]


def _counts(db: sqlite3.Connection, scope: str) -> tuple[int, int, int]:
    """Live models, those in scope by their own row, and those read."""
    db.create_function(
        "in_scope", 4, lambda *row: in_scope(scope, row[0], row[1] or "", row[2] or 0, row[3] or 0), deterministic=True
    )
    row = db.execute(
        "SELECT count(*), coalesce(sum(in_scope(hub_id, author, likes, downloads)), 0), count(read_sha) FROM models"
        " WHERE removed_at IS NULL"
    ).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def _resolves_per_model(db: sqlite3.Connection, read: int) -> tuple[float, str]:
    """Resolver requests a model cost when it was first read; one and a bit before anybody has measured."""
    row = db.execute(
        "SELECT requests_resolvers, run_id FROM runs WHERE mode = 'full' AND outcome = 'done'"
        " ORDER BY started_at DESC LIMIT 1"
    ).fetchone()
    if row and read and row[0]:
        return row[0] / read, f"run {row[1]}: {row[0]:,} resolves for {read:,} models"
    return 0.77, "no full run yet: 70 % of models with a card, 7 % with a licence file"

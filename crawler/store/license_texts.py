"""Distinct licence texts: each blob is identified once, however many models carry it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlite_utils import Database

from pipelines.licences import catalogue, read_licence


def store_license_text(db: Database, oid: str, path: str, text: str) -> None:
    """Identify one text and store its terms and clauses, unless that was done before."""
    if not oid or db.execute("SELECT 1 FROM license_texts WHERE oid = ?", (oid,)).fetchone():
        return
    reading = read_licence(text, path)
    row = {"oid": oid, "license_id": reading.license_id, "spdx": reading.spdx, "family": reading.family}
    db.table("license_texts").insert({**row, "score": reading.score, **asdict(reading.terms), "models": 0})
    db.conn.executemany(
        "INSERT INTO license_clauses (oid, term, quote, line_start, line_end) VALUES (?, ?, ?, ?, ?)",
        ((oid, c.term, c.quote, c.line_start, c.line_end) for c in reading.clauses),
    )


def forget_license_texts(db: Database) -> None:
    """After a rule changed: texts are read again as their models are judged again."""
    db.execute("DELETE FROM license_clauses")
    db.execute("DELETE FROM license_texts")


def count_models(db: Database) -> None:
    """How many models carry each text; writes only what differs."""
    db.execute(
        "UPDATE license_texts SET models = c.n FROM (SELECT t.oid, count(m.no) AS n FROM license_texts AS t"
        " LEFT JOIN models AS m ON m.license_text = t.oid AND m.removed_at IS NULL GROUP BY t.oid) AS c"
        " WHERE c.oid = license_texts.oid AND license_texts.models <> c.n"
    )


def store_catalogue(db: Database) -> None:
    """The licences of the catalogue, as `licenses`; writes only what differs."""
    stored = {tuple(row) for row in db.execute("SELECT * FROM licenses").fetchall()}
    rows = list(_catalogue_rows())
    if {tuple(row.values()) for row in rows} != stored:
        with db.atomic():
            db.execute("DELETE FROM licenses")
            db.table("licenses").insert_all(rows)


def _catalogue_rows() -> Iterable[dict[str, object]]:
    for entry in catalogue().values():
        head = {"license_id": entry.id, "name": entry.name, "spdx": entry.spdx, "family": entry.family}
        yield {
            **head, "license_class": entry.license_class, **asdict(entry.terms), "source_url": entry.source_url,
        }  # fmt: skip

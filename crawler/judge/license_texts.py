"""Distinct licence texts: each blob is identified once, however many models carry it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlite_utils import Database

from pipelines.licences import catalogue
from pipelines.licences.effective import effective, policies, texts_read
from pipelines.repository import Repository


def store_license_text(db: Database, oid: str, path: str, repository: Repository) -> None:
    """Identify the licence text at `path` and store its terms and clauses, unless that was done before.

    A use policy beside it is part of the agreement and may hold what the text itself does not (territories): where one
    lies there, the two are stored together.
    """
    known = db.execute("SELECT 1 FROM license_texts WHERE oid = ?", (oid,)).fetchone()
    read = texts_read(repository)
    attached = policies(read)
    reading = next((one.reading for one in read if one.place == path), None)
    if reading is None or (known and not attached):
        return
    db.execute("DELETE FROM license_clauses WHERE oid = ?", (oid,))
    row = {"oid": oid, "license_id": reading.license_id, "spdx": reading.spdx, "family": reading.family}
    terms = asdict(effective(repository).terms)
    db.table("license_texts").upsert({**row, "score": reading.score, **terms, "models": 0}, pk="oid")
    db.conn.executemany(
        "INSERT INTO license_clauses (oid, term, path, quote, line_start, line_end) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (oid, clause.term, place, clause.quote, clause.line_start, clause.line_end)
            for place, one in ((path, reading), *((policy.place, policy.reading) for policy in attached))
            for clause in one.clauses
        ),
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
